import { namedBy } from '../named.ts';
import type { Rule } from '../rule.ts';
import { wordsOf } from '../words.ts';

/** Only EC2 knows instance profiles: everyone else takes the role itself. */
export const profileForARole: Rule = {
  name: 'profile-for-a-role',
  level: 'error',
  looksAt: 'instance profiles where a role is wanted',
  *find(world) {
    const words = wordsOf(world);
    const uses = [
      ...world.roleUses.map((use) => ({ use, write: words.arnOf.bind(words) })),
      ...world.roleNames.map((use) => ({ use, write: words.nameOf.bind(words) })),
    ];
    for (const { use, write } of uses) {
      const { id, property, value } = use;
      const named = namedBy(world, value);
      if (named?.kind !== 'instance-profile') continue;
      const [held] = named.profile?.roles.map((role) => namedBy(world, role)?.role) ?? [];
      yield {
        spot: value.spot,
        says: `\`${property}\` of ${id} wants a role and is given an instance profile, which only EC2 knows`,
        mend: held === undefined ? 'write the role itself' : `write \`${write(held.id)}\`, the role in it`,
      };
    }
  },
};

import { namedBy } from '../named.ts';
import type { Rule } from '../rule.ts';

/** An ARN where one is wanted, but of another kind: of a policy, a user, or a session of the role. */
export const arnOfAnother: Rule = {
  name: 'arn-of-another',
  level: 'error',
  looksAt:
    'ARNs of users, policies, sessions and others where that of a role or an instance profile is wanted',
  *find(world) {
    const uses = [
      ...world.roleUses.map((use) => ({ use, wanted: 'role' as const })),
      ...world.profileUses
        .filter(({ wants }) => wants !== 'name')
        .map((use) => ({ use, wanted: 'instance-profile' as const })),
    ];
    for (const { use, wanted } of uses) {
      const { id, property, value } = use;
      const named = namedBy(world, value);
      if (named?.form !== 'arn' || (named.kind !== 'policy' && named.kind !== 'other')) continue;
      // What another resource gives under a name of its own may be one.
      if (named.kind === 'other' && named.text === undefined) continue;
      const what = wanted === 'role' ? 'a role' : 'an instance profile';
      const given = named.text === undefined ? 'that of a policy' : `\`${named.text}\``;
      yield {
        spot: value.spot,
        says: `\`${property}\` of ${id} wants the ARN of ${what} and is given ${given}`,
        mend: `write the ARN of ${what}, as \`arn:aws:iam::ACCOUNT:${wanted}/NAME\``,
      };
    }
  },
};

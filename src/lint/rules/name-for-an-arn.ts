import { namedBy } from '../named.ts';
import type { Rule } from '../rule.ts';
import { wordsOf } from '../words.ts';

/** Functions and their like want the ARN of a role, launch templates in `Arn` that of a profile. */
export const nameForAnArn: Rule = {
  name: 'name-for-an-arn',
  level: 'error',
  looksAt: 'names where the ARN of a role, a policy or an instance profile is wanted',
  *find(world) {
    const words = wordsOf(world);
    const uses = [
      ...world.roleUses.filter(({ wants }) => wants === 'arn').map((use) => ({ use, what: 'a role' })),
      ...world.profileUses
        .filter(({ wants }) => wants === 'arn')
        .map((use) => ({ use, what: 'an instance profile' })),
      ...world.policyArns.map((use) => ({ use, what: 'a managed policy' })),
    ];
    for (const { use, what } of uses) {
      const { id, property, value } = use;
      const named = namedBy(world, value);
      if (named === undefined || named.form === 'arn') continue;
      const target =
        what === 'a role' ? named.role : what === 'an instance profile' ? named.profile : undefined;
      if (named.form === 'other' && target === undefined) continue;
      // A profile's name where a role belongs is of a rule of its own.
      if (what === 'a role' && named.role === undefined && named.profile !== undefined) continue;
      const shown = named.text === undefined ? 'its name' : `the name \`${named.text}\``;
      yield {
        spot: value.spot,
        says: `\`${property}\` of ${id} wants the ARN of ${what} and is given ${shown}`,
        mend:
          target === undefined
            ? `write its ARN${named.text === undefined ? '' : `, as \`${exampleArn(what, named.text)}\``}`
            : `write \`${words.arnOf(target.id)}\``,
      };
    }
  },
};

function exampleArn(what: string, name: string): string {
  if (what === 'a managed policy') return `arn:aws:iam::aws:policy/${name}`;
  return `arn:aws:iam::ACCOUNT:${what === 'a role' ? 'role' : 'instance-profile'}/${name}`;
}

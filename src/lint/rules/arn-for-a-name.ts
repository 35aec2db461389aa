import { namedBy } from '../named.ts';
import type { Found, Rule } from '../rule.ts';
import { wordsOf } from '../words.ts';
import type { NameUse, World } from '../world.ts';

/** Roles in profiles and profiles of instances go by their names; an ARN there is a name that nobody has. */
export const arnForAName: Rule = {
  name: 'arn-for-a-name',
  level: 'error',
  looksAt: 'ARNs, and ids, where the name of a role or an instance profile is wanted',
  *find(world) {
    for (const use of world.roleNames) yield* foundIn(world, use, 'role');
    for (const use of world.profileUses) {
      if (use.wants === 'name') yield* foundIn(world, use, 'instance-profile');
    }
  },
};

function* foundIn(
  world: World,
  { id, property, value }: NameUse,
  wanted: 'role' | 'instance-profile',
): Generator<Found> {
  const named = namedBy(world, value);
  if (named === undefined || named.form === 'name') return;
  // A role's ARN for a profile is the worse mistake, of a rule of its own.
  if (wanted === 'instance-profile' && named.kind === 'role') return;
  const target = wanted === 'role' ? named.role : named.profile;
  if (named.form === 'other' && target === undefined) return;
  const what = wanted === 'role' ? 'a role' : 'an instance profile';
  const given = named.form === 'arn' ? 'an ARN' : 'an id';
  const name =
    target === undefined ? `\`${named.text?.split('/').at(-1)}\`` : `\`${wordsOf(world).nameOf(target.id)}\``;
  yield {
    spot: value.spot,
    says: `\`${property}\` of ${id} wants the name of ${what} and is given ${given}`,
    mend: named.kind === wanted || target !== undefined ? `write ${name}` : `write the name of ${what}`,
  };
}

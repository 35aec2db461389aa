import { namedBy, type Named } from '../named.ts';
import type { Rule } from '../rule.ts';
import { wordsOf } from '../words.ts';
import type { Role, World } from '../world.ts';

/** An instance takes a profile, and a role's name is one only where a profile has the same. */
export const profileIsARole: Rule = {
  name: 'profile-is-a-role',
  level: 'error',
  looksAt: 'instances and launch templates whose instance profile is a role',
  *find(world) {
    for (const { property, value, id } of world.profileUses) {
      const named = namedBy(world, value);
      if (named === undefined || !isRole(named)) continue;
      const shown = named.role === undefined ? `the role \`${named.text}\`` : `the role ${named.role.id}`;
      yield {
        spot: value.spot,
        says: `\`${property}\` of ${id} is ${shown}, but wanted is an instance profile, and no profile of that name is made here`,
        mend: mendOf(world, named.role, property),
      };
    }
  },
};

/** A profile of the same name is what EC2 will find; a role's ARN it never is. */
function isRole({ kind, role, profile, form }: Named): boolean {
  if (kind === 'role') return form === 'arn' || profile === undefined;
  return kind === undefined && role !== undefined && profile === undefined;
}

function mendOf(world: World, role: Role | undefined, property: string): string {
  const words = wordsOf(world);
  if (role === undefined) return `write the name of an instance profile that holds the role`;
  const holding = world.profiles.find(({ roles }) =>
    roles.some((one) => namedBy(world, one)?.role?.id === role.id),
  );
  if (holding !== undefined) {
    return `write \`${words.nameOf(holding.id)}\`, the profile that holds the role`;
  }
  return `make ${words.profileWith(role.id)} and let \`${property}\` name that`;
}

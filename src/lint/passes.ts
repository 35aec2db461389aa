import { namedBy } from './named.ts';
import type { Value } from './value.ts';
import type { Pass, Role, World } from './world.ts';

/** The roles that a deploy hands to services: to EC2 in profiles, to others by their ARNs. */
export function passesOf(world: World): readonly Pass[] {
  const toEc2 = world.profiles.flatMap(({ id, roles }) =>
    roles.flatMap((value) => passOf(world, value, id, 'ec2.amazonaws.com')),
  );
  const toOthers = world.roleUses.flatMap(({ id, value, service }) => passOf(world, value, id, service));
  return [...toEc2, ...toOthers];
}

/** Names of profiles that are to be there already. */
export function outsideProfiles(world: World): readonly string[] {
  const names = world.profileUses.flatMap(({ value }) => {
    const named = namedBy(world, value);
    if (named?.text === undefined || named.profile !== undefined || named.role !== undefined) return [];
    return named.kind === 'role' ? [] : [named.text.split('/').at(-1) ?? ''];
  });
  return [...new Set(names)];
}

function passOf(world: World, value: Value, by: string, service: string): readonly Pass[] {
  const named = namedBy(world, value);
  if (named === undefined) return [];
  const { role, text } = named;
  const common = { spot: value.spot, by, service };
  if (role !== undefined) return [{ ...common, role: resourceOf(role), isNameMade: role.isNameMade }];
  if (text === undefined || named.kind === 'instance-profile' || named.kind === 'other') return [];
  return [{ ...common, role: named.form === 'arn' ? text : `role/${text}`, isNameMade: false }];
}

function resourceOf({ path, name }: Role): string {
  return `role${path}${name}`;
}

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

/** The stack's service role, which the deployer hands to CloudFormation. */
export function servicePass(role: string): Pass {
  const common = { by: 'the deploy', isHere: false, isNameMade: false, spot: { steps: [] } };
  return { ...common, role, service: 'cloudformation.amazonaws.com' };
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
  if (role !== undefined)
    return [{ ...common, role: resourceOf(role), isHere: true, isNameMade: role.isNameMade }];
  if (text === undefined || named.kind === 'instance-profile' || named.kind === 'other') return [];
  const asked = named.form === 'arn' ? text : `role/${text}`;
  return [{ ...common, role: asked, isHere: false, isNameMade: false }];
}

function resourceOf({ path, name }: Role): string {
  return `role${path}${name}`;
}

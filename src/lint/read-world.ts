import type { Spot } from './spot.ts';
import type { TypeFacts } from './type-facts.ts';
import { listed, member, textOf, valuesAt, type Value } from './value.ts';
import type { NameUse, PolicyDocument, Profile, ProfileUse, Role, RoleUse, World } from './world.ts';

/** A resource as a template or plan has it. */
export interface LintedResource {
  readonly id: string;
  readonly type: string;
  readonly spot: Spot;
  readonly properties: Value;
  /** The name that a role or profile has or will be given. */
  readonly name: string;
  readonly isNameMade: boolean;
}

type Subjects = Pick<
  World,
  'roles' | 'profiles' | 'types' | 'profileUses' | 'roleUses' | 'roleNames' | 'policyArns' | 'documents'
>;

/** Gathers what rules look at, by what is known of the resources' types. */
export function readWorld(
  resources: readonly LintedResource[],
  facts: Readonly<Record<string, TypeFacts>>,
): Subjects {
  const known = resources.flatMap((resource) => {
    const of = Object.hasOwn(facts, resource.type) ? facts[resource.type] : undefined;
    return of === undefined ? [] : [{ resource, facts: of }];
  });
  return {
    types: new Map(resources.map(({ id, type }) => [id, type])),
    roles: known.flatMap(({ resource, facts: { role } }) => (role ? [roleOf(resource, role)] : [])),
    profiles: known.flatMap(({ resource, facts: { profile } }) =>
      profile ? [profileOf(resource, profile)] : [],
    ),
    profileUses: known.flatMap(({ resource, facts }) => profileUsesOf(resource, facts)),
    roleUses: known.flatMap(({ resource, facts }) => roleUsesOf(resource, facts)),
    roleNames: known.flatMap(({ resource, facts: { roleNames = [] } }) => usesAt(resource, roleNames)),
    policyArns: known.flatMap(({ resource, facts: { policyArns = [] } }) => usesAt(resource, policyArns)),
    documents: known.flatMap(({ resource, facts }) => documentsOf(resource, facts)),
  };
}

function roleOf(
  { id, spot, properties, name, isNameMade }: LintedResource,
  { path, trust }: NonNullable<TypeFacts['role']>,
): Role {
  return {
    ...{ id, spot, name, isNameMade },
    path: textOf(member(properties, path)) ?? '/',
    trust: member(properties, trust),
  };
}

function profileOf(
  { id, spot, properties, name }: LintedResource,
  { roles }: NonNullable<TypeFacts['profile']>,
): Profile {
  const given = valuesAt(properties, roles);
  return {
    ...{ id, spot, name },
    roles: given.flatMap(listed),
    most: Math.max(0, ...given.map(mostOf)),
    rolesSpot: given[0]?.spot ?? spot,
  };
}

/** How many values may come out at once. */
function mostOf(value: Value): number {
  switch (value.kind) {
    case 'list':
      return value.items.reduce((sum, item) => sum + mostOf(item), 0);
    case 'choice':
      return Math.max(...value.options.map(mostOf));
    case 'absent':
      return 0;
    default:
      return 1;
  }
}

function profileUsesOf(resource: LintedResource, facts: TypeFacts): readonly ProfileUse[] {
  const { profileNames = [], profileArns = [], profileNamesOrArns = [] } = facts;
  const as = (ways: readonly string[], wants: ProfileUse['wants']) =>
    usesAt(resource, ways).map((use): ProfileUse => ({ ...use, wants }));
  return [...as(profileNames, 'name'), ...as(profileArns, 'arn'), ...as(profileNamesOrArns, 'either')];
}

function roleUsesOf(resource: LintedResource, facts: TypeFacts): readonly RoleUse[] {
  const as = (ways: Readonly<Record<string, string>>, wants: RoleUse['wants']) =>
    Object.entries(ways).flatMap(([way, service]) =>
      usesAt(resource, [way]).map((use): RoleUse => ({ ...use, service, wants })),
    );
  return [...as(facts.roleArns ?? {}, 'arn'), ...as(facts.roleNamesOrArns ?? {}, 'either')];
}

function documentsOf(resource: LintedResource, facts: TypeFacts): readonly PolicyDocument[] {
  const { role, identityPolicies = [], resourcePolicies = {} } = facts;
  return [
    ...usesAt(resource, role === undefined ? [] : [role.trust]).map((use): PolicyDocument => ({
      ...use,
      use: 'trust',
      resourceType: 'AWS::IAM::AssumeRolePolicyDocument',
    })),
    ...usesAt(resource, identityPolicies).map((use): PolicyDocument => ({ ...use, use: 'identity' })),
    ...Object.entries(resourcePolicies).flatMap(([way, resourceType]) =>
      usesAt(resource, [way]).map((use): PolicyDocument => ({ ...use, use: 'resource', resourceType })),
    ),
  ];
}

function usesAt({ id, type, properties }: LintedResource, ways: readonly string[]): readonly NameUse[] {
  return ways.flatMap((way) =>
    valuesAt(properties, way).map((value) => ({ id, type, property: shownWay(way), value })),
  );
}

const OUTER = new Set(['LaunchTemplateData', 'SpotFleetRequestConfigData', 'LaunchSpecifications']);

/** `Roles` for `Roles.*`, `IamInstanceProfile.Name` for what lies deep. */
function shownWay(way: string): string {
  const names = way.split('.').filter((step) => step !== '*' && !OUTER.has(step));
  return names.join('.');
}

import { jsonOf } from '../../../operation/read-properties.ts';
import type { Existing, Properties, ReadContext } from '../../../operation/resource-type.ts';
import { iam, iamGone } from './iam-calls.ts';
import type { PrincipalKind } from './principal-policies.ts';

/** What IAM says of an `AWS::IAM::Role`. */
export async function readRole({ physicalId: RoleName }: Existing, context: ReadContext) {
  const found = await iamGone(context, 'GetRole', { RoleName });
  if (found === undefined) return undefined;
  const { Path, Description, MaxSessionDuration, PermissionsBoundary, Tags, ...role } = found.Role;
  return {
    ...{ RoleName, Path, Description, MaxSessionDuration, Tags },
    PermissionsBoundary: PermissionsBoundary?.PermissionsBoundaryArn,
    AssumeRolePolicyDocument: jsonOf(role.AssumeRolePolicyDocument),
    ...(await policiesOf(context, 'Role', RoleName)),
  };
}

/** What IAM says of an `AWS::IAM::User`; nobody reads passwords. */
export async function readUser({ physicalId: UserName }: Existing, context: ReadContext) {
  const found = await iamGone(context, 'GetUser', { UserName });
  if (found === undefined) return undefined;
  const { Path, PermissionsBoundary, Tags } = found.User;
  const { Groups } = await iam(context, 'ListGroupsForUser', { UserName });
  return {
    ...{ UserName, Path, Tags, Groups: Groups.map(({ GroupName }) => GroupName) },
    PermissionsBoundary: PermissionsBoundary?.PermissionsBoundaryArn,
    ...(await policiesOf(context, 'User', UserName)),
  };
}

/** What IAM says of an `AWS::IAM::Group`. */
export async function readGroup({ physicalId: GroupName }: Existing, context: ReadContext) {
  const found = await iamGone(context, 'GetGroup', { GroupName });
  if (found === undefined) return undefined;
  return { GroupName, Path: found.Group.Path, ...(await policiesOf(context, 'Group', GroupName)) };
}

/** What IAM says of an `AWS::IAM::InstanceProfile`. */
export async function readInstanceProfile({ physicalId }: Existing, context: ReadContext) {
  const InstanceProfileName = physicalId;
  const found = await iamGone(context, 'GetInstanceProfile', { InstanceProfileName });
  if (found === undefined) return undefined;
  const { Path, Roles } = found.InstanceProfile;
  return { InstanceProfileName, Path, Roles: Roles.map(({ RoleName }) => RoleName) };
}

/** A principal's attached and inline policies, as templates have them. */
async function policiesOf(context: ReadContext, kind: PrincipalKind, name: string): Promise<Properties> {
  const who = { [`${kind}Name`]: name };
  const { AttachedPolicies = [] } = await iam(context, `ListAttached${kind}Policies`, who);
  const { PolicyNames } = await iam(context, `List${kind}Policies`, who);
  const Policies = [];
  for (const PolicyName of PolicyNames) {
    const { PolicyDocument } = await iam(context, `Get${kind}Policy`, { ...who, PolicyName });
    Policies.push({ PolicyName, PolicyDocument: jsonOf(PolicyDocument) });
  }
  return { ManagedPolicyArns: AttachedPolicies.map(({ PolicyArn }) => PolicyArn), Policies };
}

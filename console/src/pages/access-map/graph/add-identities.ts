import type { GroupDetail, RoleDetail, UserDetail } from '@aws-sdk/client-iam';
import { paths } from '../../../parts/paths.ts';
import { addTrust } from './add-trust.ts';
import type { GraphBuilder } from './graph-builder.ts';
import type { Identities } from './map-sources.ts';

/** Users, groups, roles and the policies that they have. */
export function addIdentities(builder: GraphBuilder, identities: Identities, accountId: string): void {
  for (const {
    Arn = '',
    PolicyName = '',
    AttachmentCount,
    PermissionsBoundaryUsageCount,
  } of identities.policies) {
    addPolicy(builder, Arn, PolicyName);
    const uses = (AttachmentCount ?? 0) + (PermissionsBoundaryUsageCount ?? 0);
    if (uses === 0 && !isAwsManaged(Arn)) builder.remark(Arn, 'policy-unattached');
  }
  const groups = new Map<string, string>();
  for (const group of identities.groups) {
    const { Arn = '', GroupName = '' } = group;
    groups.set(GroupName, Arn);
    builder.add({ id: Arn, kind: 'group', name: GroupName, arn: Arn, to: paths.group(GroupName) });
    addPolicies(builder, Arn, group, group.GroupPolicyList);
  }
  for (const user of identities.users) {
    const { Arn = '', UserName = '', GroupList = [] } = user;
    builder.add({ id: Arn, kind: 'user', name: UserName, arn: Arn, to: paths.user(UserName) });
    addPolicies(builder, Arn, user, user.UserPolicyList);
    for (const name of GroupList) builder.connect(groups.get(name) ?? '', Arn, 'member');
  }
  for (const role of identities.roles) {
    const { Arn = '', RoleName = '' } = role;
    builder.add({ id: Arn, kind: 'role', name: RoleName, arn: Arn, to: paths.role(RoleName) });
    addPolicies(builder, Arn, role, role.RolePolicyList);
  }
  for (const { Arn = '', AssumeRolePolicyDocument } of identities.roles)
    addTrust(builder, Arn, AssumeRolePolicyDocument, accountId);
}

function addPolicies(
  builder: GraphBuilder,
  owner: string,
  { AttachedManagedPolicies = [] }: Pick<GroupDetail, 'AttachedManagedPolicies'>,
  inline: readonly { PolicyName?: string | undefined }[] = [],
): void {
  for (const { PolicyArn = '', PolicyName = '' } of AttachedManagedPolicies) {
    addPolicy(builder, PolicyArn, PolicyName);
    builder.connect(PolicyArn, owner, 'attached');
  }
  for (const { PolicyName = '' } of inline) {
    const id = `${owner}#${PolicyName}`;
    builder.add({ id, kind: 'inline-policy', name: PolicyName });
    builder.connect(id, owner, 'inline');
  }
}

/** The boundaries of users and roles; after the policies, whose names they lack. */
export function addBoundaries(builder: GraphBuilder, { users, roles }: Identities): void {
  const owners: readonly (UserDetail | RoleDetail)[] = [...users, ...roles];
  for (const { Arn = '', PermissionsBoundary } of owners) {
    const arn = PermissionsBoundary?.PermissionsBoundaryArn;
    if (arn === undefined) continue;
    addPolicy(builder, arn, arn.slice(arn.lastIndexOf('/') + 1));
    builder.connect(arn, Arn, 'boundary');
  }
}

function addPolicy(builder: GraphBuilder, arn: string, name: string): void {
  const kind = isAwsManaged(arn) ? 'aws-policy' : 'policy';
  builder.add({ id: arn, kind, name, arn, to: paths.policy(arn) });
}

function isAwsManaged(arn: string): boolean {
  return arn.split(':')[4] === 'aws';
}

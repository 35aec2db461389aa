import {
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  DetachGroupPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  paginateListEntitiesForPolicy,
  type IAMClient,
} from '@aws-sdk/client-iam';

/** Somebody with a policy. */
export interface PolicyEntity {
  readonly kind: 'user' | 'group' | 'role';
  readonly name: string;
  /** Attached, or as their permissions boundary. */
  readonly usage: 'policy' | 'boundary';
}

/** Everybody who has a managed policy, by either use. */
export async function listEntities(client: IAMClient, PolicyArn: string): Promise<PolicyEntity[]> {
  const found: PolicyEntity[] = [];
  for (const usage of ['policy', 'boundary'] as const) {
    const PolicyUsageFilter = usage === 'policy' ? 'PermissionsPolicy' : 'PermissionsBoundary';
    for await (const page of paginateListEntitiesForPolicy({ client }, { PolicyArn, PolicyUsageFilter })) {
      const { PolicyUsers, PolicyGroups, PolicyRoles } = page;
      for (const { UserName = '' } of PolicyUsers ?? []) found.push({ kind: 'user', name: UserName, usage });
      for (const { GroupName = '' } of PolicyGroups ?? []) {
        found.push({ kind: 'group', name: GroupName, usage });
      }
      for (const { RoleName = '' } of PolicyRoles ?? []) found.push({ kind: 'role', name: RoleName, usage });
    }
  }
  return found;
}

type Named = Pick<PolicyEntity, 'kind' | 'name'>;

/** Gives somebody a policy. */
export function attach(iam: IAMClient, PolicyArn: string, { kind, name }: Named): Promise<unknown> {
  switch (kind) {
    case 'user':
      return iam.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn }));
    case 'group':
      return iam.send(new AttachGroupPolicyCommand({ GroupName: name, PolicyArn }));
    case 'role':
      return iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn }));
  }
}

/** Takes a policy from somebody. */
export function detach(iam: IAMClient, PolicyArn: string, { kind, name }: Named): Promise<unknown> {
  switch (kind) {
    case 'user':
      return iam.send(new DetachUserPolicyCommand({ UserName: name, PolicyArn }));
    case 'group':
      return iam.send(new DetachGroupPolicyCommand({ GroupName: name, PolicyArn }));
    case 'role':
      return iam.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn }));
  }
}

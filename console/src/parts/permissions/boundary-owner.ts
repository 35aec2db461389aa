import {
  DeleteRolePermissionsBoundaryCommand,
  DeleteUserPermissionsBoundaryCommand,
  PutRolePermissionsBoundaryCommand,
  PutUserPermissionsBoundaryCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';

/** Who may have a permissions boundary: users and roles, by the operations that AWS has for each. */
export interface BoundaryOwner {
  /** Where it is remembered: a change makes it old. */
  readonly key: readonly string[];
  readonly put: (iam: IAMClient, arn: string) => Promise<unknown>;
  readonly remove: (iam: IAMClient) => Promise<unknown>;
}

/** A role's permissions boundary. */
export function roleBoundary(RoleName: string): BoundaryOwner {
  return {
    key: ['iam', 'roles', RoleName],
    put: (iam, PermissionsBoundary) =>
      iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary })),
    remove: (iam) => iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })),
  };
}

/** A user's permissions boundary. */
export function userBoundary(UserName: string): BoundaryOwner {
  return {
    key: ['iam', 'users', UserName],
    put: (iam, PermissionsBoundary) =>
      iam.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary })),
    remove: (iam) => iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName })),
  };
}

import type { Instance } from '@aws-sdk/client-ec2';
import type {
  GetAccountAuthorizationDetailsResponse,
  GroupDetail,
  InstanceProfile,
  ManagedPolicyDetail,
  RoleDetail,
  UserDetail,
} from '@aws-sdk/client-iam';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';

/** Users, groups, roles and policies with what hangs between them: `GetAccountAuthorizationDetails`. */
export interface Identities {
  readonly users: readonly UserDetail[];
  readonly groups: readonly GroupDetail[];
  readonly roles: readonly RoleDetail[];
  readonly policies: readonly ManagedPolicyDetail[];
}

/** What the map is drawn from; what is not known (not yet, or AWS refused it) is left out. */
export interface MapSources {
  readonly accountId: string;
  readonly region: string;
  readonly identities?: Identities | undefined;
  readonly profiles?: readonly InstanceProfile[] | undefined;
  readonly instances?: readonly Instance[] | undefined;
  readonly functions?: readonly FunctionConfiguration[] | undefined;
  /** Names. */
  readonly buckets?: readonly string[] | undefined;
  /** Documents by the buckets' names; those without a policy are left out. */
  readonly bucketPolicies?: ReadonlyMap<string, string> | undefined;
}

/** The pages of GetAccountAuthorizationDetails in one. */
export function gatherIdentities(pages: readonly GetAccountAuthorizationDetailsResponse[]): Identities {
  return {
    users: pages.flatMap(({ UserDetailList }) => UserDetailList ?? []),
    groups: pages.flatMap(({ GroupDetailList }) => GroupDetailList ?? []),
    roles: pages.flatMap(({ RoleDetailList }) => RoleDetailList ?? []),
    policies: pages.flatMap(({ Policies }) => Policies ?? []),
  };
}

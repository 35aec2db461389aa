import type { ReadTx } from '../../../store/store.ts';
import { quotaExceeded } from '../errors.ts';

/**
 * AWS's default quotas, under the names that its errors use.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const QUOTAS = {
  UsersPerAccount: 5000,
  GroupsPerAccount: 300,
  RolesPerAccount: 1000,
  PoliciesPerAccount: 1500,
  InstanceProfilesPerAccount: 1000,
  GroupsPerUser: 10,
  AccessKeysPerUser: 2,
  MfaDevicesPerUser: 8,
  ServerCertificatesPerAccount: 20,
  SigningCertificatesPerUser: 2,
  SSHPublicKeysPerUser: 5,
  ServiceSpecificCredentialsPerUser: 2,
  PoliciesPerUser: 10,
  PoliciesPerGroup: 10,
  PoliciesPerRole: 10,
  InstanceSessionsPerInstanceProfile: 1,
  VersionsPerPolicy: 5,
  /** Characters without white space, as are the sizes below. */
  PolicySize: 6144,
  /** A trust policy. */
  ACLSizePerRole: 2048,
  InlinePoliciesPerUser: 2048,
  InlinePoliciesPerGroup: 5120,
  InlinePoliciesPerRole: 10_240,
  TagsPerEntity: 50,
  OpenIdConnectProvidersPerAccount: 100,
  SAMLProvidersPerAccount: 100,
  ClientIdsPerOpenIdConnectProvider: 100,
  ThumbprintsPerOpenIdConnectProvider: 5,
} as const;

const PER_ACCOUNT = {
  users: 'UsersPerAccount',
  groups: 'GroupsPerAccount',
  roles: 'RolesPerAccount',
  policies: 'PoliciesPerAccount',
  instance_profiles: 'InstanceProfilesPerAccount',
  server_certificates: 'ServerCertificatesPerAccount',
} as const;

/**
 * Refuses one more entity when the account is full. Looks only whether there is a last permitted one,
 * so that its cost is bounded by the quota.
 *
 * @throws AwsError LimitExceeded
 */
export async function assertRoomInAccount(
  tx: ReadTx,
  table: keyof typeof PER_ACCOUNT,
  accountId: string,
): Promise<void> {
  const quota = PER_ACCOUNT[table];
  const last = await tx
    .selectFrom(table)
    .select('name_key')
    .where('account_id', '=', accountId)
    .orderBy('name_key')
    .limit(1)
    .offset(QUOTAS[quota] - 1)
    .executeTakeFirst();
  if (last !== undefined) throw quotaExceeded(quota, QUOTAS[quota]);
}

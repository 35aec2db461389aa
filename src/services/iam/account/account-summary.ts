import type { ReadTx } from '../../../store/store.ts';
import { iamOperation } from '../iam-operation.ts';
import { QUOTAS } from '../shared/quotas.ts';

/**
 * Counts what the account holds, beside its quotas. Root's own credentials count 0: the key comes from the operator.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
 */
export const getAccountSummary = iamOperation('GetAccountSummary', {
  authorizes: () => ({ action: 'iam:GetAccountSummary', resource: '*' }),

  runs(_input, { house, accountId }) {
    return house.store.read(async (tx) => {
      const policyVersions = await tx
        .selectFrom('policy_versions')
        .innerJoin('policies', 'policies.policy_id', 'policy_versions.policy_id')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('policies.account_id', '=', accountId)
        .executeTakeFirst();
      const account = await tx
        .selectFrom('accounts')
        .select('root_access_key_id')
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      const mfaDevices = await tx
        .selectFrom('mfa_devices')
        .select(({ fn }) => [fn.countAll().as('all'), fn.count('user_id').as('used')])
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      return {
        SummaryMap: {
          Users: await count(tx, 'users', accountId),
          UsersQuota: QUOTAS.UsersPerAccount,
          Groups: await count(tx, 'groups', accountId),
          GroupsQuota: QUOTAS.GroupsPerAccount,
          GroupsPerUserQuota: QUOTAS.GroupsPerUser,
          Roles: await count(tx, 'roles', accountId),
          RolesQuota: QUOTAS.RolesPerAccount,
          InstanceProfiles: await count(tx, 'instance_profiles', accountId),
          InstanceProfilesQuota: QUOTAS.InstanceProfilesPerAccount,
          Policies: await count(tx, 'policies', accountId),
          PoliciesQuota: QUOTAS.PoliciesPerAccount,
          PolicySizeQuota: QUOTAS.PolicySize,
          PolicyVersionsInUse: Number(policyVersions?.count ?? 0),
          PolicyVersionsInUseQuota: 10_000,
          VersionsPerPolicyQuota: QUOTAS.VersionsPerPolicy,
          UserPolicySizeQuota: QUOTAS.InlinePoliciesPerUser,
          GroupPolicySizeQuota: QUOTAS.InlinePoliciesPerGroup,
          RolePolicySizeQuota: QUOTAS.InlinePoliciesPerRole,
          AssumeRolePolicySizeQuota: QUOTAS.ACLSizePerRole,
          AttachedPoliciesPerUserQuota: QUOTAS.PoliciesPerUser,
          AttachedPoliciesPerGroupQuota: QUOTAS.PoliciesPerGroup,
          AttachedPoliciesPerRoleQuota: QUOTAS.PoliciesPerRole,
          AccessKeysPerUserQuota: QUOTAS.AccessKeysPerUser,
          AccountAccessKeysPresent: Number((account?.root_access_key_id ?? null) !== null),
          AccountMFAEnabled: 0,
          AccountPasswordPresent: 1,
          AccountSigningCertificatesPresent: 0,
          GlobalEndpointTokenVersion: 1,
          MFADevices: Number(mfaDevices?.all ?? 0),
          MFADevicesInUse: Number(mfaDevices?.used ?? 0),
          Providers:
            (await count(tx, 'oidc_providers', accountId)) + (await count(tx, 'saml_providers', accountId)),
          ServerCertificates: await count(tx, 'server_certificates', accountId),
          ServerCertificatesQuota: QUOTAS.ServerCertificatesPerAccount,
          SigningCertificatesPerUserQuota: QUOTAS.SigningCertificatesPerUser,
        },
      };
    });
  },
});

async function count(
  tx: ReadTx,
  table:
    | 'users'
    | 'groups'
    | 'roles'
    | 'policies'
    | 'instance_profiles'
    | 'server_certificates'
    | 'oidc_providers'
    | 'saml_providers',
  accountId: string,
): Promise<number> {
  const row = await tx
    .selectFrom(table)
    .select(({ fn }) => fn.countAll().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { PolicyVersionRow } from '../../../store/identity-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { deleteConflict, policyVersionNotFound } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { requireCustomerPolicy, requireManagedPolicy } from '../shared/managed-policy.ts';
import { pageThrough } from '../shared/paging.ts';
import { parsePolicyArn } from '../shared/policy-arn.ts';
import { authorizePolicy } from './authorize-policy.ts';
import { awsVersion, versionToWire, wholeVersionToWire } from './policy-to-wire.ts';

/** Answers one version with its document. Of AWS's own policies only the latest version is known. */
export const getPolicyVersion = iamOperation('GetPolicyVersion', {
  authorizes: ({ PolicyArn, VersionId }, context) =>
    authorizeVersion(context, PolicyArn, VersionId, 'iam:GetPolicyVersion', 'read'),

  runs({ PolicyArn, VersionId }, { house }) {
    return house.store.read(async (tx) => {
      const policy = await requireManagedPolicy(tx, parsePolicyArn(PolicyArn));
      if (policy.kind === 'aws') {
        const version = awsVersion(policy.policy);
        if (version.version_id !== VersionId) throw policyVersionNotFound(PolicyArn, VersionId);
        return { PolicyVersion: wholeVersionToWire(version, version.version_id) };
      }
      const version = await requireVersion(tx, policy.row.policy_id, PolicyArn, VersionId);
      return { PolicyVersion: wholeVersionToWire(version, policy.row.default_version_id) };
    });
  },
});

/** Lists versions, the newest first. */
export const listPolicyVersions = iamOperation('ListPolicyVersions', {
  authorizes: ({ PolicyArn }, context) =>
    authorizePolicy(context, PolicyArn, 'iam:ListPolicyVersions', 'read'),

  runs(input, { house }) {
    return house.store.read(async (tx) => {
      const policy = await requireManagedPolicy(tx, parsePolicyArn(input.PolicyArn));
      const { versions, defaultVersionId } =
        policy.kind === 'aws'
          ? { versions: [awsVersion(policy.policy)], defaultVersionId: policy.policy.defaultVersionId }
          : {
              versions: await tx
                .selectFrom('policy_versions')
                .select(['version_id', 'created_at'])
                .where('policy_id', '=', policy.row.policy_id)
                .execute(),
              defaultVersionId: policy.row.default_version_id,
            };
      const { items, end } = pageThrough('ListPolicyVersions', input, versions, newestFirst);
      return { Versions: items.map((version) => versionToWire(version, defaultVersionId)), ...end };
    });
  },
});

/** Deletes a version that is not the default one. */
export const deletePolicyVersion = iamOperation('DeletePolicyVersion', {
  authorizes: ({ PolicyArn, VersionId }, context) =>
    authorizeVersion(context, PolicyArn, VersionId, 'iam:DeletePolicyVersion', 'change'),

  async runs({ PolicyArn, VersionId }, { house }) {
    await house.store.write(async (tx) => {
      const policy = await requireCustomerPolicy(tx, parsePolicyArn(PolicyArn));
      await requireVersion(tx, policy.policy_id, PolicyArn, VersionId);
      if (policy.default_version_id === VersionId) throw deleteConflict('default version');
      await tx
        .deleteFrom('policy_versions')
        .where('policy_id', '=', policy.policy_id)
        .where('version_id', '=', VersionId)
        .execute();
    });
    return {};
  },
});

/** Makes a version the one that counts, at the next request of everyone who has the policy. */
export const setDefaultPolicyVersion = iamOperation('SetDefaultPolicyVersion', {
  authorizes: ({ PolicyArn, VersionId }, context) =>
    authorizeVersion(context, PolicyArn, VersionId, 'iam:SetDefaultPolicyVersion', 'change'),

  async runs({ PolicyArn, VersionId }, { house }) {
    await house.store.write(async (tx) => {
      const policy = await requireCustomerPolicy(tx, parsePolicyArn(PolicyArn));
      await requireVersion(tx, policy.policy_id, PolicyArn, VersionId);
      await tx
        .updateTable('policies')
        .set({ default_version_id: VersionId })
        .where('policy_id', '=', policy.policy_id)
        .execute();
    });
    return {};
  },
});

/** A denial of an action on one version names the version too. */
async function authorizeVersion(
  context: OperationContext,
  policyArn: string,
  versionId: string,
  action: string,
  access: 'read' | 'change',
): Promise<Authorization> {
  const authorization = await authorizePolicy(context, policyArn, action, access);
  return { ...authorization, named: `policy ${policyArn} version ${versionId}` };
}

async function requireVersion(
  tx: ReadTx,
  policyId: string,
  policyArn: string,
  versionId: string,
): Promise<PolicyVersionRow> {
  const version = await tx
    .selectFrom('policy_versions')
    .selectAll()
    .where('policy_id', '=', policyId)
    .where('version_id', '=', versionId)
    .executeTakeFirst();
  if (version === undefined) throw policyVersionNotFound(policyArn, versionId);
  return version;
}

/** Version numbers only grow; none comes near ten digits. */
function newestFirst({ version_id }: { readonly version_id: string }): string {
  return String(9_999_999_999 - Number(version_id.slice(1))).padStart(10, '0');
}

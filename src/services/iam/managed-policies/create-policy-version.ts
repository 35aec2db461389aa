import { tooManyPolicyVersions } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { assertManagedPolicy } from '../shared/assert-policy.ts';
import { requireCustomerPolicy } from '../shared/managed-policy.ts';
import { parsePolicyArn } from '../shared/policy-arn.ts';
import { QUOTAS } from '../shared/quotas.ts';
import { authorizePolicy } from './authorize-policy.ts';
import { versionToWire } from './policy-to-wire.ts';

/** Adds a version to a customer managed policy; its number was never used before, not by a deleted one. */
export const createPolicyVersion = iamOperation('CreatePolicyVersion', {
  authorizes: ({ PolicyArn }, context) =>
    authorizePolicy(context, PolicyArn, 'iam:CreatePolicyVersion', 'change'),

  async runs({ PolicyArn, PolicyDocument, SetAsDefault = false }, { house }) {
    assertManagedPolicy(PolicyDocument);
    const now = house.clock.now().getTime();
    return house.store.write(async (tx) => {
      const policy = await requireCustomerPolicy(tx, parsePolicyArn(PolicyArn));
      const { policy_id } = policy;
      const versions = await tx
        .selectFrom('policy_versions')
        .select('version_id')
        .where('policy_id', '=', policy_id)
        .execute();
      if (versions.length >= QUOTAS.VersionsPerPolicy) throw tooManyPolicyVersions();
      const version = { version_id: `v${policy.next_version}`, created_at: now };
      const defaultVersionId = SetAsDefault ? version.version_id : policy.default_version_id;
      await tx
        .insertInto('policy_versions')
        .values({ policy_id, document: PolicyDocument, ...version })
        .execute();
      await tx
        .updateTable('policies')
        .set({ next_version: policy.next_version + 1, default_version_id: defaultVersionId, updated_at: now })
        .where('policy_id', '=', policy_id)
        .execute();
      return { PolicyVersion: versionToWire(version, defaultVersionId) };
    });
  },
});

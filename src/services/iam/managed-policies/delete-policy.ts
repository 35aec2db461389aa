import { deleteConflict } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { requireCustomerPolicy } from '../shared/managed-policy.ts';
import { parsePolicyArn } from '../shared/policy-arn.ts';
import { dropTags } from '../shared/tags.ts';
import { authorizePolicy } from './authorize-policy.ts';
import { usageOf } from './policy-usage.ts';

/** Deletes a customer managed policy that nobody uses and that has its default version only. */
export const deletePolicy = iamOperation('DeletePolicy', {
  authorizes: ({ PolicyArn }, context) => authorizePolicy(context, PolicyArn, 'iam:DeletePolicy', 'change'),

  async runs({ PolicyArn }, { house }) {
    await house.store.write(async (tx) => {
      const policy = await requireCustomerPolicy(tx, parsePolicyArn(PolicyArn));
      const usage = await usageOf(tx, policy.account_id, [PolicyArn]);
      if (usage.has(PolicyArn)) throw deleteConflict('entities of a policy');
      const versions = await tx
        .selectFrom('policy_versions')
        .select('version_id')
        .where('policy_id', '=', policy.policy_id)
        .execute();
      if (versions.length > 1) throw deleteConflict('versions of a policy');
      await dropTags(tx, policy.policy_id);
      await tx.deleteFrom('policies').where('policy_id', '=', policy.policy_id).execute();
    });
    return {};
  },
});

import { iamOperation } from '../iam-operation.ts';
import { requireManagedPolicy } from '../shared/managed-policy.ts';
import { parsePolicyArn } from '../shared/policy-arn.ts';
import { tagsOf } from '../shared/tags.ts';
import { authorizePolicy } from './authorize-policy.ts';
import { awsPolicyToWire, customerPolicyToWire } from './policy-to-wire.ts';
import { UNUSED, usageOf } from './policy-usage.ts';

/** Answers a managed policy, with its description and tags, which no listing shows. */
export const getPolicy = iamOperation('GetPolicy', {
  authorizes: ({ PolicyArn }, context) => authorizePolicy(context, PolicyArn, 'iam:GetPolicy', 'read'),

  runs({ PolicyArn }, { house, accountId }) {
    return house.store.read(async (tx) => {
      const policy = await requireManagedPolicy(tx, parsePolicyArn(PolicyArn));
      const usage = (await usageOf(tx, accountId, [PolicyArn])).get(PolicyArn) ?? UNUSED;
      if (policy.kind === 'aws') return { Policy: { ...awsPolicyToWire(policy.policy, usage), Tags: [] } };
      const { row } = policy;
      return {
        Policy: {
          ...customerPolicyToWire(row, usage),
          ...(row.description === null ? {} : { Description: row.description }),
          Tags: await tagsOf(tx, row.policy_id),
        },
      };
    });
  },
});

import { iamOperation } from '../iam-operation.ts';
import { attachedPolicyPage, attachPolicy, detachPolicy } from '../shared/attachments.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { requireOwner } from '../shared/owners.ts';
import { parsePolicyArn } from '../shared/policy-arn.ts';

/** The managed policies of a group. A malformed ARN is told before permission is asked. */

export const attachGroupPolicy = iamOperation('AttachGroupPolicy', {
  authorizes({ GroupName, PolicyArn }, context) {
    const { arn } = parsePolicyArn(PolicyArn);
    const question = { keys: { 'iam:PolicyARN': arn } };
    return authorizeOwner(context, 'group', GroupName, 'iam:AttachGroupPolicy', question);
  },

  async runs({ GroupName, PolicyArn }, { house, accountId }) {
    const now = house.clock.now().getTime();
    await house.store.write(async (tx) => {
      const group = await requireOwner(tx, 'group', accountId, GroupName);
      await attachPolicy(tx, group, PolicyArn, now);
    });
    return {};
  },
});

export const detachGroupPolicy = iamOperation('DetachGroupPolicy', {
  authorizes({ GroupName, PolicyArn }, context) {
    const { arn } = parsePolicyArn(PolicyArn);
    const question = { keys: { 'iam:PolicyARN': arn } };
    return authorizeOwner(context, 'group', GroupName, 'iam:DetachGroupPolicy', question);
  },

  async runs({ GroupName, PolicyArn }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const group = await requireOwner(tx, 'group', accountId, GroupName);
      await detachPolicy(tx, group, PolicyArn);
    });
    return {};
  },
});

export const listAttachedGroupPolicies = iamOperation('ListAttachedGroupPolicies', {
  authorizes: ({ GroupName }, context) =>
    authorizeOwner(context, 'group', GroupName, 'iam:ListAttachedGroupPolicies'),

  runs(input, { house, accountId }) {
    return house.store.read(async (tx) => {
      const group = await requireOwner(tx, 'group', accountId, input.GroupName);
      return attachedPolicyPage(tx, 'ListAttachedGroupPolicies', group, input);
    });
  },
});

import { iamOperation } from '../iam-operation.ts';
import { attachedPolicyPage, attachPolicy, detachPolicy } from '../shared/attachments.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { requireOwner } from '../shared/owners.ts';
import { parsePolicyArn } from '../shared/policy-arn.ts';

/** The managed policies of a user. A malformed ARN is told before permission is asked. */

export const attachUserPolicy = iamOperation('AttachUserPolicy', {
  authorizes({ UserName, PolicyArn }, context) {
    const { arn } = parsePolicyArn(PolicyArn);
    const question = { boundary: 'asked', keys: { 'iam:PolicyARN': arn } } as const;
    return authorizeOwner(context, 'user', UserName, 'iam:AttachUserPolicy', question);
  },

  async runs({ UserName, PolicyArn }, { house, accountId }) {
    const now = house.clock.now().getTime();
    await house.store.write(async (tx) => {
      const user = await requireOwner(tx, 'user', accountId, UserName);
      await attachPolicy(tx, user, PolicyArn, now);
    });
    return {};
  },
});

export const detachUserPolicy = iamOperation('DetachUserPolicy', {
  authorizes({ UserName, PolicyArn }, context) {
    const { arn } = parsePolicyArn(PolicyArn);
    const question = { boundary: 'asked', keys: { 'iam:PolicyARN': arn } } as const;
    return authorizeOwner(context, 'user', UserName, 'iam:DetachUserPolicy', question);
  },

  async runs({ UserName, PolicyArn }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const user = await requireOwner(tx, 'user', accountId, UserName);
      await detachPolicy(tx, user, PolicyArn);
    });
    return {};
  },
});

export const listAttachedUserPolicies = iamOperation('ListAttachedUserPolicies', {
  authorizes: ({ UserName }, context) =>
    authorizeOwner(context, 'user', UserName, 'iam:ListAttachedUserPolicies'),

  runs(input, { house, accountId }) {
    return house.store.read(async (tx) => {
      const user = await requireOwner(tx, 'user', accountId, input.UserName);
      return attachedPolicyPage(tx, 'ListAttachedUserPolicies', user, input);
    });
  },
});

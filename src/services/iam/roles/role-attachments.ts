import { iamOperation } from '../iam-operation.ts';
import { attachedPolicyPage, attachPolicy, detachPolicy } from '../shared/attachments.ts';
import { assertNotProtected } from '../service-linked-roles/protected-roles.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { requireOwner } from '../shared/owners.ts';
import { parsePolicyArn } from '../shared/policy-arn.ts';

/** The managed policies of a role. A malformed ARN is told before permission is asked. */

export const attachRolePolicy = iamOperation('AttachRolePolicy', {
  authorizes({ RoleName, PolicyArn }, context) {
    const { arn } = parsePolicyArn(PolicyArn);
    const question = { boundary: 'asked', keys: { 'iam:PolicyARN': arn } } as const;
    return authorizeOwner(context, 'role', RoleName, 'iam:AttachRolePolicy', question);
  },

  async runs({ RoleName, PolicyArn }, { house, accountId }) {
    const now = house.clock.now().getTime();
    await house.store.write(async (tx) => {
      const role = await requireOwner(tx, 'role', accountId, RoleName);
      assertNotProtected(role);
      await attachPolicy(tx, role, PolicyArn, now);
    });
    return {};
  },
});

export const detachRolePolicy = iamOperation('DetachRolePolicy', {
  authorizes({ RoleName, PolicyArn }, context) {
    const { arn } = parsePolicyArn(PolicyArn);
    const question = { boundary: 'asked', keys: { 'iam:PolicyARN': arn } } as const;
    return authorizeOwner(context, 'role', RoleName, 'iam:DetachRolePolicy', question);
  },

  async runs({ RoleName, PolicyArn }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const role = await requireOwner(tx, 'role', accountId, RoleName);
      assertNotProtected(role);
      await detachPolicy(tx, role, PolicyArn);
    });
    return {};
  },
});

export const listAttachedRolePolicies = iamOperation('ListAttachedRolePolicies', {
  authorizes: ({ RoleName }, context) =>
    authorizeOwner(context, 'role', RoleName, 'iam:ListAttachedRolePolicies'),

  runs(input, { house, accountId }) {
    return house.store.read(async (tx) => {
      const role = await requireOwner(tx, 'role', accountId, input.RoleName);
      return attachedPolicyPage(tx, 'ListAttachedRolePolicies', role, input);
    });
  },
});

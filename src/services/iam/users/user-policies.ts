import { iamOperation } from '../iam-operation.ts';
import { assertIdentityPolicy } from '../shared/assert-policy.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import {
  deleteInlinePolicy,
  getInlinePolicy,
  inlinePolicyPage,
  putInlinePolicy,
} from '../shared/inline-policies.ts';
import { requireOwner } from '../shared/owners.ts';
import { urlEncoded } from '../shared/url-encoded.ts';

/** The inline policies of a user. */

export const putUserPolicy = iamOperation('PutUserPolicy', {
  authorizes: ({ UserName }, context) =>
    authorizeOwner(context, 'user', UserName, 'iam:PutUserPolicy', { boundary: 'asked' }),

  async runs({ UserName, PolicyName, PolicyDocument }, { house, accountId }) {
    assertIdentityPolicy(PolicyDocument, 'inline');
    await house.store.write(async (tx) => {
      const user = await requireOwner(tx, 'user', accountId, UserName);
      await putInlinePolicy(tx, user, PolicyName, PolicyDocument);
    });
    return {};
  },
});

export const getUserPolicy = iamOperation('GetUserPolicy', {
  authorizes: ({ UserName }, context) => authorizeOwner(context, 'user', UserName, 'iam:GetUserPolicy'),

  runs({ UserName, PolicyName }, { house, accountId }) {
    return house.store.read(async (tx) => {
      const user = await requireOwner(tx, 'user', accountId, UserName);
      const document = await getInlinePolicy(tx, user, PolicyName);
      return { UserName: user.name, PolicyName, PolicyDocument: urlEncoded(document) };
    });
  },
});

export const listUserPolicies = iamOperation('ListUserPolicies', {
  authorizes: ({ UserName }, context) => authorizeOwner(context, 'user', UserName, 'iam:ListUserPolicies'),

  runs(input, { house, accountId }) {
    return house.store.read(async (tx) => {
      const user = await requireOwner(tx, 'user', accountId, input.UserName);
      return inlinePolicyPage(tx, 'ListUserPolicies', user, input);
    });
  },
});

export const deleteUserPolicy = iamOperation('DeleteUserPolicy', {
  authorizes: ({ UserName }, context) =>
    authorizeOwner(context, 'user', UserName, 'iam:DeleteUserPolicy', { boundary: 'asked' }),

  async runs({ UserName, PolicyName }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const user = await requireOwner(tx, 'user', accountId, UserName);
      await deleteInlinePolicy(tx, user, PolicyName);
    });
    return {};
  },
});

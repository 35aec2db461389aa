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

/** The inline policies of a group. */

export const putGroupPolicy = iamOperation('PutGroupPolicy', {
  authorizes: ({ GroupName }, context) => authorizeOwner(context, 'group', GroupName, 'iam:PutGroupPolicy'),

  async runs({ GroupName, PolicyName, PolicyDocument }, { house, accountId }) {
    assertIdentityPolicy(PolicyDocument, 'inline');
    await house.store.write(async (tx) => {
      const group = await requireOwner(tx, 'group', accountId, GroupName);
      await putInlinePolicy(tx, group, PolicyName, PolicyDocument);
    });
    return {};
  },
});

export const getGroupPolicy = iamOperation('GetGroupPolicy', {
  authorizes: ({ GroupName }, context) => authorizeOwner(context, 'group', GroupName, 'iam:GetGroupPolicy'),

  runs({ GroupName, PolicyName }, { house, accountId }) {
    return house.store.read(async (tx) => {
      const group = await requireOwner(tx, 'group', accountId, GroupName);
      const document = await getInlinePolicy(tx, group, PolicyName);
      return { GroupName: group.name, PolicyName, PolicyDocument: urlEncoded(document) };
    });
  },
});

export const listGroupPolicies = iamOperation('ListGroupPolicies', {
  authorizes: ({ GroupName }, context) =>
    authorizeOwner(context, 'group', GroupName, 'iam:ListGroupPolicies'),

  runs(input, { house, accountId }) {
    return house.store.read(async (tx) => {
      const group = await requireOwner(tx, 'group', accountId, input.GroupName);
      return inlinePolicyPage(tx, 'ListGroupPolicies', group, input);
    });
  },
});

export const deleteGroupPolicy = iamOperation('DeleteGroupPolicy', {
  authorizes: ({ GroupName }, context) =>
    authorizeOwner(context, 'group', GroupName, 'iam:DeleteGroupPolicy'),

  async runs({ GroupName, PolicyName }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const group = await requireOwner(tx, 'group', accountId, GroupName);
      await deleteInlinePolicy(tx, group, PolicyName);
    });
    return {};
  },
});

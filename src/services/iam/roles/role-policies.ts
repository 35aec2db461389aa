import { iamOperation } from '../iam-operation.ts';
import { assertIdentityPolicy } from '../shared/assert-policy.ts';
import { assertNotProtected } from '../service-linked-roles/protected-roles.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import {
  deleteInlinePolicy,
  getInlinePolicy,
  inlinePolicyPage,
  putInlinePolicy,
} from '../shared/inline-policies.ts';
import { requireOwner } from '../shared/owners.ts';
import { urlEncoded } from '../shared/url-encoded.ts';

/** The inline policies of a role. */

export const putRolePolicy = iamOperation('PutRolePolicy', {
  authorizes: ({ RoleName }, context) =>
    authorizeOwner(context, 'role', RoleName, 'iam:PutRolePolicy', { boundary: 'asked' }),

  async runs({ RoleName, PolicyName, PolicyDocument }, { house, accountId }) {
    assertIdentityPolicy(PolicyDocument, 'inline');
    await house.store.write(async (tx) => {
      const role = await requireOwner(tx, 'role', accountId, RoleName);
      assertNotProtected(role);
      await putInlinePolicy(tx, role, PolicyName, PolicyDocument);
    });
    return {};
  },
});

export const getRolePolicy = iamOperation('GetRolePolicy', {
  authorizes: ({ RoleName }, context) => authorizeOwner(context, 'role', RoleName, 'iam:GetRolePolicy'),

  runs({ RoleName, PolicyName }, { house, accountId }) {
    return house.store.read(async (tx) => {
      const role = await requireOwner(tx, 'role', accountId, RoleName);
      const document = await getInlinePolicy(tx, role, PolicyName);
      return { RoleName: role.name, PolicyName, PolicyDocument: urlEncoded(document) };
    });
  },
});

export const listRolePolicies = iamOperation('ListRolePolicies', {
  authorizes: ({ RoleName }, context) => authorizeOwner(context, 'role', RoleName, 'iam:ListRolePolicies'),

  runs(input, { house, accountId }) {
    return house.store.read(async (tx) => {
      const role = await requireOwner(tx, 'role', accountId, input.RoleName);
      return inlinePolicyPage(tx, 'ListRolePolicies', role, input);
    });
  },
});

export const deleteRolePolicy = iamOperation('DeleteRolePolicy', {
  authorizes: ({ RoleName }, context) =>
    authorizeOwner(context, 'role', RoleName, 'iam:DeleteRolePolicy', { boundary: 'asked' }),

  async runs({ RoleName, PolicyName }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const role = await requireOwner(tx, 'role', accountId, RoleName);
      assertNotProtected(role);
      await deleteInlinePolicy(tx, role, PolicyName);
    });
    return {};
  },
});

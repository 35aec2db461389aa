import { noSuchEntity, quotaExceeded } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { requireRole } from '../roles/role-rows.ts';
import { assertNotProtected } from '../service-linked-roles/protected-roles.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { QUOTAS } from '../shared/quotas.ts';
import { authorizeProfile } from './authorize-profile.ts';
import { requireProfile } from './profile-rows.ts';

/**
 * Puts a role into an instance profile, which holds one at most. Whoever does it passes the role to
 * EC2, for any instance of the account that may get the profile, and needs leave for that too.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_associatedresourcearn
 */
export const addRoleToInstanceProfile = iamOperation('AddRoleToInstanceProfile', {
  async authorizes({ InstanceProfileName, RoleName }, context) {
    const passing = await authorizeOwner(context, 'role', RoleName, 'iam:PassRole', {
      keys: {
        'iam:PassedToService': 'ec2.amazonaws.com',
        'iam:AssociatedResourceArn': `arn:aws:ec2:*:${context.accountId}:instance/*`,
      },
    });
    return [
      await authorizeProfile(context, InstanceProfileName, 'iam:AddRoleToInstanceProfile'),
      // A refused PassRole names the role's ARN whole.
      { ...passing, named: undefined },
    ];
  },

  async runs({ InstanceProfileName, RoleName }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const profile = await requireProfile(tx, accountId, InstanceProfileName);
      const role = await requireRole(tx, accountId, RoleName);
      assertNotProtected(role);
      const { role_id } = role;
      if (profile.role_id !== null) {
        throw quotaExceeded('InstanceSessionsPerInstanceProfile', QUOTAS.InstanceSessionsPerInstanceProfile);
      }
      await tx
        .updateTable('instance_profiles')
        .set({ role_id })
        .where('profile_id', '=', profile.profile_id)
        .execute();
    });
    return {};
  },
});

/** Takes the role out; credentials that instances have of it go on until they expire. */
export const removeRoleFromInstanceProfile = iamOperation('RemoveRoleFromInstanceProfile', {
  authorizes: ({ InstanceProfileName }, context) =>
    authorizeProfile(context, InstanceProfileName, 'iam:RemoveRoleFromInstanceProfile'),

  async runs({ InstanceProfileName, RoleName }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const profile = await requireProfile(tx, accountId, InstanceProfileName);
      const { role_id } = await requireRole(tx, accountId, RoleName);
      if (profile.role_id !== role_id) throw noSuchEntity('role', RoleName);
      await tx
        .updateTable('instance_profiles')
        .set({ role_id: null })
        .where('profile_id', '=', profile.profile_id)
        .execute();
    });
    return {};
  },
});

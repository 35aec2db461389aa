import type { OperationContext } from '../../../operation/context.ts';
import type { UserCaller } from '../../../kernel/caller.ts';
import { credentialErrors } from '../credential-errors.ts';
import { noSuchLoginProfile } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { authorizeUserMeant } from '../users/user-meant.ts';
import { isSecretOf } from '../shared/secret-hash.ts';
import { findPasswordPolicy } from './password-policy.ts';
import { preparePassword, readPasswords, requireLoginProfile } from './password-rows.ts';

/**
 * A user changes the password of its own. Where the account's password policy lets its users do so, no
 * identity policy needs to allow it, though one may deny it.
 */
export const changePassword = iamOperation('ChangePassword', {
  async authorizes(_input, context) {
    const { house, accountId } = context;
    const { arn } = userOf(context);
    const permission = await authorizeUserMeant({}, context, 'iam:ChangePassword');
    const policy = await house.store.read((tx) => findPasswordPolicy(tx, accountId));
    if (policy?.AllowUsersToChangePassword !== true) return permission;
    return { ...permission, resourcePolicy: { kind: 'bucket', document: allows(arn), arn } };
  },

  async runs({ OldPassword, NewPassword }, context) {
    const { house, accountId } = context;
    const { userName, principalId } = userOf(context);
    const known = await readPasswords(house, accountId, userName);
    if (known.profile === undefined) throw noSuchLoginProfile(userName);
    const { password: before } = known.profile;
    if (!(await isSecretOf(before, OldPassword))) throw credentialErrors.wrongOldPassword();
    const prepared = await preparePassword(house, accountId, NewPassword, known);
    await house.store.write(async (tx) => {
      const { password } = await requireLoginProfile(tx, principalId, userName);
      // Of two changes at once the second no longer knows the old password.
      if (password !== before) throw credentialErrors.wrongOldPassword();
      await tx
        .updateTable('login_profiles')
        .set({ ...prepared, reset_required: 0 })
        .where('user_id', '=', principalId)
        .execute();
    });
    return {};
  },
});

/** @throws AwsError InvalidUserType for root and for roles' sessions */
function userOf({ caller }: OperationContext): UserCaller {
  if (caller.kind !== 'user') throw credentialErrors.notAUser();
  return caller;
}

function allows(userArn: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: userArn }, Action: 'iam:ChangePassword', Resource: userArn },
    ],
  });
}

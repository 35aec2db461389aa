import type { LoginProfile } from '../../../model/generated/iam.ts';
import type { LoginProfileRow } from '../../../store/credential-tables.ts';
import type { Truth } from '../../../store/tables.ts';
import { credentialErrors } from '../credential-errors.ts';
import { validationError } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { authorizeUserMeant, userMeant } from '../users/user-meant.ts';
import { requireUser } from '../users/user-rows.ts';
import { findLoginProfile, preparePassword, readPasswords, requireLoginProfile } from './password-rows.ts';

/** A user's password. There is no console to sign in to; it is kept, hashed, and held to the account's policy. */

export const createLoginProfile = iamOperation('CreateLoginProfile', {
  authorizes: (input, context) => authorizeUserMeant(input, context, 'iam:CreateLoginProfile'),

  async runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    // AWS needs no password from a caller that signed in to its console; here nobody did.
    if (input.Password === undefined) throw validationError('Password is required.');
    const known = await readPasswords(house, accountId, name);
    if (known.profile !== undefined) throw credentialErrors.loginProfileExists(name);
    const prepared = await preparePassword(house, accountId, input.Password, known);
    return house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, name);
      if ((await findLoginProfile(tx, user.user_id)) !== undefined) {
        throw credentialErrors.loginProfileExists(name);
      }
      const row: LoginProfileRow = {
        ...prepared,
        user_id: user.user_id,
        reset_required: truth(input.PasswordResetRequired ?? false),
        created_at: prepared.changed_at,
      };
      await tx.insertInto('login_profiles').values(row).execute();
      return { LoginProfile: profileToWire(user.name, row) };
    });
  },
});

export const getLoginProfile = iamOperation('GetLoginProfile', {
  authorizes: (input, context) => authorizeUserMeant(input, context, 'iam:GetLoginProfile'),

  runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    return house.store.read(async (tx) => {
      const user = await requireUser(tx, accountId, name);
      const profile = await requireLoginProfile(tx, user.user_id, name);
      return { LoginProfile: profileToWire(user.name, profile) };
    });
  },
});

/** Sets another password, or whether it must be changed; what is left out stays. */
export const updateLoginProfile = iamOperation('UpdateLoginProfile', {
  authorizes: (input, context) => authorizeUserMeant(input, context, 'iam:UpdateLoginProfile'),

  async runs(input, { house, accountId }) {
    const { UserName, Password, PasswordResetRequired } = input;
    const known = await readPasswords(house, accountId, UserName);
    const prepared = Password === undefined ? {} : await preparePassword(house, accountId, Password, known);
    await house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, UserName);
      const profile = await requireLoginProfile(tx, user.user_id, UserName);
      const reset_required =
        PasswordResetRequired === undefined ? profile.reset_required : truth(PasswordResetRequired);
      await tx
        .updateTable('login_profiles')
        .set({ ...prepared, reset_required })
        .where('user_id', '=', user.user_id)
        .execute();
    });
    return {};
  },
});

export const deleteLoginProfile = iamOperation('DeleteLoginProfile', {
  authorizes: (input, context) => authorizeUserMeant(input, context, 'iam:DeleteLoginProfile'),

  async runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    await house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, name);
      await requireLoginProfile(tx, user.user_id, name);
      await tx.deleteFrom('login_profiles').where('user_id', '=', user.user_id).execute();
    });
    return {};
  },
});

function profileToWire(UserName: string, row: LoginProfileRow): LoginProfile {
  return {
    UserName,
    CreateDate: new Date(row.created_at),
    PasswordResetRequired: row.reset_required === 1,
  };
}

function truth(value: boolean): Truth {
  return value ? 1 : 0;
}

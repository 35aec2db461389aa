import type { PasswordPolicy } from '../../../model/generated/iam.ts';
import { credentialErrors } from '../credential-errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { findPasswordPolicy } from './password-policy.ts';

/** What the account asks of its users' passwords. */

export const getAccountPasswordPolicy = iamOperation('GetAccountPasswordPolicy', {
  authorizes: () => ({ action: 'iam:GetAccountPasswordPolicy', resource: '*' }),

  async runs(_input, { house, accountId }) {
    const policy = await house.store.read((tx) => findPasswordPolicy(tx, accountId));
    if (policy === undefined) throw credentialErrors.noPasswordPolicy(accountId);
    return { PasswordPolicy: policy };
  },
});

/** Puts a whole policy in place: what is left out goes back to IAM's default, not to what it was. */
export const updateAccountPasswordPolicy = iamOperation('UpdateAccountPasswordPolicy', {
  authorizes: () => ({ action: 'iam:UpdateAccountPasswordPolicy', resource: '*' }),

  async runs(input, { house, accountId }) {
    const whole: PasswordPolicy = {
      MinimumPasswordLength: input.MinimumPasswordLength ?? 6,
      RequireSymbols: input.RequireSymbols ?? false,
      RequireNumbers: input.RequireNumbers ?? false,
      RequireUppercaseCharacters: input.RequireUppercaseCharacters ?? false,
      RequireLowercaseCharacters: input.RequireLowercaseCharacters ?? false,
      AllowUsersToChangePassword: input.AllowUsersToChangePassword ?? false,
      ExpirePasswords: input.MaxPasswordAge !== undefined,
      MaxPasswordAge: input.MaxPasswordAge,
      PasswordReusePrevention: input.PasswordReusePrevention,
      HardExpiry: input.HardExpiry ?? false,
    };
    const policy = JSON.stringify(whole);
    await house.store.write(async (tx) => {
      await tx
        .insertInto('password_policies')
        .values({ account_id: accountId, policy })
        .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ policy }))
        .execute();
    });
    return {};
  },
});

/** Takes the account's policy away: IAM's own holds again. */
export const deleteAccountPasswordPolicy = iamOperation('DeleteAccountPasswordPolicy', {
  authorizes: () => ({ action: 'iam:DeleteAccountPasswordPolicy', resource: '*' }),

  async runs(_input, { house, accountId }) {
    await house.store.write(async (tx) => {
      const policy = await findPasswordPolicy(tx, accountId);
      if (policy === undefined) throw credentialErrors.noPasswordPolicy(accountId);
      await tx.deleteFrom('password_policies').where('account_id', '=', accountId).execute();
    });
    return {};
  },
});

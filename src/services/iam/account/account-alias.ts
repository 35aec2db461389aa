import { aliasExists, noSuchAlias } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { openPage } from '../shared/paging.ts';

/** The account's alias: one at most, unique among all accounts. */

/** Sets the alias; another one that the account had is given up. */
export const createAccountAlias = iamOperation('CreateAccountAlias', {
  authorizes: () => ({ action: 'iam:CreateAccountAlias', resource: '*' }),

  async runs({ AccountAlias }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const taken = await tx
        .selectFrom('accounts')
        .select('account_id')
        .where('alias', '=', AccountAlias)
        .executeTakeFirst();
      if (taken !== undefined) throw aliasExists(AccountAlias);
      await tx
        .updateTable('accounts')
        .set({ alias: AccountAlias })
        .where('account_id', '=', accountId)
        .execute();
    });
    return {};
  },
});

export const deleteAccountAlias = iamOperation('DeleteAccountAlias', {
  authorizes: () => ({ action: 'iam:DeleteAccountAlias', resource: '*' }),

  async runs({ AccountAlias }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const account = await tx
        .selectFrom('accounts')
        .select('alias')
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      if (account?.alias !== AccountAlias) throw noSuchAlias(AccountAlias);
      await tx.updateTable('accounts').set({ alias: null }).where('account_id', '=', accountId).execute();
    });
    return {};
  },
});

/** There is never more than one, so a marker can only be invalid. */
export const listAccountAliases = iamOperation('ListAccountAliases', {
  authorizes: () => ({ action: 'iam:ListAccountAliases', resource: '*' }),

  runs(input, { house, accountId }) {
    openPage('ListAccountAliases', input);
    return house.store.read(async (tx) => {
      const account = await tx
        .selectFrom('accounts')
        .select('alias')
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      const alias = account?.alias ?? undefined;
      return { AccountAliases: alias === undefined ? [] : [alias], IsTruncated: false };
    });
  },
});

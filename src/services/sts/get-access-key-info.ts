import { accountOfAccessKey } from '../../kernel/ids.ts';
import { prepared } from '../../store/prepared.ts';
import { stsErrors } from './errors.ts';
import { stsOperation } from './sts-operation.ts';

const account = prepared((db, p: { accountId: string }) =>
  db.selectFrom('accounts').select('account_id').where('account_id', '=', p.accountId),
);

const accountOfRootKey = prepared((db, p: { accessKeyId: string }) =>
  db.selectFrom('accounts').select('account_id').where('root_access_key_id', '=', p.accessKeyId),
);

/**
 * Says to which account an access key belongs. The id itself carries it, as AWS's do, so temporary and
 * deleted keys are answered too; what carries no account of the house is refused.
 */
export const getAccessKeyInfo = stsOperation('GetAccessKeyInfo', {
  authorizes: () => ({ action: 'sts:GetAccessKeyInfo', resource: '*', named: null }),

  async runs({ AccessKeyId: accessKeyId }, { house }) {
    const accountId = accountOfAccessKey(accessKeyId);
    const row = await house.store.read(async (tx) => {
      const carried = accountId === undefined ? undefined : await account.first(tx, { accountId });
      return carried ?? accountOfRootKey.first(tx, { accessKeyId });
    });
    if (row === undefined) throw stsErrors.isInvalid(accessKeyId);
    return { Account: row.account_id };
  },
});

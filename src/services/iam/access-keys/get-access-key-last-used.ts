import { iamArn } from '../../../kernel/arn.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { prepared } from '../../../store/prepared.ts';
import { noSuchAccessKey } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { arnOf } from '../shared/arns.ts';

const holderOf = prepared((db, p: { accessKeyId: string; accountId: string }) =>
  db
    .selectFrom('access_keys')
    .innerJoin('users', 'users.user_id', 'access_keys.user_id')
    .select(['users.account_id', 'users.name', 'users.path'])
    .where('access_keys.access_key_id', '=', p.accessKeyId)
    .where('users.account_id', '=', p.accountId),
);

/** Whose a key is and when it last signed; what was never used has no date, and `N/A` for the rest. */
export const getAccessKeyLastUsed = iamOperation('GetAccessKeyLastUsed', {
  async authorizes({ AccessKeyId }, context) {
    const holder = await findHolder(AccessKeyId, context);
    return {
      action: 'iam:GetAccessKeyLastUsed',
      // A key that is nobody's: its absence is told to those who may ask about any user.
      resource: holder === undefined ? iamArn(context.accountId, 'user/*') : arnOf('user', holder),
      named: `access key ${AccessKeyId}`,
    };
  },

  async runs({ AccessKeyId }, context) {
    const holder = await findHolder(AccessKeyId, context);
    if (holder === undefined) throw noSuchAccessKey(AccessKeyId);
    const use = await context.house.lastUses.of(AccessKeyId);
    return {
      UserName: holder.name,
      AccessKeyLastUsed: {
        LastUsedDate: use?.usedAt,
        ServiceName: use?.service ?? 'N/A',
        Region: use?.region ?? 'N/A',
      },
    };
  },
});

function findHolder(accessKeyId: string, { house, accountId }: OperationContext) {
  return house.store.read((tx) => holderOf.first(tx, { accessKeyId, accountId }));
}

import type { User } from '../../../model/generated/iam.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { iamOperation } from '../iam-operation.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { tagsOf } from '../shared/tags.ts';
import { userMeant } from './user-meant.ts';
import { requireUser } from './user-rows.ts';
import { userInFullToWire } from './user-to-wire.ts';

/** Answers one user: the caller itself when none is named, which may also be the root user. */
export const getUser = iamOperation('GetUser', {
  authorizes(input, context) {
    if (meansRoot(input.UserName, context)) {
      return { action: 'iam:GetUser', resource: `arn:aws:iam::${context.accountId}:root` };
    }
    return authorizeOwner(context, 'user', userMeant(input, context), 'iam:GetUser');
  },

  async runs(input, context) {
    const { house, accountId } = context;
    if (meansRoot(input.UserName, context)) return { User: await rootUser(context) };
    const name = userMeant(input, context);
    return house.store.read(async (tx) => {
      const row = await requireUser(tx, accountId, name);
      return { User: userInFullToWire(row, await tagsOf(tx, row.user_id)) };
    });
  },
});

function meansRoot(name: string | undefined, { caller }: OperationContext): boolean {
  return name === undefined && caller.kind === 'root';
}

/** The root user has neither name nor path, though AWS's model of a user requires both. */
async function rootUser({ house, accountId }: OperationContext): Promise<User> {
  const account = await house.store.read((tx) =>
    tx
      .selectFrom('accounts')
      .select('created_at')
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow(),
  );
  return {
    UserId: accountId,
    Arn: `arn:aws:iam::${accountId}:root`,
    CreateDate: new Date(account.created_at),
  } as User;
}

import type { AccessKeyRow } from '../../../store/identity-tables.ts';
import { invalidKeyStatus, quotaExceeded } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { byAge } from '../shared/by-age.ts';
import { pageThrough } from '../shared/paging.ts';
import { QUOTAS } from '../shared/quotas.ts';
import { authorizeUserMeant, userMeant } from '../users/user-meant.ts';
import { requireUser } from '../users/user-rows.ts';
import { keysOf, requireKey } from './key-rows.ts';

/** The access keys of a user: the named one's, or without a name those of the user who asks. */

/** Makes a key; its secret is answered here and never again. */
export const createAccessKey = iamOperation('CreateAccessKey', {
  authorizes: (input, context) => authorizeUserMeant(input, context, 'iam:CreateAccessKey'),

  async runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    const key = {
      access_key_id: house.ids.accessKey('AKIA', accountId),
      account_id: accountId,
      secret_access_key: house.ids.secretAccessKey(),
      status: 'Active',
      created_at: house.clock.now().getTime(),
    } as const satisfies Omit<AccessKeyRow, 'user_id'>;
    const user = await house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, name);
      const keys = await keysOf(tx, user.user_id);
      if (keys.length >= QUOTAS.AccessKeysPerUser) {
        throw quotaExceeded('AccessKeysPerUser', QUOTAS.AccessKeysPerUser);
      }
      await tx
        .insertInto('access_keys')
        .values({ ...key, user_id: user.user_id })
        .execute();
      return user;
    });
    return {
      AccessKey: {
        UserName: user.name,
        AccessKeyId: key.access_key_id,
        Status: key.status,
        SecretAccessKey: key.secret_access_key,
        CreateDate: new Date(key.created_at),
      },
    };
  },
});

/** Lists keys without their secrets. */
export const listAccessKeys = iamOperation('ListAccessKeys', {
  authorizes: (input, context) => authorizeUserMeant(input, context, 'iam:ListAccessKeys'),

  runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    return house.store.read(async (tx) => {
      const user = await requireUser(tx, accountId, name);
      const keys = await keysOf(tx, user.user_id);
      const { items, end } = pageThrough('ListAccessKeys', input, keys, (key) =>
        byAge(key.created_at, key.access_key_id),
      );
      const metadata = items.map((key) => ({
        UserName: user.name,
        AccessKeyId: key.access_key_id,
        Status: key.status,
        CreateDate: new Date(key.created_at),
      }));
      return { AccessKeyMetadata: metadata, ...end };
    });
  },
});

/** Lets a key sign, or no longer; it counts at the next request. */
export const updateAccessKey = iamOperation('UpdateAccessKey', {
  authorizes: (input, context) => authorizeUserMeant(input, context, 'iam:UpdateAccessKey'),

  async runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    const status = input.Status;
    if (status === 'Expired') throw invalidKeyStatus();
    await house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, name);
      const key = await requireKey(tx, user.user_id, input.AccessKeyId);
      await tx
        .updateTable('access_keys')
        .set({ status })
        .where('access_key_id', '=', key.access_key_id)
        .execute();
    });
    return {};
  },
});

export const deleteAccessKey = iamOperation('DeleteAccessKey', {
  authorizes: (input, context) => authorizeUserMeant(input, context, 'iam:DeleteAccessKey'),

  async runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    await house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, name);
      const key = await requireKey(tx, user.user_id, input.AccessKeyId);
      await tx.deleteFrom('access_keys').where('access_key_id', '=', key.access_key_id).execute();
      await tx.deleteFrom('last_uses').where('id', '=', key.access_key_id).execute();
    });
    return {};
  },
});

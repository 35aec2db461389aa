import { AwsError } from '../../kernel/aws-error.ts';
import type { House } from '../../operation/house.ts';
import { ADMIN_USER, type AccessKeyPair } from './first-start.ts';

/** Credentials handed to the operator of the house, who needs no permission for what is his own. */
export interface OperatorCredentials extends AccessKeyPair {
  readonly sessionToken?: string | undefined;
}

const SESSION_NAME = 'utsuwa-operator';
const SESSION_MS = 12 * 3600 * 1000;

/** The role that Organizations gives an account it makes, where its maker names no other. */
const ACCESS_ROLE = 'OrganizationAccountAccessRole';

/**
 * What the operator is in an account when nobody is named: its user `admin`, or in an account that
 * Organizations made, a session of the role that it came with.
 *
 * @throws AwsError NoSuchEntity
 */
export async function credentialsInAccount(house: House, accountId: string): Promise<OperatorCredentials> {
  const found = await house.store.read(async (tx) => ({
    account: await tx
      .selectFrom('accounts')
      .select('created_at')
      .where('account_id', '=', accountId)
      .executeTakeFirst(),
    admin: await tx
      .selectFrom('users')
      .select('user_id')
      .where('account_id', '=', accountId)
      .where('name_key', '=', ADMIN_USER)
      .executeTakeFirst(),
  }));
  if (found.account === undefined) throw noSuchAccount(accountId);
  const made = found.admin === undefined && accountId !== house.settings.accountId;
  return made
    ? credentialsOfRole(house, accountId, await accessRoleOf(house, accountId, found.account.created_at))
    : credentialsOfUser(house, accountId, ADMIN_USER);
}

/**
 * The name of the role that Organizations made in an account: it is as old as the account, and no other
 * is, as nobody is in an account before it is there. An older house made them a moment apart, and one made
 * anew in its place is younger: both go by AWS's own name.
 */
async function accessRoleOf(house: House, accountId: string, madeAt: number): Promise<string> {
  const role = await house.store.read((tx) =>
    tx
      .selectFrom('roles')
      .select('name')
      .where('account_id', '=', accountId)
      .where('created_at', '=', madeAt)
      .executeTakeFirst(),
  );
  return role?.name ?? ACCESS_ROLE;
}

/**
 * A user's oldest active key; one is made when it has none.
 *
 * @throws AwsError NoSuchEntity
 */
export function credentialsOfUser(
  house: House,
  accountId: string,
  userName: string,
): Promise<OperatorCredentials> {
  const fresh = {
    accessKeyId: house.ids.accessKey('AKIA', accountId),
    secretAccessKey: house.ids.secretAccessKey(),
  };
  return house.store.write(async (tx) => {
    const user = await tx
      .selectFrom('users')
      .select('user_id')
      .where('account_id', '=', accountId)
      .where('name_key', '=', userName.toLowerCase())
      .executeTakeFirst();
    if (user === undefined) {
      throw new AwsError('NoSuchEntity', 404, `The user with name ${userName} cannot be found.`);
    }
    const keys = await tx
      .selectFrom('access_keys')
      .select(['access_key_id', 'secret_access_key', 'status'])
      .where('user_id', '=', user.user_id)
      .orderBy('created_at')
      .execute();
    const active = keys.find((key) => key.status === 'Active');
    if (active !== undefined) {
      return { accessKeyId: active.access_key_id, secretAccessKey: active.secret_access_key };
    }
    if (keys.length >= 2) {
      throw new AwsError(
        'LimitExceeded',
        409,
        `both access keys of \`${userName}\` are inactive; activate or delete one`,
      );
    }
    await tx
      .insertInto('access_keys')
      .values({
        access_key_id: fresh.accessKeyId,
        account_id: accountId,
        user_id: user.user_id,
        secret_access_key: fresh.secretAccessKey,
        status: 'Active',
        created_at: house.clock.now().getTime(),
      })
      .execute();
    return fresh;
  });
}

/**
 * An account's root user's key; one is made when it has none, as an account has that Organizations made.
 *
 * @throws AwsError NoSuchEntity
 */
export function credentialsOfRoot(house: House, accountId: string): Promise<OperatorCredentials> {
  const fresh = {
    accessKeyId: house.ids.accessKey('AKIA', accountId),
    secretAccessKey: house.ids.secretAccessKey(),
  };
  return house.store.write(async (tx) => {
    const account = await tx
      .selectFrom('accounts')
      .select(['root_access_key_id', 'root_secret_access_key'])
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    if (account === undefined) throw noSuchAccount(accountId);
    const { root_access_key_id: accessKeyId, root_secret_access_key: secretAccessKey } = account;
    if (accessKeyId !== null && secretAccessKey !== null) return { accessKeyId, secretAccessKey };
    await tx
      .updateTable('accounts')
      .set({ root_access_key_id: fresh.accessKeyId, root_secret_access_key: fresh.secretAccessKey })
      .where('account_id', '=', accountId)
      .execute();
    return fresh;
  });
}

function noSuchAccount(accountId: string): AwsError {
  return new AwsError('NoSuchEntity', 404, `there is no account \`${accountId}\``);
}

/**
 * A session of a role, whatever its trust policy says: the operator's own hand.
 *
 * @throws AwsError NoSuchEntity
 */
export async function credentialsOfRole(
  house: House,
  accountId: string,
  roleName: string,
): Promise<OperatorCredentials> {
  const role = await house.store.read((tx) =>
    tx
      .selectFrom('roles')
      .select(['role_id', 'name', 'path'])
      .where('account_id', '=', accountId)
      .where('name_key', '=', roleName.toLowerCase())
      .executeTakeFirst(),
  );
  if (role === undefined) {
    throw new AwsError('NoSuchEntity', 404, `The role with name ${roleName} cannot be found.`);
  }
  const issuedAt = house.clock.now().getTime();
  const key = {
    accessKeyId: house.ids.accessKey('ASIA', accountId),
    secretAccessKey: house.ids.secretAccessKey(),
  };
  const sessionToken = house.sealer.seal({
    ...key,
    accountId,
    principal: {
      kind: 'assumed-role',
      roleId: role.role_id,
      roleName: role.name,
      rolePath: role.path,
      sessionName: SESSION_NAME,
    },
    session: { issuedAt, expiresAt: issuedAt + SESSION_MS, madeBy: 'AssumeRole' },
  });
  return { ...key, sessionToken };
}

import { AwsError } from '../../kernel/aws-error.ts';
import type { House } from '../../operation/house.ts';
import { aliasExists } from './errors.ts';
import { makeAccount, type AccessKeyPair } from './first-start.ts';

/** An account that the operator made, with the key of its root user. */
interface FurtherAccount {
  readonly accountId: string;
  readonly root: AccessKeyPair;
}

/** As an alias may be. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html */
const ALIAS = /^[a-z0-9](?:[a-z0-9]|-(?!-)(?!$)){2,62}$/;

/**
 * Makes an account in no organization, with a user `admin` as the first one has, and a root user whose
 * key is its own.
 *
 * @param name the account's alias
 * @throws AwsError InvalidInput, EntityAlreadyExists
 */
export function makeFurtherAccount(house: House, name: string | undefined): Promise<FurtherAccount> {
  const { ids, clock, store } = house;
  if (name !== undefined && !ALIAS.test(name)) {
    const rule = 'three to 63 lower-case letters, digits and single hyphens, with no hyphen at either end';
    throw new AwsError('InvalidInput', 400, `\`${name}\` is no name for an account; give ${rule}`);
  }
  return store.write(async (tx) => {
    const named = tx
      .selectFrom('accounts')
      .select('account_id')
      .where('alias', '=', name ?? '');
    if (name !== undefined && (await named.executeTakeFirst()) !== undefined) throw aliasExists(name);
    const accountId = ids.account();
    const root = { accessKeyId: ids.accessKey('AKIA', accountId), secretAccessKey: ids.secretAccessKey() };
    await makeAccount(tx, ids, clock.now().getTime(), accountId, { alias: name, rootKey: root });
    return { accountId, root };
  });
}

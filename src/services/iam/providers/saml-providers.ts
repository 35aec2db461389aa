import { iamArn, parseArn } from '../../../kernel/arn.ts';
import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import type { SamlProviderRow } from '../../../store/federation-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { noSuchSamlProvider, unparsableArn } from '../errors.ts';
import { tagsOf } from '../shared/tags.ts';

/** `arn:aws:iam::<account>:saml-provider/<name>` */
export function samlProviderArn(accountId: string, name: string): string {
  return iamArn(accountId, `saml-provider/${name}`);
}

async function findSamlProvider(
  tx: ReadTx,
  accountId: string,
  arn: string,
): Promise<SamlProviderRow | undefined> {
  if (parseArn(arn) === undefined) throw unparsableArn();
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  if (arn !== samlProviderArn(accountId, name)) return undefined;
  return tx
    .selectFrom('saml_providers')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('name', '=', name)
    .executeTakeFirst();
}

/** @throws AwsError NoSuchEntity, or ValidationError for what is no ARN */
export async function requireSamlProvider(
  tx: ReadTx,
  accountId: string,
  arn: string,
): Promise<SamlProviderRow> {
  const row = await findSamlProvider(tx, accountId, arn);
  if (row === undefined) throw noSuchSamlProvider(arn);
  return row;
}

/** The permission for an action on a provider, with its tags where it exists. */
export async function authorizeSamlProvider(
  { accountId, house }: OperationContext,
  arn: string,
  action: string,
  keys: ConditionKeys = {},
): Promise<Authorization> {
  const tags = await house.store.read(async (tx) => {
    const row = await findSamlProvider(tx, accountId, arn);
    return row === undefined ? [] : tagsOf(tx, row.provider_id);
  });
  return { action, resource: arn, keys: { ...resourceTagKeys(tags), ...keys } };
}

import { parseArn } from '../../../kernel/arn.ts';
import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { oidcProviderArn } from '../../../operation/issuer-keys.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import type { OidcProviderRow } from '../../../store/federation-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { noSuchOidcProvider, unparsableArn } from '../errors.ts';
import { tagsOf } from '../shared/tags.ts';

/**
 * The provider that an ARN names; `undefined` when the account has none such.
 *
 * @throws AwsError ValidationError for what is no ARN
 */
async function findOidcProvider(
  tx: ReadTx,
  accountId: string,
  arn: string,
): Promise<OidcProviderRow | undefined> {
  if (parseArn(arn) === undefined) throw unparsableArn();
  const rows = await oidcProvidersOf(tx, accountId);
  return rows.find((row) => oidcProviderArn(accountId, row.issuer) === arn);
}

/** An account's providers, by their issuers; a quota bounds them. */
export function oidcProvidersOf(tx: ReadTx, accountId: string): Promise<OidcProviderRow[]> {
  return tx
    .selectFrom('oidc_providers')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('issuer')
    .execute();
}

/** @throws AwsError NoSuchEntity */
export async function requireOidcProvider(
  tx: ReadTx,
  accountId: string,
  arn: string,
): Promise<OidcProviderRow> {
  const row = await findOidcProvider(tx, accountId, arn);
  if (row === undefined) throw noSuchOidcProvider(arn);
  return row;
}

/** The permission for an action on a provider, with its tags where it exists. */
export async function authorizeOidcProvider(
  { accountId, house }: OperationContext,
  arn: string,
  action: string,
  keys: ConditionKeys = {},
): Promise<Authorization> {
  const tags = await house.store.read(async (tx) => {
    const row = await findOidcProvider(tx, accountId, arn);
    return row === undefined ? [] : tagsOf(tx, row.provider_id);
  });
  return { action, resource: arn, keys: { ...resourceTagKeys(tags), ...keys } };
}

/** A list of texts as a column holds it. */
export function readList(column: string): string[] {
  return JSON.parse(column) as string[];
}

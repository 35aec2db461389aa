import type { ServerCertificateMetadata } from '../../../model/generated/iam.ts';
import { iamArn } from '../../../kernel/arn.ts';
import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import type { ServerCertificateRow } from '../../../store/credential-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { credentialErrors } from '../credential-errors.ts';
import { nameKey } from '../shared/arns.ts';
import { tagsOf } from '../shared/tags.ts';

/** A certificate by its name in any case. */
export function findCertificate(
  tx: ReadTx,
  accountId: string,
  name: string,
): Promise<ServerCertificateRow | undefined> {
  return tx
    .selectFrom('server_certificates')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('name_key', '=', nameKey(name))
    .executeTakeFirst();
}

/** @throws AwsError NoSuchEntity */
export async function requireCertificate(
  tx: ReadTx,
  accountId: string,
  name: string,
): Promise<ServerCertificateRow> {
  const row = await findCertificate(tx, accountId, name);
  if (row === undefined) throw credentialErrors.noSuchServerCertificate(name);
  return row;
}

/** The permission for an action on a certificate; on its ARN without a path where there is none. */
export async function authorizeCertificate(
  { house, accountId }: OperationContext,
  name: string,
  action: string,
  keys: ConditionKeys = {},
): Promise<Authorization> {
  const { row, tags } = await house.store.read(async (tx) => {
    const row = await findCertificate(tx, accountId, name);
    return { row, tags: row === undefined ? [] : await tagsOf(tx, row.certificate_id) };
  });
  const resource =
    row === undefined ? iamArn(accountId, `server-certificate/${name}`) : arnOfCertificate(row);
  return { action, resource, keys: { ...resourceTagKeys(tags), ...keys } };
}

type NamedCertificate = Pick<ServerCertificateRow, 'account_id' | 'path' | 'name'>;

export function arnOfCertificate({ account_id, path, name }: NamedCertificate): string {
  return iamArn(account_id, `server-certificate${path}${name}`);
}

export function certificateToWire(row: ServerCertificateRow): ServerCertificateMetadata {
  return {
    Path: row.path,
    ServerCertificateName: row.name,
    ServerCertificateId: row.certificate_id,
    Arn: arnOfCertificate(row),
    UploadDate: new Date(row.created_at),
    Expiration: new Date(row.expires_at),
  };
}

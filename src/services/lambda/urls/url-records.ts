import type { Cors, FunctionUrlAuthType } from '../../../model/generated/lambda.ts';
import type { LambdaUrlRow } from '../../../store/lambda-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import type { FunctionRecord } from '../records.ts';
import { functionRecord } from '../records.ts';

/** A function's URL as it is kept. */
export interface UrlRecord {
  readonly urlId: string;
  /** An alias; absent for the function itself. */
  readonly qualifier: string | undefined;
  readonly authType: FunctionUrlAuthType;
  readonly cors: Cors | undefined;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

/** The URL of a function or of one of its aliases. */
export async function urlOf(
  tx: ReadTx,
  { functionId }: FunctionRecord,
  qualifier: string | undefined,
): Promise<UrlRecord | undefined> {
  const row = await tx
    .selectFrom('lambda_urls')
    .selectAll()
    .where('function_id', '=', functionId)
    .where('qualifier', '=', qualifier ?? '')
    .executeTakeFirst();
  return row && urlRecord(row);
}

/** All URLs of a function and its aliases. */
export async function urlsOf(tx: ReadTx, { functionId }: FunctionRecord): Promise<readonly UrlRecord[]> {
  const rows = await tx
    .selectFrom('lambda_urls')
    .selectAll()
    .where('function_id', '=', functionId)
    .orderBy('qualifier')
    .execute();
  return rows.map(urlRecord);
}

/** What a URL leads to, by the id in its host. */
export async function urlById(
  tx: ReadTx,
  urlId: string,
): Promise<{ readonly url: UrlRecord; readonly found: FunctionRecord } | undefined> {
  const row = await tx.selectFrom('lambda_urls').selectAll().where('url_id', '=', urlId).executeTakeFirst();
  if (row === undefined) return undefined;
  const owner = await tx
    .selectFrom('lambda_functions')
    .selectAll()
    .where('function_id', '=', row.function_id)
    .executeTakeFirst();
  return owner && { url: urlRecord(row), found: functionRecord(owner) };
}

function urlRecord(row: LambdaUrlRow): UrlRecord {
  return {
    urlId: row.url_id,
    qualifier: row.qualifier === '' ? undefined : row.qualifier,
    authType: row.auth_type,
    cors: row.cors === null ? undefined : (JSON.parse(row.cors) as Cors),
    createdAt: new Date(row.created_at),
    modifiedAt: new Date(row.modified_at),
  };
}

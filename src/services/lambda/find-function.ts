import type { LambdaAliasRow } from '../../store/lambda-tables.ts';
import type { ReadTx } from '../../store/store.ts';
import { aliasNotFound, functionNotFound } from './errors.ts';
import { functionArn, namedArn, type NamedFunction } from './function-name.ts';
import {
  functionRecord,
  LATEST,
  versionNumber,
  versionRecord,
  type FunctionRecord,
  type VersionRecord,
} from './records.ts';

/** What a qualifier led to. */
export interface FoundVersion {
  readonly found: FunctionRecord;
  readonly version: VersionRecord;
  /** The alias by which it was named. */
  readonly alias: LambdaAliasRow | undefined;
}

/** The function of a name; `undefined` when there is none. */
export async function functionIn(
  tx: ReadTx,
  { accountId, region, name }: Omit<NamedFunction, 'qualifier'>,
): Promise<FunctionRecord | undefined> {
  const row = await tx
    .selectFrom('lambda_functions')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .where('name', '=', name)
    .executeTakeFirst();
  return row && functionRecord(row);
}

/** @throws AwsError ResourceNotFoundException */
export async function requireFunction(tx: ReadTx, named: NamedFunction): Promise<FunctionRecord> {
  const found = await functionIn(tx, named);
  if (found === undefined) throw functionNotFound(namedArn(named));
  return found;
}

/** One of a function's versions; `undefined` when there is none. */
export async function versionIn(
  tx: ReadTx,
  functionId: string,
  version: string,
): Promise<VersionRecord | undefined> {
  const row = await tx
    .selectFrom('lambda_versions')
    .selectAll()
    .where('function_id', '=', functionId)
    .where('version', '=', versionNumber(version))
    .executeTakeFirst();
  return row && versionRecord(row);
}

/** A function's `$LATEST`, which it has as long as it exists. */
export async function latestOf(tx: ReadTx, { functionId, arn }: FunctionRecord): Promise<VersionRecord> {
  const latest = await versionIn(tx, functionId, LATEST);
  if (latest === undefined) throw functionNotFound(arn);
  return latest;
}

export async function aliasIn(
  tx: ReadTx,
  functionId: string,
  name: string,
): Promise<LambdaAliasRow | undefined> {
  return tx
    .selectFrom('lambda_aliases')
    .selectAll()
    .where('function_id', '=', functionId)
    .where('name', '=', name)
    .executeTakeFirst();
}

/** Whether a qualifier is a version's, not an alias's. */
export function isVersion(qualifier: string): boolean {
  return qualifier === LATEST || /^\d+$/.test(qualifier);
}

/**
 * The version that a request means: `$LATEST` without a qualifier.
 *
 * @throws AwsError ResourceNotFoundException
 */
export async function requireVersion(tx: ReadTx, named: NamedFunction): Promise<FoundVersion> {
  const found = await requireFunction(tx, named);
  const { qualifier = LATEST } = named;
  const alias = isVersion(qualifier) ? undefined : await aliasIn(tx, found.functionId, qualifier);
  if (!isVersion(qualifier) && alias === undefined) throw aliasNotFound(functionArn(found, qualifier));
  const number = alias === undefined ? qualifier : String(alias.version === 0 ? LATEST : alias.version);
  const version = await versionIn(tx, found.functionId, number);
  if (version === undefined) throw functionNotFound(namedArn(named));
  return { found, version, alias };
}

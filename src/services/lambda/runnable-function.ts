import { randomInt } from 'node:crypto';
import type { RunnableFunction } from '../../operation/functions.ts';
import type { LambdaAliasRow } from '../../store/lambda-tables.ts';
import type { ReadTx } from '../../store/store.ts';
import { requireVersion, versionIn, type FoundVersion } from './find-function.ts';
import type { NamedFunction } from './function-name.ts';
import { functionRecord, versionText, type FunctionRecord, type VersionRecord } from './records.ts';
import { weightsOf } from './to-wire.ts';

/**
 * The version that a call runs: of an alias with two versions one by their shares.
 *
 * @throws AwsError ResourceNotFoundException
 */
export async function runnableNamed(tx: ReadTx, named: NamedFunction): Promise<RunnableFunction> {
  const met = await requireVersion(tx, named);
  return runnable(met.found, await chosen(tx, met));
}

/** What an event runs that was accepted for a function; `undefined` when it is gone by now. */
export async function runnableById(
  tx: ReadTx,
  functionId: string,
  qualifier: string,
): Promise<RunnableFunction | undefined> {
  const row = await tx
    .selectFrom('lambda_functions')
    .selectAll()
    .where('function_id', '=', functionId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { accountId, region, name } = functionRecord(row);
  const named = { accountId, region, name, qualifier: qualifier === '' ? undefined : qualifier };
  try {
    return await runnableNamed(tx, named);
  } catch {
    // The version or the alias went after the event had come.
    return undefined;
  }
}

async function chosen(tx: ReadTx, { found, version, alias }: FoundVersion): Promise<VersionRecord> {
  const second = alias && secondByShare(alias);
  if (second === undefined) return version;
  return (await versionIn(tx, found.functionId, second)) ?? version;
}

const PARTS = 1_000_000;

/** The second version of an alias, as often as its share says. */
function secondByShare(alias: LambdaAliasRow): string | undefined {
  const [entry] = Object.entries(weightsOf(alias) ?? {});
  if (entry === undefined) return undefined;
  const [version, share] = entry;
  return randomInt(PARTS) < share * PARTS ? versionText(Number(version)) : undefined;
}

function runnable(found: FunctionRecord, { version, settings, blobId, codeSize, revisionId }: VersionRecord) {
  return {
    functionId: found.functionId,
    functionArn: found.arn,
    name: found.name,
    version,
    accountId: found.accountId,
    region: found.region,
    runtime: settings.runtime,
    handler: settings.handler,
    memoryMegabytes: settings.memoryMegabytes,
    timeoutSeconds: settings.timeoutSeconds,
    storageMegabytes: settings.storageMegabytes,
    environment: settings.environment ?? {},
    roleArn: settings.role,
    logGroup: settings.logging.LogGroup ?? `/aws/lambda/${found.name}`,
    code: { blobId, size: codeSize },
    layers: settings.layers ?? [],
    revisionId,
    reservedConcurrency: found.reservedConcurrency,
  } satisfies RunnableFunction;
}

import type { OperationContext } from '../../operation/context.ts';
import type { LambdaVersionRow } from '../../store/lambda-tables.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { invalidParameter, wrongRevision } from './errors.ts';
import { latestOf, requireFunction, versionIn } from './find-function.ts';
import { namedFunction } from './function-name.ts';
import { lambdaOperation } from './lambda-operation.ts';
import { pageOf } from './pages.ts';
import { onFunction } from './permissions.ts';
import {
  LATEST,
  versionNumber,
  versionRecord,
  type FunctionRecord,
  type FunctionSettings,
  type VersionRecord,
} from './records.ts';
import { configurationToWire } from './to-wire.ts';

export const publishVersion = lambdaOperation('PublishVersion', {
  authorizes: (input, context) =>
    onFunction(context, 'lambda:PublishVersion', namedFunction(context, input.FunctionName)),

  async runs(input, context) {
    const { house } = context;
    const named = namedFunction(context, input.FunctionName);
    return house.store.write(async (tx) => {
      const found = await requireFunction(tx, named);
      const latest = await latestOf(tx, found);
      if (input.RevisionId !== undefined && input.RevisionId !== latest.revisionId)
        throw wrongRevision('GetFunction/GetAlias');
      if (input.CodeSha256 !== undefined && input.CodeSha256 !== latest.codeSha256) {
        throw invalidParameter(
          `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${latest.codeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
        );
      }
      const published = await publish(tx, context, found, latest, input.Description);
      return configurationToWire(found, published);
    });
  },
});

export const listVersionsByFunction = lambdaOperation('ListVersionsByFunction', {
  authorizes: (input, context) =>
    onFunction(context, 'lambda:ListVersionsByFunction', namedFunction(context, input.FunctionName)),

  runs: (input, context) =>
    context.house.store.read(async (tx) => {
      const found = await requireFunction(tx, namedFunction(context, input.FunctionName));
      const versions = await versionsOf(tx, found);
      const keyOf = ({ version }: VersionRecord) => String(versionNumber(version)).padStart(16, '0');
      const { items, NextMarker } = pageOf('ListVersionsByFunction', input, versions, keyOf);
      return {
        Versions: items.map((version) => configurationToWire(found, version, version.version)),
        NextMarker,
      };
    }),
});

/** All versions of a function: `$LATEST`, then the published ones, oldest first. */
export async function versionsOf(
  tx: ReadTx,
  { functionId }: FunctionRecord,
): Promise<readonly VersionRecord[]> {
  const rows = await tx
    .selectFrom('lambda_versions')
    .selectAll()
    .where('function_id', '=', functionId)
    .orderBy('version')
    .execute();
  return rows.map(versionRecord);
}

/** Adds a version to a function. */
export async function insertVersion(tx: WriteTx, functionId: string, version: VersionRecord): Promise<void> {
  await tx.insertInto('lambda_versions').values(versionRow(functionId, version)).execute();
  await noteLayers(tx, functionId, version);
}

/** A version refers to the zips of its layers, so that they stay. */
async function noteLayers(
  tx: WriteTx,
  functionId: string,
  { version, settings }: VersionRecord,
): Promise<void> {
  const key = { function_id: functionId, version: versionNumber(version) };
  const blobIds = new Set(settings.layers?.map(({ blobId }) => blobId));
  if (blobIds.size === 0) return;
  const rows = [...blobIds].map((blob_id) => ({ ...key, blob_id }));
  await tx.insertInto('lambda_version_layers').values(rows).execute();
}

/** The zips of a version: its own and its layers'. */
export function zipsOf({ blobId, settings }: VersionRecord): readonly string[] {
  return [blobId, ...(settings.layers ?? []).map((layer) => layer.blobId)];
}

/** A version's references to zips of layers go with it. */
export async function forgetLayers(tx: WriteTx, functionId: string, version: string): Promise<void> {
  await tx
    .deleteFrom('lambda_version_layers')
    .where('function_id', '=', functionId)
    .where('version', '=', versionNumber(version))
    .execute();
}

function versionRow(
  functionId: string,
  { version, settings, blobId, codeSize, codeSha256, revisionId, lastModified }: VersionRecord,
): LambdaVersionRow {
  return {
    function_id: functionId,
    version: versionNumber(version),
    settings: JSON.stringify(settings),
    blob_id: blobId,
    code_size: codeSize,
    code_sha256: codeSha256,
    revision_id: revisionId,
    last_modified: lastModified.getTime(),
  };
}

/** Puts another `$LATEST` in place of the one that was. */
export async function replaceLatest(tx: WriteTx, functionId: string, latest: VersionRecord): Promise<void> {
  const { function_id: _function, version: _version, ...changed } = versionRow(functionId, latest);
  await tx
    .updateTable('lambda_versions')
    .set(changed)
    .where('function_id', '=', functionId)
    .where('version', '=', versionNumber(LATEST))
    .execute();
  await forgetLayers(tx, functionId, LATEST);
  await noteLayers(tx, functionId, latest);
}

/**
 * Publishes `$LATEST` as it stands. What has not changed since the last publication is not published
 * again: that version is the answer.
 *
 * @param description in place of the function's own
 */
export async function publish(
  tx: WriteTx,
  { house }: Pick<OperationContext, 'house'>,
  { functionId, nextVersion }: FunctionRecord,
  latest: VersionRecord,
  description: string | undefined,
): Promise<VersionRecord> {
  const settings: FunctionSettings = {
    ...latest.settings,
    description: description ?? latest.settings.description,
  };
  const last = nextVersion === 1 ? undefined : await versionIn(tx, functionId, String(nextVersion - 1));
  if (last !== undefined && isSame(last, { ...latest, settings })) return last;
  const published: VersionRecord = {
    ...latest,
    settings,
    version: String(nextVersion),
    revisionId: house.ids.requestId(),
    lastModified: house.clock.now(),
  };
  await insertVersion(tx, functionId, published);
  await tx
    .updateTable('lambda_functions')
    .set({ next_version: nextVersion + 1 })
    .where('function_id', '=', functionId)
    .execute();
  return published;
}

function isSame(one: VersionRecord, other: VersionRecord): boolean {
  return (
    one.codeSha256 === other.codeSha256 && JSON.stringify(one.settings) === JSON.stringify(other.settings)
  );
}

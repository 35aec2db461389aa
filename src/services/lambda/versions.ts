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
        throw wrongRevision('Function');
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

/** Writes a version as it is to stand. */
export function versionRow(
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
  await tx.insertInto('lambda_versions').values(versionRow(functionId, published)).execute();
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

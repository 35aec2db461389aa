import type { OperationContext } from '../../operation/context.ts';
import type { FunctionConfiguration } from '../../model/generated/lambda.ts';
import { adoptBlob } from '../../store/object-bytes.ts';
import type { ReadTx } from '../../store/store.ts';
import { assertAssumable } from './assume-role.ts';
import { vpcKeys } from './create-function.ts';
import { notBuilt, wrongRevision } from './errors.ts';
import { latestOf, requireFunction } from './find-function.ts';
import { assertSource, deleteBytes, releaseUnused, storeCode } from './function-code.ts';
import { assertFits, layersNamed, usingLayers } from './layers/function-layers.ts';
import { functionArn, namedFunction, type NamedFunction } from './function-name.ts';
import { lambdaOperation } from './lambda-operation.ts';
import { onFunction, passingRole } from './permissions.ts';
import type { VersionRecord } from './records.ts';
import { assertOwnRole, changedSettings } from './settings.ts';
import { configurationToWire } from './to-wire.ts';
import { publish, replaceLatest, zipsOf } from './versions.ts';

/** Gives a function other code. */
export const updateFunctionCode = lambdaOperation('UpdateFunctionCode', {
  authorizes: (input, context) =>
    onFunction(context, 'lambda:UpdateFunctionCode', unqualified(context, input.FunctionName)),

  async runs(input, context) {
    const named = unqualified(context, input.FunctionName);
    assertSource(input);
    const { settings } = await context.house.store.read(async (tx) => {
      const latest = await latestOf(tx, await requireFunction(tx, named));
      assertRevision(input.RevisionId, latest);
      return latest;
    });
    const code = await storeCode(context, input, 'UpdateFunctionCode');
    await assertFits(context, code, settings.layers ?? [], code.blobId);
    if (input.DryRun === true) {
      await context.house.objects.delete(code.blobId);
      return changed(
        context,
        named,
        input.RevisionId,
        { publish: false },
        (latest) => ({
          ...latest,
          codeSize: code.size,
          codeSha256: code.sha256,
        }),
        true,
      );
    }
    try {
      return await changed(
        context,
        named,
        input.RevisionId,
        { publish: input.Publish === true, blobId: code.blobId },
        (latest) => ({
          ...latest,
          settings: {
            ...latest.settings,
            architecture: input.Architectures?.[0] ?? latest.settings.architecture,
          },
          blobId: code.blobId,
          codeSize: code.size,
          codeSha256: code.sha256,
        }),
      );
    } catch (error) {
      await context.house.objects.delete(code.blobId);
      throw error;
    }
  },
});

/** Changes a function's settings; its role is handed over anew when it is another one. */
export const updateFunctionConfiguration = lambdaOperation('UpdateFunctionConfiguration', {
  async authorizes(input, context) {
    const named = unqualified(context, input.FunctionName);
    const keys = { ...vpcKeys(input), 'lambda:Layer': input.Layers };
    const updating = await onFunction(context, 'lambda:UpdateFunctionConfiguration', named, keys);
    const passing = input.Role === undefined ? [] : [passingRole(input.Role, functionArn(named))];
    return [updating, ...passing, ...(await usingLayers(context, input.Layers))];
  },

  async runs(input, context) {
    const named = unqualified(context, input.FunctionName);
    const { arn, latest } = await context.house.store.read(async (tx) => {
      const found = await requireFunction(tx, named);
      return { arn: found.arn, latest: await latestOf(tx, found) };
    });
    assertRevision(input.RevisionId, latest);
    changedSettings(latest.settings, input, named.name);
    if (input.ImageConfig !== undefined) throw notBuilt('functions from container images');
    if (input.Role !== undefined) {
      assertOwnRole(input.Role, context.accountId);
      await assertAssumable(context, input.Role, named.name, arn);
    }
    const { Layers } = input;
    if (Layers !== undefined) {
      const layers = await context.house.store.read((tx) => layersNamed(tx, named, Layers));
      await assertFits(context, { blobId: latest.blobId, size: latest.codeSize }, layers);
    }
    return changed(context, named, input.RevisionId, { publish: false }, async (current, tx) => {
      const settings = changedSettings(current.settings, input, named.name);
      if (Layers === undefined) return { ...current, settings };
      const layers = await layersNamed(tx, named, Layers);
      return { ...current, settings: { ...settings, layers: layers.length === 0 ? undefined : layers } };
    });
  },
});

function unqualified(context: OperationContext, name: string): NamedFunction {
  return { ...namedFunction(context, name), qualifier: undefined };
}

function assertRevision(given: string | undefined, { revisionId }: VersionRecord): void {
  if (given !== undefined && given !== revisionId) throw wrongRevision('GetFunction/GetAlias');
}

/**
 * Changes `$LATEST`, in one transaction with the check of its revision, and publishes it where asked.
 *
 * @param dryRun answers what would be and changes nothing
 */
async function changed(
  context: OperationContext,
  named: NamedFunction,
  givenRevision: string | undefined,
  { publish: publishes, blobId }: { readonly publish: boolean; readonly blobId?: string },
  change: (latest: VersionRecord, tx: ReadTx) => VersionRecord | Promise<VersionRecord>,
  dryRun = false,
): Promise<FunctionConfiguration> {
  const { house } = context;
  const { answer, functionId, unused } = await house.store.write(async (tx) => {
    const found = await requireFunction(tx, named);
    const latest = await latestOf(tx, found);
    assertRevision(givenRevision, latest);
    const next: VersionRecord = {
      ...(await change(latest, tx)),
      revisionId: house.ids.requestId(),
      lastModified: house.clock.now(),
    };
    if (dryRun) return { answer: configurationToWire(found, next), functionId: found.functionId, unused: [] };
    if (blobId !== undefined) await adoptBlob(tx, blobId);
    await replaceLatest(tx, found.functionId, next);
    const released = await releaseUnused(tx, zipsOf(latest));
    const told = publishes ? await publish(tx, context, found, next, undefined) : next;
    return {
      answer: configurationToWire(found, told, undefined, 'updated'),
      functionId: found.functionId,
      unused: released,
    };
  });
  house.functions.retire(functionId);
  await deleteBytes(context, unused);
  return answer;
}

import { putSystemTags } from '../../operation/resource-tags.ts';
import type { ConditionKeys } from '../../operation/authorization.ts';
import { requestTagKeys } from '../../operation/tag-keys.ts';
import { adoptBlob } from '../../store/object-bytes.ts';
import { assertAssumable } from './assume-role.ts';
import { functionExists } from './errors.ts';
import { functionIn } from './find-function.ts';
import { assertSource, storeCode } from './function-code.ts';
import { functionArn, namedFunction } from './function-name.ts';
import { assertFits, layersNamed, usingLayers } from './layers/function-layers.ts';
import { lambdaOperation } from './lambda-operation.ts';
import { onFunction, passingRole } from './permissions.ts';
import { LATEST, type FunctionRecord, type VersionRecord } from './records.ts';
import { assertOwnRole, newSettings } from './settings.ts';
import { assertTags, putTags, tagList, tagOwner } from './tags.ts';
import { configurationToWire } from './to-wire.ts';
import { insertVersion, publish } from './versions.ts';

/** Makes a function. Its role is handed to Lambda, which must be able to assume it. */
export const createFunction = lambdaOperation('CreateFunction', {
  async authorizes(input, context) {
    const named = { ...namedFunction(context, input.FunctionName), qualifier: undefined };
    const arn = functionArn(named);
    const keys = { ...requestTagKeys(tagList(input.Tags)), ...vpcKeys(input), 'lambda:Layer': input.Layers };
    const creating = await onFunction(context, 'lambda:CreateFunction', named, {
      ...keys,
      'lambda:CodeSigningConfigArn': input.CodeSigningConfigArn,
    });
    return [creating, passingRole(input.Role, arn), ...(await usingLayers(context, input.Layers))];
  },

  async runs(input, context) {
    const { house } = context;
    const named = namedFunction(context, input.FunctionName);
    const settings = newSettings({ ...input, FunctionName: named.name });
    assertSource(input.Code);
    assertTags(input.Tags);
    assertOwnRole(settings.role, context.accountId);
    await house.store.read(async (tx) => {
      if ((await functionIn(tx, named)) !== undefined) throw functionExists(named.name);
    });
    const arn = functionArn(named);
    await assertAssumable(context, settings.role, named.name, arn);
    const layers = await house.store.read((tx) => layersNamed(tx, named, input.Layers ?? []));
    const code = await storeCode(context, input.Code, 'CreateFunction');
    await assertFits(context, code, layers, code.blobId);
    const { accountId, region, name } = named;
    const found: FunctionRecord = {
      functionId: house.ids.token(32),
      ...{ accountId, region, name, arn },
      nextVersion: 1,
      reservedConcurrency: undefined,
    };
    const latest: VersionRecord = {
      version: LATEST,
      settings: { ...settings, ...(layers.length > 0 && { layers }) },
      blobId: code.blobId,
      codeSize: code.size,
      codeSha256: code.sha256,
      revisionId: house.ids.requestId(),
      lastModified: house.clock.now(),
    };
    try {
      return await house.store.write(async (tx) => {
        if ((await functionIn(tx, named)) !== undefined) throw functionExists(named.name);
        const { functionId } = found;
        // A layer may have gone meanwhile.
        await layersNamed(tx, named, input.Layers ?? []);
        await adoptBlob(tx, code.blobId);
        await tx
          .insertInto('lambda_functions')
          .values({ function_id: functionId, account_id: accountId, region, name, next_version: 1 })
          .execute();
        await insertVersion(tx, functionId, latest);
        await putTags(tx, functionId, input.Tags ?? {});
        await putSystemTags(tx, tagOwner(functionId), context.facts);
        const made = input.Publish === true ? await publish(tx, context, found, latest, undefined) : latest;
        return configurationToWire(found, made, undefined, 'created');
      });
    } catch (error) {
      await house.objects.delete(code.blobId);
      throw error;
    }
  },
});

/** What a function in a VPC would be asked for: the house refuses one, but only to who may make it. */
export function vpcKeys({
  VpcConfig,
}: {
  readonly VpcConfig?:
    | {
        readonly SubnetIds?: readonly string[] | undefined;
        readonly SecurityGroupIds?: readonly string[] | undefined;
      }
    | undefined;
}): ConditionKeys {
  return {
    'lambda:SubnetIds': VpcConfig?.SubnetIds,
    'lambda:SecurityGroupIds': VpcConfig?.SecurityGroupIds,
  };
}

import type { GetLayerVersionResponse } from '../../../model/generated/lambda.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { LambdaLayerVersionRow } from '../../../store/lambda-tables.ts';
import { adoptBlob } from '../../../store/object-bytes.ts';
import type { WriteTx } from '../../../store/store.ts';
import { invalidParameter, resourceNotFound } from '../errors.ts';
import { assertSource, deleteBytes, releaseUnused, storeCode } from '../function-code.ts';
import { lambdaOperation } from '../lambda-operation.ts';
import { pageOf } from '../pages.ts';
import {
  layerArn,
  namedLayer,
  readLayerVersionArn,
  type NamedLayer,
  type NamedLayerVersion,
} from './layer-name.ts';
import { onLayer, onLayerVersion } from './layer-permissions.ts';
import { layerIn, layerVersionIn, versionsOfLayer } from './layer-records.ts';
import { architecturesOf, layerVersionItem, layerVersionToWire, runtimesOf } from './layer-to-wire.ts';

/** Adds a version to a layer, which is made by its first one. */
export const publishLayerVersion = lambdaOperation('PublishLayerVersion', {
  authorizes: ({ LayerName }, context) =>
    onLayer('lambda:PublishLayerVersion', namedLayer(context, LayerName)),

  async runs(input, context) {
    const { house } = context;
    const named = namedLayer(context, input.LayerName);
    assertSource(input.Content);
    const zip = await storeCode(context, input.Content, 'PublishLayerVersion');
    const layerId = house.ids.token(32);
    try {
      return await house.store.write(async (tx) => {
        const { layer_id, version } = await nextVersion(tx, named, layerId);
        const row: LambdaLayerVersionRow = {
          layer_id,
          version,
          description: input.Description ?? '',
          license: input.LicenseInfo ?? null,
          architectures: input.CompatibleArchitectures ? JSON.stringify(input.CompatibleArchitectures) : null,
          runtimes: input.CompatibleRuntimes ? JSON.stringify(input.CompatibleRuntimes) : null,
          blob_id: zip.blobId,
          code_size: zip.size,
          code_sha256: zip.sha256,
          created_at: house.clock.now().getTime(),
          statements: '[]',
          policy_revision: null,
        };
        await adoptBlob(tx, zip.blobId);
        await tx.insertInto('lambda_layer_versions').values(row).execute();
        return layerVersionToWire(house, named, row);
      });
    } catch (error) {
      await house.objects.delete(zip.blobId);
      throw error;
    }
  },
});

/** Takes a layer's next number. @param newId for a layer that there is not yet */
async function nextVersion(tx: WriteTx, named: NamedLayer, newId: string) {
  const layer = await layerIn(tx, named);
  if (layer === undefined) {
    const { accountId: account_id, region, name } = named;
    const row = { layer_id: newId, account_id, region, name, next_version: 2 };
    await tx.insertInto('lambda_layers').values(row).execute();
    return { layer_id: newId, version: 1 };
  }
  const { layer_id, next_version: version } = layer;
  await tx
    .updateTable('lambda_layers')
    .set({ next_version: version + 1 })
    .where('layer_id', '=', layer_id)
    .execute();
  return { layer_id, version };
}

interface OnVersion {
  readonly LayerName: string;
  readonly VersionNumber: number;
}

/** @throws AwsError InvalidParameterValueException */
export function versionNamed(input: OnVersion, context: OperationContext): NamedLayerVersion {
  if (input.VersionNumber < 1) throw invalidParameter('Layer Version Cannot be less than 1');
  return { ...namedLayer(context, input.LayerName), version: input.VersionNumber };
}

export const getLayerVersion = lambdaOperation('GetLayerVersion', {
  authorizes: (input, context) =>
    onLayerVersion(context, 'lambda:GetLayerVersion', versionNamed(input, context)),
  runs: (input, context) => read(context, versionNamed(input, context)),
});

export const getLayerVersionByArn = lambdaOperation('GetLayerVersionByArn', {
  authorizes: ({ Arn }, context) => onLayerVersion(context, 'lambda:GetLayerVersion', byArn(Arn, context)),
  runs: ({ Arn }, context) => read(context, byArn(Arn, context)),
});

/** @throws AwsError ResourceNotFoundException for what no layer here can be: of another region, or AWS's own */
function byArn(arn: string, { facts }: OperationContext): NamedLayerVersion {
  const named = readLayerVersionArn(arn);
  if (named === undefined || named.region !== facts.region) throw resourceNotFound();
  return named;
}

async function read({ house }: OperationContext, named: NamedLayerVersion): Promise<GetLayerVersionResponse> {
  const row = await house.store.read((tx) => layerVersionIn(tx, named));
  if (row === undefined) throw resourceNotFound();
  return layerVersionToWire(house, named, row);
}

/** Deletes a layer's version; functions that have it keep it. One that is not there is no error, as on AWS. */
export const deleteLayerVersion = lambdaOperation('DeleteLayerVersion', {
  authorizes: (input, context) =>
    onLayerVersion(context, 'lambda:DeleteLayerVersion', versionNamed(input, context)),

  async runs(input, context) {
    const named = versionNamed(input, context);
    const unused = await context.house.store.write(async (tx) => {
      const row = await layerVersionIn(tx, named);
      if (row === undefined) return [];
      await tx
        .deleteFrom('lambda_layer_versions')
        .where('layer_id', '=', row.layer_id)
        .where('version', '=', row.version)
        .execute();
      return releaseUnused(tx, [row.blob_id]);
    });
    await deleteBytes(context, unused);
    return {};
  },
});

interface Filter {
  readonly CompatibleRuntime?: string | undefined;
  readonly CompatibleArchitecture?: string | undefined;
}

function fits({ CompatibleRuntime: runtime, CompatibleArchitecture: architecture }: Filter) {
  return (row: LambdaLayerVersionRow) =>
    (runtime === undefined || runtimesOf(row)?.some((one) => one === runtime) === true) &&
    (architecture === undefined || architecturesOf(row)?.some((one) => one === architecture) === true);
}

export const listLayerVersions = lambdaOperation('ListLayerVersions', {
  authorizes: ({ LayerName }, context) => onLayer('lambda:ListLayerVersions', namedLayer(context, LayerName)),

  async runs(input, context) {
    const named = namedLayer(context, input.LayerName);
    const rows = await context.house.store.read(async (tx) => {
      const layer = await layerIn(tx, named);
      return layer === undefined ? [] : versionsOfLayer(tx, layer);
    });
    const keyOf = ({ version }: LambdaLayerVersionRow) => String(1e12 - version);
    const listing = `ListLayerVersions ${layerArn(named)}`;
    const { items, NextMarker } = pageOf(listing, input, rows.filter(fits(input)), keyOf);
    return { LayerVersions: items.map((row) => layerVersionItem(named, row)), NextMarker };
  },
});

/** An account's layers with the newest version of each that fits. */
export const listLayers = lambdaOperation('ListLayers', {
  authorizes: () => ({ action: 'lambda:ListLayers', resource: '*' }),

  async runs(input, { house, accountId, facts: { region } }) {
    const found = await house.store.read(async (tx) => {
      const layers = await tx
        .selectFrom('lambda_layers')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('region', '=', region)
        .orderBy('name')
        .execute();
      const latest = layers.map(async (layer) => {
        const row = (await versionsOfLayer(tx, layer)).find(fits(input));
        return row === undefined ? [] : [{ name: layer.name, row }];
      });
      return (await Promise.all(latest)).flat();
    });
    const { items, NextMarker } = pageOf('ListLayers', input, found, ({ name }) => name);
    const Layers = items.map(({ name, row }) => {
      const named = { accountId, region, name };
      return {
        LayerName: name,
        LayerArn: layerArn(named),
        LatestMatchingVersion: layerVersionItem(named, row),
      };
    });
    return { Layers, NextMarker };
  },
});

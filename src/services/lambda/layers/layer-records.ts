import type { LambdaLayerRow, LambdaLayerVersionRow } from '../../../store/lambda-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import type { NamedLayer, NamedLayerVersion } from './layer-name.ts';

export async function layerIn(tx: ReadTx, named: NamedLayer): Promise<LambdaLayerRow | undefined> {
  return tx
    .selectFrom('lambda_layers')
    .selectAll()
    .where('account_id', '=', named.accountId)
    .where('region', '=', named.region)
    .where('name', '=', named.name)
    .executeTakeFirst();
}

export async function layerVersionIn(
  tx: ReadTx,
  named: NamedLayerVersion,
): Promise<LambdaLayerVersionRow | undefined> {
  if (!Number.isSafeInteger(named.version)) return undefined;
  const layer = await layerIn(tx, named);
  if (layer === undefined) return undefined;
  return tx
    .selectFrom('lambda_layer_versions')
    .selectAll()
    .where('layer_id', '=', layer.layer_id)
    .where('version', '=', named.version)
    .executeTakeFirst();
}

/** A layer's versions, the newest first. */
export async function versionsOfLayer(
  tx: ReadTx,
  { layer_id: layerId }: LambdaLayerRow,
): Promise<readonly LambdaLayerVersionRow[]> {
  return tx
    .selectFrom('lambda_layer_versions')
    .selectAll()
    .where('layer_id', '=', layerId)
    .orderBy('version', 'desc')
    .execute();
}

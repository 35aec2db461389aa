import type {
  Architecture,
  GetLayerVersionResponse,
  LayerVersionsListItem,
  Runtime,
} from '../../../model/generated/lambda.ts';
import type { House } from '../../../operation/house.ts';
import type { LambdaLayerVersionRow } from '../../../store/lambda-tables.ts';
import { codeLocation } from '../code-location.ts';
import { layerArn, layerVersionArn, type NamedLayer } from './layer-name.ts';

/** A layer's version as lists show it. */
export function layerVersionItem(named: NamedLayer, row: LambdaLayerVersionRow): LayerVersionsListItem {
  return {
    LayerVersionArn: layerVersionArn({ ...named, version: row.version }),
    Version: row.version,
    Description: row.description,
    CreatedDate: new Date(row.created_at).toISOString().replace('Z', '+0000'),
    CompatibleArchitectures: architecturesOf(row),
    CompatibleRuntimes: runtimesOf(row),
    LicenseInfo: row.license ?? undefined,
  };
}

/** The same with where its zip can be fetched. */
export function layerVersionToWire(
  house: House,
  named: NamedLayer,
  row: LambdaLayerVersionRow,
): GetLayerVersionResponse {
  return {
    ...layerVersionItem(named, row),
    LayerArn: layerArn(named),
    Content: {
      Location: codeLocation(house, row.blob_id),
      CodeSha256: row.code_sha256,
      CodeSize: row.code_size,
    },
  };
}

export function architecturesOf({
  architectures,
}: LambdaLayerVersionRow): readonly Architecture[] | undefined {
  return architectures === null ? undefined : (JSON.parse(architectures) as Architecture[]);
}

export function runtimesOf({ runtimes }: LambdaLayerVersionRow): readonly Runtime[] | undefined {
  return runtimes === null ? undefined : (JSON.parse(runtimes) as Runtime[]);
}

import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { StoredZip } from '../../../operation/functions.ts';
import type { ReadTx } from '../../../store/store.ts';
import { invalidParameter } from '../errors.ts';
import type { UsedLayer } from '../records.ts';
import { layerArn, layerVersionArn, readLayerVersionArn, type NamedLayerVersion } from './layer-name.ts';
import { onLayerVersion } from './layer-permissions.ts';
import { layerVersionIn } from './layer-records.ts';

const MOST_LAYERS = 5;
/** What a function's code and its layers may be together once unpacked, bytes. */
const LARGEST_TOGETHER = 262_144_000;

/** Whoever gives layers to a function must be let read each of them; another account's by its policy too. */
export async function usingLayers(
  context: OperationContext,
  arns: readonly string[] = [],
): Promise<readonly Authorization[]> {
  const asked: Authorization[] = [];
  for (const named of arns.map(readLayerVersionArn)) {
    if (named !== undefined) asked.push(await onLayerVersion(context, 'lambda:GetLayerVersion', named));
  }
  return asked;
}

/**
 * The layers that a function is to have, in their order.
 *
 * @param place the function's region
 * @throws AwsError InvalidParameterValueException
 */
export async function layersNamed(
  tx: ReadTx,
  { region }: { readonly region: string },
  arns: readonly string[],
): Promise<readonly UsedLayer[]> {
  if (arns.length > MOST_LAYERS) throw invalidParameter('Cannot reference more than 5 layers.');
  const seen = new Map<string, string>();
  const layers: UsedLayer[] = [];
  for (const arn of arns) {
    const named = readLayerVersionArn(arn);
    if (named === undefined) throw invalidParameter(`Layer version ${arn} does not exist.`);
    assertPlace(named, region);
    const other = seen.get(layerArn(named));
    if (other !== undefined) {
      throw invalidParameter(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${other} and ${arn} are versions of the same layer.`,
      );
    }
    seen.set(layerArn(named), arn);
    const found = await layerVersionIn(tx, named);
    if (found === undefined) throw invalidParameter(`Layer version ${arn} does not exist.`);
    layers.push({ arn: layerVersionArn(named), blobId: found.blob_id, size: found.code_size });
  }
  return layers;
}

function assertPlace(named: NamedLayerVersion, region: string): void {
  if (named.region === region) return;
  throw invalidParameter(
    `Layers are not in the same region as the function. Layers are expected to be in region ${region}.`,
  );
}

/**
 * Holds a function's code and its layers to what they may be together.
 *
 * @param unless a blob to be deleted where they do not fit
 * @throws AwsError InvalidParameterValueException
 */
export async function assertFits(
  { house }: OperationContext,
  code: StoredZip,
  layers: readonly StoredZip[],
  unless?: string,
): Promise<void> {
  if (layers.length === 0) return;
  let together = 0;
  for (const zip of [code, ...layers]) {
    const size = await house.functions.inspect(zip);
    if (typeof size === 'number') together += size;
  }
  if (together <= LARGEST_TOGETHER) return;
  if (unless !== undefined) await house.objects.delete(unless);
  throw invalidParameter(
    `Function code combined with layers exceeds the maximum allowed size of ${LARGEST_TOGETHER} bytes. The actual size is ${together} bytes.`,
  );
}

import type { Parameter } from '../../model/generated/ssm.ts';
import type { OperationContext } from '../../operation/context.ts';
import type { ReadTx } from '../../store/store.ts';
import { labelNotFound, parameterNotFound, versionNotFound } from './errors.ts';
import { isPublicName, namesOf, parameterArn, readReference } from './parameter-names.ts';
import type { ParameterReference } from './parameter-names.ts';
import {
  readLabels,
  readParameters,
  readVersions,
  type ParameterRecord,
  type Place,
} from './parameter-record.ts';
import { publicParameters } from './public-parameters.ts';
import { shownValue } from './secure-values.ts';

/** Where a call looks for parameters. */
export function placeOf({ accountId, facts }: OperationContext): Place {
  return { accountId, region: facts.region };
}

/** A parameter that a call named, in the version that it asked for. */
export interface Found {
  readonly record: ParameterRecord;
  readonly selector: string | undefined;
}

/**
 * Finds a parameter by its name with a version or label, or by its ARN.
 *
 * @throws AwsError ParameterNotFound, ParameterVersionNotFound
 */
export async function findParameter(context: OperationContext, given: string): Promise<Found> {
  const reference = readReference(given, context);
  const { name, selector, isElsewhere } = reference;
  if (isElsewhere) throw parameterNotFound();
  if (isPublicName(name)) {
    const all = await publicParameters(context.house, context.facts.region);
    const record = all.find((parameter) => parameter.name === name);
    if (record === undefined) throw parameterNotFound();
    if (selector !== undefined && selector !== String(record.version)) throw missing(name, selector);
    return { record, selector };
  }
  return context.house.store.read(async (tx) => {
    const newest = await newestOf(tx, placeOf(context), reference);
    if (selector === undefined) return { record: newest, selector };
    const version = await versionOf(tx, newest, selector);
    const record = (await readVersions(tx, newest.id, newest.name)).find((one) => one.version === version);
    if (record === undefined) throw missing(name, selector);
    return { record, selector };
  });
}

/** The newest version of one of the account's own. @throws AwsError ParameterNotFound */
export async function newestOf(
  tx: ReadTx,
  place: Place,
  reference: ParameterReference,
): Promise<ParameterRecord & { readonly id: string }> {
  const [record] = reference.isElsewhere
    ? []
    : await readParameters(tx, place, { names: namesOf(reference) });
  if (record?.id === undefined) throw parameterNotFound();
  return { ...record, id: record.id };
}

async function versionOf(
  tx: ReadTx,
  { id }: { readonly id: string },
  selector: string,
): Promise<number | undefined> {
  if (isVersion(selector)) return Number(selector);
  const labels = await readLabels(tx, [id]);
  return labels.find(({ label }) => label === selector)?.version;
}

function isVersion(selector: string): boolean {
  return /^\d{1,15}$/.test(selector);
}

function missing(name: string, selector: string) {
  return isVersion(selector) ? versionNotFound(name, Number(selector)) : labelNotFound(name, selector);
}

/** A parameter as the Get calls show it. */
export function parameterToWire(
  context: OperationContext,
  { record, selector }: Found,
  withDecryption: boolean | undefined,
): Parameter {
  const { name, version, modifiedAt, data } = record;
  return {
    Name: name,
    Type: data.type,
    Value: shownValue(context.house.keyRing, data, withDecryption === true),
    Version: version,
    ...(selector === undefined ? {} : { Selector: `:${selector}` }),
    LastModifiedDate: new Date(modifiedAt),
    ARN: parameterArn(context, name),
    DataType: data.dataType,
  };
}

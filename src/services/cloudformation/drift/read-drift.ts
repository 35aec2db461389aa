import { plainText } from '../../../kernel/plain-text.ts';
import { structuresOf } from '../../../operation/resource-properties.ts';
import type { House } from '../../../operation/house.ts';
import type { Properties, ReadContext } from '../../../operation/resource-type.ts';
import type { ResourceDrift, ResourceRecord, StackRecord } from '../engine/records.ts';
import { callService, type CallPlace } from '../engine/service-calls.ts';
import { secretAttributes } from '../engine/no-echo.ts';
import { masked } from '../template/secrets.ts';
import { differencesOf } from './differences.ts';

/**
 * Compares a resource with its template, by the services' public operations as whoever asks.
 *
 * @returns `undefined` for a type that is not compared, or a resource that is not there to be
 * @throws AwsError what the service answers, as to somebody who may not read
 */
export async function readDrift(
  house: House,
  stack: StackRecord,
  record: ResourceRecord,
  place: CallPlace,
): Promise<ResourceDrift | undefined> {
  const { physicalId, attributes, properties } = record;
  const type = await house.resourceTypes.find(record.type);
  if (type?.read === undefined || physicalId === undefined || isGone(record)) return undefined;
  const context: ReadContext = {
    accountId: stack.account_id,
    region: stack.region,
    call: async <T>(service: string, operation: string, input: object) =>
      (await callService(house, place, { service, operation, input })) as T,
  };
  const read = await type.read({ physicalId, attributes, properties }, context);
  const at = house.clock.now().getTime();
  const secrets = secretsOf(stack, record);
  if (read === undefined) return { status: 'DELETED', at, expected: masked(properties, secrets) };
  const compared = named(properties, (name) => Object.hasOwn(read, name));
  const actual = withoutOthersTags(
    named(read, (name) => Object.hasOwn(properties, name)),
    record,
  );
  const differences = differencesOf(compared, actual);
  return {
    status: differences.length === 0 ? 'IN_SYNC' : 'MODIFIED',
    at,
    expected: masked(compared, secrets),
    actual: masked(actual, secrets),
    differences: masked(differences, secrets),
  };
}

function isGone({ status }: ResourceRecord): boolean {
  return status.startsWith('DELETE_') || status === 'CREATE_FAILED';
}

function named(properties: Properties, isWanted: (name: string) => boolean): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => isWanted(name)));
}

/** Tags of CloudFormation's own and of the stack are no drift. Some types have tags as a map. */
function withoutOthersTags(actual: Properties, { properties, stackTags }: ResourceRecord): Properties {
  const { Tags } = actual;
  if (typeof Tags !== 'object' || Tags === null) return actual;
  const others = new Set(stackTags.map(({ Key }) => Key));
  const isKept = (key: string, own: ReadonlySet<string>) =>
    !key.startsWith('aws:') && (!others.has(key) || own.has(key));
  if (!Array.isArray(Tags)) {
    const own = new Set(Object.keys(properties['Tags'] ?? {}));
    return { ...actual, Tags: named(Tags as Properties, (key) => isKept(key, own)) };
  }
  const own = new Set(structuresOf(properties, 'Tags').map(({ Key }) => plainText(Key)));
  const kept = structuresOf(actual, 'Tags').filter(({ Key }) => isKept(plainText(Key), own));
  return { ...actual, Tags: kept.map(({ Key, Value }) => ({ Key, Value })) };
}

function secretsOf({ data }: StackRecord, record: ResourceRecord): readonly string[] {
  const parameters = (data.noEcho ?? []).map((name) => data.parameters[name] ?? '');
  return [...parameters, ...secretAttributes([record])].filter((secret) => secret !== '');
}

import { parseArn } from '../../kernel/arn.ts';
import { iamReference } from '../../model/iam-reference.ts';
import type { TagFilter } from '../../model/generated/tagging.ts';
import type { TaggedResource } from '../../operation/service-tagging.ts';
import { taggingErrors } from './errors.ts';

/** Whether policies or ARNs name a service so; an empty filter selects nothing. */
function isService(name: string): boolean {
  const { services } = iamReference();
  if (name === '' || services.has(name)) return true;
  return [...services.values()].some(({ resourceTypes }) =>
    resourceTypes.some(({ arn }) => arn.split(':', 3)[2] === name),
  );
}

/** The most of ResourceTypeFilters. */
const MAX_TYPES = 100;

/**
 * Whether a resource has, for every filter, the filter's key with one of its values, or with any where it
 * names none.
 *
 * @throws AwsError InvalidParameterException for a filter without a key
 */
export function tagFilter(filters: readonly TagFilter[] = []): (resource: TaggedResource) => boolean {
  const wanted = filters.map(({ Key, Values = [] }) => {
    if (Key === undefined) throw taggingErrors.keyMissing();
    return { key: Key, values: new Set(Values) };
  });
  return ({ tags }) =>
    wanted.every(({ key, values }) =>
      tags.some(({ Key, Value }) => Key === key && (values.size === 0 || values.has(Value))),
    );
}

/**
 * Whether a resource is of one of some types, each `service` or `service:type` as in ARNs; of any when
 * there are none. A type that nothing is of selects nothing (guess: AWS documents nothing).
 *
 * @throws AwsError InvalidParameterException for more than 100, and for what is no service's name
 */
export function typeFilter(types: readonly string[] = []): (resource: TaggedResource) => boolean {
  if (types.length > MAX_TYPES) throw taggingErrors.tooMany('ResourceTypeFilters', MAX_TYPES);
  for (const filter of types) {
    const [service = '', ...type] = filter.split(':');
    if (!isService(service)) throw taggingErrors.unsupportedService(service, type.join(':'));
  }
  const wanted = new Set(types);
  return ({ arn }) => {
    if (wanted.size === 0) return true;
    const { service = '', resource = '' } = parseArn(arn) ?? {};
    // A bucket's ARN is its name alone.
    const type = service === 's3' ? 'bucket' : resource.split(/[/:]/, 1)[0];
    return wanted.has(service) || wanted.has(`${service}:${type}`);
  };
}

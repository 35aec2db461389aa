import { structuresOf } from '../../../operation/resource-properties.ts';
import type { Properties } from '../../../operation/resource-type.ts';

/**
 * `LifecycleConfiguration` of AWS::S3::Bucket, which has names of its own, and its older ones for single
 * transitions, in the form of S3's operation.
 */
export function lifecycleInput(value: unknown): object {
  const configuration = value as Properties;
  return {
    LifecycleConfiguration: { Rules: structuresOf(configuration, 'Rules').map(ruleOf) },
    TransitionDefaultMinimumObjectSize: configuration['TransitionDefaultMinimumObjectSize'],
  };
}

function ruleOf(rule: Properties): object {
  const expiration = {
    Days: rule['ExpirationInDays'],
    Date: rule['ExpirationDate'],
    ExpiredObjectDeleteMarker: rule['ExpiredObjectDeleteMarker'],
  };
  const transitions = both(rule, 'Transition', 'Transitions').map((transition) => ({
    Days: transition['TransitionInDays'],
    Date: transition['TransitionDate'],
    StorageClass: transition['StorageClass'],
  }));
  const noncurrent = both(rule, 'NoncurrentVersionTransition', 'NoncurrentVersionTransitions');
  const ofVersions = noncurrent.map((transition) => ({
    NoncurrentDays: transition['TransitionInDays'],
    NewerNoncurrentVersions: transition['NewerNoncurrentVersions'],
    StorageClass: transition['StorageClass'],
  }));
  const days = rule['NoncurrentVersionExpirationInDays'];
  const hasExpiration = Object.values(expiration).some((member) => member !== undefined);
  return {
    ID: rule['Id'],
    Status: rule['Status'],
    Filter: filterOf(rule),
    Expiration: hasExpiration ? expiration : undefined,
    Transitions: transitions.length === 0 ? undefined : transitions,
    NoncurrentVersionTransitions: ofVersions.length === 0 ? undefined : ofVersions,
    NoncurrentVersionExpiration:
      rule['NoncurrentVersionExpiration'] ?? (days === undefined ? undefined : { NoncurrentDays: days }),
    AbortIncompleteMultipartUpload: rule['AbortIncompleteMultipartUpload'],
  };
}

/** The property that holds one, before the one that holds several. */
function both(rule: Properties, one: string, several: string): readonly Properties[] {
  const single = rule[one];
  return [...(single === undefined ? [] : [single as Properties]), ...structuresOf(rule, several)];
}

function filterOf(rule: Properties): object {
  const tags = structuresOf(rule, 'TagFilters');
  const others = {
    Prefix: rule['Prefix'],
    ObjectSizeGreaterThan: rule['ObjectSizeGreaterThan'],
    ObjectSizeLessThan: rule['ObjectSizeLessThan'],
  };
  const count = tags.length + Object.values(others).filter((member) => member !== undefined).length;
  if (count > 1) return { And: { ...others, ...(tags.length === 0 ? {} : { Tags: tags }) } };
  if (tags[0] !== undefined) return { Tag: tags[0] };
  return count === 0 ? { Prefix: '' } : others;
}

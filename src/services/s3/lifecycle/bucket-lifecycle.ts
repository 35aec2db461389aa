import type { LifecycleRule, TransitionDefaultMinimumObjectSize } from '../../../model/generated/s3.ts';

/** A bucket's lifecycle configuration, as its settings keep it. */
export interface BucketLifecycle {
  readonly rules: readonly LifecycleRule[];
  readonly minimumObjectSize: TransitionDefaultMinimumObjectSize;
}

/** Gives a configuration that was kept as JSON its dates back. */
export function revivedLifecycle({ rules, ...kept }: BucketLifecycle): BucketLifecycle {
  return { ...kept, rules: rules.map(revivedRule) };
}

function revivedRule(rule: LifecycleRule): LifecycleRule {
  const { Expiration, Transitions } = rule;
  return {
    ...rule,
    ...(Expiration === undefined ? {} : { Expiration: revived(Expiration) }),
    ...(Transitions === undefined ? {} : { Transitions: Transitions.map(revived) }),
  };
}

function revived<T extends { readonly Date?: Date | undefined }>(dated: T): T {
  return dated.Date === undefined ? dated : { ...dated, Date: new Date(dated.Date) };
}

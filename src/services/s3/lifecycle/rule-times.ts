import type { LifecycleRule } from '../../../model/generated/s3.ts';
import type { Tags } from '../tags/tags.ts';
import type { BucketLifecycle } from './bucket-lifecycle.ts';
import { filterOf, matchesFilter } from './rule-filter.ts';

const DAY_MS = 86_400_000;

/** When a rule acts on something, and which one it is. */
export interface Due {
  /** ms since 1970 */
  readonly at: number;
  readonly ruleId: string;
}

/** What of an object rules ask. */
interface Subject {
  readonly key: string;
  readonly size: number;
  readonly tags: Tags;
  /** ms since 1970 */
  readonly lastModified: number;
}

/** A version that another one has taken the place of. */
interface NoncurrentVersion extends Omit<Subject, 'lastModified'> {
  readonly deleteMarker: boolean;
  /** When the next newer version was made, ms since 1970. */
  readonly since: number;
  /** How many noncurrent versions of its key are newer. */
  readonly newer: number;
}

/**
 * The midnight, in UTC, at which so many days have passed.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export function midnightAfter(from: number, days: number): number {
  return (Math.floor(from / DAY_MS) + days + 1) * DAY_MS;
}

/** When an object as it stands expires; `undefined` where no rule says so. */
export function expirationOf(rules: readonly LifecycleRule[], object: Subject): Due | undefined {
  return earliest(rules, ({ Expiration }, filter) => {
    if (!matchesFilter(filter, object)) return undefined;
    if (Expiration?.Date !== undefined) return Expiration.Date.getTime();
    return Expiration?.Days === undefined ? undefined : midnightAfter(object.lastModified, Expiration.Days);
  });
}

/** When a version that is not the newest is removed for good. */
export function removalOf(rules: readonly LifecycleRule[], version: NoncurrentVersion): Due | undefined {
  return earliest(rules, ({ NoncurrentVersionExpiration: expiration }, filter) => {
    if (expiration?.NoncurrentDays === undefined) return undefined;
    if (version.newer < (expiration.NewerNoncurrentVersions ?? 0)) return undefined;
    if (version.deleteMarker ? !takesMarkers(filter, version.key) : !matchesFilter(filter, version)) {
      return undefined;
    }
    return midnightAfter(version.since, expiration.NoncurrentDays);
  });
}

/** When a delete marker goes of whose key nothing else is left: at once, or once it is as old as objects may be. */
export function markerEndOf(
  rules: readonly LifecycleRule[],
  key: string,
  lastModified: number,
): Due | undefined {
  return earliest(rules, ({ Expiration }, filter) => {
    if (Expiration === undefined || !takesMarkers(filter, key)) return undefined;
    if (Expiration.ExpiredObjectDeleteMarker === true) return lastModified;
    if (Expiration.Date !== undefined) return Expiration.Date.getTime();
    return Expiration.Days === undefined ? undefined : midnightAfter(lastModified, Expiration.Days);
  });
}

/** When an upload that was never completed is aborted. @param initiatedAt ms since 1970 */
export function abortOf(rules: readonly LifecycleRule[], key: string, initiatedAt: number): Due | undefined {
  return earliest(rules, ({ AbortIncompleteMultipartUpload: abort }, { prefix }) =>
    abort?.DaysAfterInitiation === undefined || !key.startsWith(prefix)
      ? undefined
      : midnightAfter(initiatedAt, abort.DaysAfterInitiation),
  );
}

/** An object's expiration as the header `x-amz-expiration` tells it; `undefined` where it does not expire. */
export function expirationHeader(
  lifecycle: BucketLifecycle | undefined,
  object: Subject,
): string | undefined {
  const due = lifecycle && expirationOf(lifecycle.rules, object);
  if (due === undefined) return undefined;
  return `expiry-date="${new Date(due.at).toUTCString()}", rule-id="${encodeURIComponent(due.ruleId)}"`;
}

/** When an upload would be aborted, as members of an answer. */
export function abortMembers(lifecycle: BucketLifecycle | undefined, key: string, initiatedAt: number) {
  const due = lifecycle && abortOf(lifecycle.rules, key, initiatedAt);
  return due === undefined ? {} : { AbortDate: new Date(due.at), AbortRuleId: due.ruleId };
}

type Filter = ReturnType<typeof filterOf>;

/** Delete markers have neither tags nor a size: rules that ask for these are not about them. */
function takesMarkers({ prefix, tags, larger, smaller }: Filter, key: string): boolean {
  const asks = Object.keys(tags).length > 0 || larger !== undefined || smaller !== undefined;
  return !asks && key.startsWith(prefix);
}

/** Of rules that say different times the earliest counts. */
function earliest(
  rules: readonly LifecycleRule[],
  timeOf: (rule: LifecycleRule, filter: Filter) => number | undefined,
): Due | undefined {
  let first: Due | undefined;
  for (const rule of rules) {
    if (rule.Status !== 'Enabled') continue;
    const at = timeOf(rule, filterOf(rule));
    if (at !== undefined && (first === undefined || at < first.at)) first = { at, ruleId: rule.ID ?? '' };
  }
  return first;
}

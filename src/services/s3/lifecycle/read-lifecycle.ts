import type { LifecycleRule, Transition } from '../../../model/generated/s3.ts';
import { malformedXml } from '../errors.ts';
import {
  expiresBeforeTransition,
  idTooLong,
  mixedDatesAndDays,
  newerVersionsNeedFilter,
  noAction,
  notMidnight,
  notPositive,
  notWith,
  sameId,
  sameStorageClass,
  transitionTooEarly,
} from './lifecycle-errors.ts';
import { assertFilter, filterOf } from './rule-filter.ts';

const MAX_RULES = 1000;
const MAX_ID = 255;
const MAX_NEWER_VERSIONS = 100;
const DAY_MS = 86_400_000;
/** Classes that take an object from its thirtieth day on. */
const INFREQUENT: ReadonlySet<string> = new Set(['STANDARD_IA', 'ONEZONE_IA']);

/**
 * Holds a lifecycle configuration's rules against what S3 takes, and names those without an id.
 *
 * @param newId makes an id for a rule that has none
 * @throws AwsError MalformedXML (400), InvalidArgument (400), InvalidRequest (400)
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export function readLifecycle(
  rules: readonly LifecycleRule[] | undefined,
  newId: () => string,
): readonly LifecycleRule[] {
  if (rules === undefined || rules.length === 0 || rules.length > MAX_RULES) throw malformedXml();
  const ids = new Set<string>();
  return rules.map((rule) => {
    assertRule(rule);
    const ID = rule.ID === undefined || rule.ID === '' ? newId() : rule.ID;
    if (ids.has(ID)) throw sameId(ID);
    ids.add(ID);
    return { ...rule, ID };
  });
}

function assertRule(rule: LifecycleRule): void {
  if (rule.ID !== undefined && rule.ID.length > MAX_ID) throw idTooLong(rule.ID);
  assertFilter(rule);
  const {
    Expiration,
    Transitions = [],
    NoncurrentVersionExpiration,
    NoncurrentVersionTransitions = [],
  } = rule;
  const actions = [Expiration, NoncurrentVersionExpiration, rule.AbortIncompleteMultipartUpload];
  const acts = actions.some((action) => action !== undefined);
  if (!acts && Transitions.length + NoncurrentVersionTransitions.length === 0) throw noAction();
  assertExpiration(rule);
  assertNoncurrentExpiration(rule);
  assertAbort(rule);
  assertTransitions(rule, Transitions);
  for (const { NoncurrentDays, StorageClass } of NoncurrentVersionTransitions) {
    if (NoncurrentDays === undefined || StorageClass === undefined) throw malformedXml();
    assertDaysOf('NoncurrentVersionTransition', 'NoncurrentDays', NoncurrentDays, StorageClass);
  }
  assertDistinct('NoncurrentVersionTransition', NoncurrentVersionTransitions);
}

function assertExpiration(rule: LifecycleRule): void {
  const { Expiration } = rule;
  if (Expiration === undefined) return;
  const { Days, Date: date, ExpiredObjectDeleteMarker: marker } = Expiration;
  if ([Days, date, marker].filter((member) => member !== undefined).length !== 1) throw malformedXml();
  if (Days !== undefined && Days <= 0) throw notPositive('Days', 'Expiration', Days);
  if (date !== undefined) assertMidnight(date);
  if (marker !== undefined) assertUnfiltered(rule, 'ExpiredObjectDeleteMarker');
}

function assertNoncurrentExpiration({
  Prefix,
  NoncurrentVersionExpiration: expiration,
}: LifecycleRule): void {
  if (expiration === undefined) return;
  const { NoncurrentDays, NewerNoncurrentVersions: newer } = expiration;
  if (NoncurrentDays === undefined) throw malformedXml();
  const action = 'NoncurrentVersionExpiration';
  if (NoncurrentDays <= 0) throw notPositive('NoncurrentDays', action, NoncurrentDays);
  if (newer === undefined) return;
  if (Prefix !== undefined) throw newerVersionsNeedFilter();
  if (newer <= 0 || newer > MAX_NEWER_VERSIONS) throw notPositive('NewerNoncurrentVersions', action, newer);
}

function assertAbort(rule: LifecycleRule): void {
  const { AbortIncompleteMultipartUpload: abort } = rule;
  if (abort === undefined) return;
  const { DaysAfterInitiation: days } = abort;
  if (days === undefined) throw malformedXml();
  if (days <= 0) throw notPositive('DaysAfterInitiation', 'AbortIncompleteMultipartUpload', days);
  assertUnfiltered(rule, 'AbortIncompleteMultipartUpload');
}

/** Delete markers and uploads have neither tags nor a size. */
function assertUnfiltered(rule: LifecycleRule, action: string): void {
  const { tags, larger, smaller } = filterOf(rule);
  if (Object.keys(tags).length > 0) throw notWith(action, 'Tags');
  if (larger !== undefined || smaller !== undefined) throw notWith(action, 'Object Size');
}

function assertTransitions(rule: LifecycleRule, transitions: readonly Transition[]): void {
  const { prefix } = filterOf(rule);
  for (const { Days, Date: date, StorageClass } of transitions) {
    if (StorageClass === undefined || (Days === undefined) === (date === undefined)) throw malformedXml();
    if (date !== undefined) assertMidnight(date);
    if (Days !== undefined) assertDaysOf('Transition', 'Days', Days, StorageClass);
    const { Expiration } = rule;
    if (Expiration?.Days !== undefined) {
      if (Days === undefined) throw mixedDatesAndDays(prefix);
      if (Days >= Expiration.Days) throw expiresBeforeTransition(prefix);
    }
    if (Expiration?.Date !== undefined && date === undefined) throw mixedDatesAndDays(prefix);
  }
  assertDistinct('Transition', transitions);
}

function assertDaysOf(action: string, member: string, days: number, storageClass: string): void {
  if (days < 0) throw notPositive(member, action, days);
  if (INFREQUENT.has(storageClass) && days < 30) throw transitionTooEarly(member, action, storageClass);
}

function assertDistinct(action: string, transitions: readonly Pick<Transition, 'StorageClass'>[]): void {
  const classes = new Set(transitions.map(({ StorageClass }) => StorageClass));
  if (classes.size < transitions.length) throw sameStorageClass(action);
}

function assertMidnight(date: Date): void {
  if (date.getTime() % DAY_MS !== 0) throw notMidnight(date);
}

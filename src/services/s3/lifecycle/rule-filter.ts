import type { LifecycleRule } from '../../../model/generated/s3.ts';
import { malformedXml } from '../errors.ts';
import { assertTag, type Tags } from '../tags/tags.ts';
import { duplicateTagKeys, prefixTooLong } from './lifecycle-errors.ts';

/** Which objects a rule is about: all of these must hold. */
export interface RuleFilter {
  readonly prefix: string;
  readonly tags: Tags;
  /** bytes; the object is larger */
  readonly larger: number | undefined;
  /** bytes; the object is smaller */
  readonly smaller: number | undefined;
}

/** What of an object a filter asks. */
interface Filtered {
  readonly key: string;
  readonly size: number;
  readonly tags: Tags;
}

/** A rule's filter, in whichever form it was given. */
export function filterOf({ Prefix, Filter }: LifecycleRule): RuleFilter {
  const { And } = Filter ?? {};
  const tags = And?.Tags ?? (Filter?.Tag === undefined ? [] : [Filter.Tag]);
  return {
    prefix: Prefix ?? And?.Prefix ?? Filter?.Prefix ?? '',
    tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
    larger: And?.ObjectSizeGreaterThan ?? Filter?.ObjectSizeGreaterThan,
    smaller: And?.ObjectSizeLessThan ?? Filter?.ObjectSizeLessThan,
  };
}

/** Whether a rule is about this object. */
export function matchesFilter({ prefix, tags, larger, smaller }: RuleFilter, object: Filtered): boolean {
  if (!object.key.startsWith(prefix)) return false;
  if (larger !== undefined && object.size <= larger) return false;
  if (smaller !== undefined && object.size >= smaller) return false;
  return Object.entries(tags).every(([key, value]) => object.tags[key] === value);
}

/**
 * Holds a rule's filter against the schema: either a prefix of the old form or a filter; in that one thing, or
 * several under `And`.
 *
 * @throws AwsError MalformedXML (400), InvalidRequest (400), InvalidTag (400)
 */
export function assertFilter(rule: LifecycleRule): void {
  const { Prefix, Filter } = rule;
  if ((Prefix === undefined) === (Filter === undefined)) throw malformedXml();
  const { And, ...single } = Filter ?? {};
  const named = Object.values(single).filter((value) => value !== undefined).length;
  if (named + (And === undefined ? 0 : 1) > 1) throw malformedXml();
  if (And !== undefined) {
    const { Tags = [], ...others } = And;
    if (Object.values(others).filter((value) => value !== undefined).length + Tags.length < 2) {
      throw malformedXml();
    }
    if (new Set(Tags.map(({ Key }) => Key)).size < Tags.length) throw duplicateTagKeys();
  }
  const { prefix, tags, larger, smaller } = filterOf(rule);
  for (const [key, value] of Object.entries(tags)) assertTag(key, value);
  if (Buffer.byteLength(prefix) > 1024) throw prefixTooLong();
  // AWS documents that the range must not be empty, not what it answers.
  if (larger !== undefined && (larger < 0 || (smaller !== undefined && smaller <= larger)))
    throw malformedXml();
  if (smaller !== undefined && smaller < 1) throw malformedXml();
}

import type { Tag } from '../../../model/generated/s3.ts';
import { isSystemKey } from '../../../operation/resource-tags.ts';
import { invalidArgument, invalidTag, tooManyTags } from '../errors.ts';

/** Tags by key, in the order given. */
export type Tags = Readonly<Record<string, string>>;

const MAX_OBJECT_TAGS = 10;
const MAX_BUCKET_TAGS = 50;
const MAX_KEY_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;
/** Letters, numbers, spaces and these signs. */
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * Takes the tag set of a body, by the rules for objects or for buckets.
 *
 * @throws AwsError InvalidTag (400), BadRequest (400) when there are too many
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
 */
export function readTagSet(kind: 'Bucket' | 'Object', tagSet: readonly Tag[]): Tags {
  const limit = kind === 'Bucket' ? MAX_BUCKET_TAGS : MAX_OBJECT_TAGS;
  if (tagSet.length > limit) throw tooManyTags(kind, limit);
  const tags = new Map<string, string>();
  for (const { Key, Value } of tagSet) {
    if (tags.has(Key)) throw invalidTag('Cannot provide multiple Tags with the same key', Key);
    assertTag(Key, Value);
    tags.set(Key, Value);
  }
  return Object.fromEntries(tags);
}

/** The tags that are people's own. */
export function withoutSystemTags(tags: Tags): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !isSystemKey(key)));
}

/** @throws AwsError InvalidTag (400) */
export function assertTag(key: string, value: string): void {
  if (key.toLowerCase().startsWith('aws:')) {
    throw invalidTag('System tags cannot be added/updated by requester', key);
  }
  if (key === '' || key.length > MAX_KEY_LENGTH || !ALLOWED.test(key)) {
    throw invalidTag('The TagKey you have provided is invalid', key);
  }
  if (value.length > MAX_VALUE_LENGTH || !ALLOWED.test(value)) {
    throw invalidTag('The TagValue you have provided is invalid', key);
  }
}

/**
 * Takes the tags of an `x-amz-tagging` header: `key=value` pairs as in a URL's query.
 *
 * @throws AwsError InvalidArgument (400) for what cannot be read, and as `readTagSet`
 */
export function readTagHeader(header: string | undefined): Tags {
  if (header === undefined || header === '') return {};
  const pairs = header.split('&').map((pair) => readPair(pair, header));
  const keys = new Set(pairs.map(({ Key }) => Key));
  if (keys.size < pairs.length) throw invalidHeader(header);
  return readTagSet('Object', pairs);
}

function readPair(pair: string, header: string): Tag {
  const equals = pair.indexOf('=');
  const key = equals < 0 ? pair : pair.slice(0, equals);
  const value = equals < 0 ? '' : pair.slice(equals + 1);
  try {
    return {
      Key: decodeURIComponent(key.replaceAll('+', ' ')),
      Value: decodeURIComponent(value.replaceAll('+', ' ')),
    };
  } catch {
    throw invalidHeader(header);
  }
}

function invalidHeader(header: string) {
  return invalidArgument(
    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    'x-amz-tagging',
    header,
  );
}

/** Tags as AWS's answers list them. */
export function toTagSet(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

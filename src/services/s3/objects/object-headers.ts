import type { StorageClass } from '../../../model/generated/s3.ts';
import { invalidStorageClass, metadataTooLarge, notBuilt } from '../errors.ts';
import type { ObjectHeaders } from '../shared/object-record.ts';

/** The members that bring an object's headers. */
export interface HeaderMembers {
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly Expires?: Date | undefined;
  readonly WebsiteRedirectLocation?: string | undefined;
  readonly Metadata?: Readonly<Record<string, string>> | undefined;
  readonly StorageClass?: StorageClass | undefined;
}

/** What S3 says of an object whose type nobody told. */
export const DEFAULT_CONTENT_TYPE = 'binary/octet-stream';

const MAX_METADATA_BYTES = 2048;

/**
 * Takes the headers that stay with an object.
 *
 * @throws AwsError MetadataTooLarge (400) beyond 2 KB of user metadata
 */
export function readObjectHeaders(input: HeaderMembers): ObjectHeaders {
  return {
    cacheControl: input.CacheControl,
    contentDisposition: input.ContentDisposition,
    contentEncoding: withoutChunked(input.ContentEncoding),
    contentLanguage: input.ContentLanguage,
    expires: input.Expires?.getTime(),
    websiteRedirectLocation: input.WebsiteRedirectLocation,
    userMetadata: readMetadata(input.Metadata ?? {}),
  };
}

function readMetadata(metadata: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  let size = 0;
  const lower: [string, string][] = [];
  for (const [name, value] of Object.entries(metadata)) {
    size += Buffer.byteLength(name) + Buffer.byteLength(value);
    lower.push([name.toLowerCase(), value]);
  }
  if (size > MAX_METADATA_BYTES) throw metadataTooLarge(size);
  return Object.fromEntries(lower);
}

/** `aws-chunked` was the body's encoding on its way and is not the object's. */
function withoutChunked(encoding: string | undefined): string | undefined {
  if (encoding === undefined || !encoding.includes('aws-chunked')) return encoding;
  const kept = encoding
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== 'aws-chunked' && item !== '');
  return kept.length === 0 ? undefined : kept.join(',');
}

/** Classes whose objects are there at once; the archives would need a restore first. */
const SERVED: ReadonlySet<StorageClass> = new Set<StorageClass>([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
]);

/** @throws AwsError InvalidStorageClass (400), NotImplemented (501) for the archives */
export function readStorageClass(storageClass: StorageClass | undefined): StorageClass {
  if (storageClass === undefined) return 'STANDARD';
  if (SERVED.has(storageClass)) return storageClass;
  if (storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE') throw notBuilt('x-amz-storage-class');
  throw invalidStorageClass(storageClass);
}

/** The headers of an object as members of an answer. */
export function headerMembers(headers: ObjectHeaders) {
  return {
    CacheControl: headers.cacheControl,
    ContentDisposition: headers.contentDisposition,
    ContentEncoding: headers.contentEncoding,
    ContentLanguage: headers.contentLanguage,
    Expires: headers.expires === undefined ? undefined : new Date(headers.expires),
    WebsiteRedirectLocation: headers.websiteRedirectLocation,
    Metadata: { ...headers.userMetadata },
  };
}

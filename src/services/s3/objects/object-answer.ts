import type { ByteRange } from '../bytes/byte-range.ts';
import { checksumMembers, type StoredChecksum } from '../bytes/checksum.ts';
import { quoted } from './conditions.ts';
import { encryptionMembers } from '../encryption/object-encryption.ts';
import { headerMembers } from './object-headers.ts';
import type { ToldObject } from '../shared/find-object.ts';
import type { ObjectRecord } from '../shared/object-record.ts';
import type { PartSelection } from '../bytes/select-bytes.ts';

/** What a request may put in place of the object's own headers. */
export interface ResponseOverrides {
  readonly ResponseCacheControl?: string | undefined;
  readonly ResponseContentDisposition?: string | undefined;
  readonly ResponseContentEncoding?: string | undefined;
  readonly ResponseContentLanguage?: string | undefined;
  readonly ResponseContentType?: string | undefined;
  readonly ResponseExpires?: Date | undefined;
}

/** The members that GetObject and HeadObject have in common. */
export function objectAnswer(
  object: ToldObject,
  selection: PartSelection,
  overrides: ResponseOverrides,
  withChecksum: boolean,
) {
  const { range, partsCount } = selection;
  const headers = headerMembers(object.data);
  const tagCount = Object.keys(object.tags).length;
  return {
    ...headers,
    VersionId: object.toldVersion,
    Expiration: object.expiration,
    AcceptRanges: 'bytes',
    LastModified: new Date(object.lastModified),
    ContentLength: range === undefined ? object.size : range.end - range.start + 1,
    ContentRange: range && contentRange(range, object.size),
    ETag: quoted(object.etag),
    ContentType: overrides.ResponseContentType ?? object.contentType,
    CacheControl: overrides.ResponseCacheControl ?? headers.CacheControl,
    ContentDisposition: overrides.ResponseContentDisposition ?? headers.ContentDisposition,
    ContentEncoding: overrides.ResponseContentEncoding ?? headers.ContentEncoding,
    ContentLanguage: overrides.ResponseContentLanguage ?? headers.ContentLanguage,
    Expires: overrides.ResponseExpires ?? headers.Expires,
    ...encryptionMembers(object.data.encryption),
    // S3 leaves the header out for STANDARD.
    StorageClass: object.data.storageClass === 'STANDARD' ? undefined : object.data.storageClass,
    PartsCount: partsCount,
    TagCount: tagCount === 0 ? undefined : tagCount,
    ...(withChecksum ? checksumAnswer(checksumOf(object, selection)) : {}),
  };
}

/** A range has no checksum of its own, a part has. */
function checksumOf(object: ObjectRecord, { range, checksum }: PartSelection): StoredChecksum | undefined {
  return range === undefined ? object.data.checksum : checksum;
}

function checksumAnswer(checksum: StoredChecksum | undefined) {
  return checksum === undefined ? {} : { ...checksumMembers(checksum), ChecksumType: checksum.type };
}

function contentRange({ start, end }: ByteRange, size: number): string {
  return `bytes ${start}-${end}/${size}`;
}

import { notModified, preconditionFailed } from '../errors.ts';

/** The conditions that a read carries. */
export interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
}

/** What conditions are held against. */
export interface Version {
  /** Without its quotation marks. */
  readonly etag: string;
  /** ms since 1970 */
  readonly lastModified: number;
}

/**
 * Holds a read's conditions against an object. The ETag's conditions go before the times': a matching
 * If-Match makes If-Unmodified-Since idle, a present If-None-Match makes If-Modified-Since idle.
 *
 * @throws AwsError PreconditionFailed (412), NotModified (304)
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function checkReadConditions(conditions: ReadConditions, version: Version): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  if (IfMatch !== undefined) {
    if (!etagMatches(IfMatch, version.etag)) throw preconditionFailed('If-Match');
  } else if (IfUnmodifiedSince !== undefined && changedSince(version, IfUnmodifiedSince)) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  if (IfNoneMatch !== undefined) {
    if (etagMatches(IfNoneMatch, version.etag)) throw notModified(quoted(version.etag));
  } else if (IfModifiedSince !== undefined && !changedSince(version, IfModifiedSince)) {
    throw notModified(quoted(version.etag));
  }
}

/** The conditions on a copy's source. */
export interface CopyConditions {
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
}

/**
 * Holds a copy's conditions against its source, with the same precedence; each failure is 412.
 *
 * @throws AwsError PreconditionFailed (412)
 */
export function checkCopyConditions(conditions: CopyConditions, version: Version): void {
  const { CopySourceIfMatch, CopySourceIfNoneMatch } = conditions;
  const { CopySourceIfModifiedSince, CopySourceIfUnmodifiedSince } = conditions;
  if (CopySourceIfMatch !== undefined) {
    if (!etagMatches(CopySourceIfMatch, version.etag)) throw preconditionFailed('x-amz-copy-source-If-Match');
  } else if (
    CopySourceIfUnmodifiedSince !== undefined &&
    changedSince(version, CopySourceIfUnmodifiedSince)
  ) {
    throw preconditionFailed('x-amz-copy-source-If-Unmodified-Since');
  }
  if (CopySourceIfNoneMatch !== undefined) {
    if (etagMatches(CopySourceIfNoneMatch, version.etag))
      throw preconditionFailed('x-amz-copy-source-If-None-Match');
  } else if (CopySourceIfModifiedSince !== undefined && !changedSince(version, CopySourceIfModifiedSince)) {
    throw preconditionFailed('x-amz-copy-source-If-Modified-Since');
  }
}

/** Whether a header's list of ETags, quoted or not, or its `*`, names this one. @param etag without quotation marks */
export function etagMatches(header: string, etag: string): boolean {
  return header.split(',').some((item) => {
    const named = unquoted(item.trim());
    return named === '*' || named === etag;
  });
}

/** An ETag as it stands on the wire. */
export function quoted(etag: string): string {
  return `"${etag}"`;
}

/** An ETag as it is stored: without quotation marks or the mark of a weak one. */
export function unquoted(etag: string): string {
  return etag.replace(/^W\//, '').replace(/^"(.*)"$/s, '$1');
}

/** HTTP's dates know whole seconds only. */
function changedSince(version: Version, date: Date): boolean {
  return Math.floor(version.lastModified / 1000) > Math.floor(date.getTime() / 1000);
}

import { invalidArgument } from '../errors.ts';

/** What a copy is made from. */
export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

/**
 * Reads `x-amz-copy-source`: `bucket/key`, with or without a leading slash, URL-encoded, with an optional
 * `?versionId=`. As S3 does, a `+` is a space: a plus sign comes as `%2B`.
 *
 * @throws AwsError InvalidArgument (400)
 */
export function readCopySource(header: string): CopySource {
  const { path, versionId } = withoutVersion(header);
  const decoded = decode(path, header).replace(/^\//, '');
  const slash = decoded.indexOf('/');
  const bucket = slash < 0 ? decoded : decoded.slice(0, slash);
  const key = slash < 0 ? '' : decoded.slice(slash + 1);
  if (bucket === '' || key === '' || bucket.startsWith('arn:')) {
    throw invalidArgument(
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'x-amz-copy-source',
      header,
    );
  }
  return { bucket, key, versionId };
}

function withoutVersion(header: string): { readonly path: string; readonly versionId: string | undefined } {
  const mark = header.lastIndexOf('?versionId=');
  if (mark < 0) return { path: header, versionId: undefined };
  return { path: header.slice(0, mark), versionId: header.slice(mark + '?versionId='.length) };
}

function decode(path: string, header: string): string {
  try {
    return decodeURIComponent(path.replaceAll('+', ' '));
  } catch {
    throw invalidArgument('Invalid copy source encoding.', 'x-amz-copy-source', header);
  }
}

import { ListObjectsV2Command, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';

/** One row of a bucket's listing. */
export interface Entry {
  readonly kind: 'folder' | 'object' | 'delete marker';
  /** The whole key; of a folder its prefix. */
  readonly key: string;
  /** Only where versions are listed. */
  readonly versionId?: string | undefined;
  readonly isLatest?: boolean | undefined;
  readonly modified?: Date | undefined;
  /** bytes */
  readonly size?: number | undefined;
  readonly storageClass?: string | undefined;
}

/** Where a page of the listing begins: what the page before it said. */
export interface Marker {
  readonly token?: string | undefined;
  readonly keyMarker?: string | undefined;
  readonly versionIdMarker?: string | undefined;
}

/** One page of a folder. */
export interface EntryPage {
  readonly entries: readonly Entry[];
  readonly next?: Marker | undefined;
}

interface Folder {
  readonly bucket: string;
  readonly prefix: string;
  readonly marker: Marker;
}

const PAGE = 100;

/** Lists what lies in a folder: folders first, as they come. @param signal stops it */
export async function listObjects(
  client: S3Client,
  { bucket, prefix, marker }: Folder,
  signal: AbortSignal,
): Promise<EntryPage> {
  const answer = await client.send(
    new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      Delimiter: '/',
      MaxKeys: PAGE,
      EncodingType: 'url',
      ...(marker.token === undefined ? {} : { ContinuationToken: marker.token }),
    }),
    { abortSignal: signal },
  );
  return {
    entries: [
      ...foldersOf(answer.CommonPrefixes),
      ...(answer.Contents ?? []).map(({ Key, LastModified, Size, StorageClass }): Entry => ({
        kind: 'object',
        key: decode(Key),
        modified: LastModified,
        size: Size,
        storageClass: StorageClass,
      })),
    ],
    ...(answer.NextContinuationToken === undefined ? {} : { next: { token: answer.NextContinuationToken } }),
  };
}

/** The same with every version and delete marker. */
export async function listVersions(
  client: S3Client,
  { bucket, prefix, marker }: Folder,
  signal: AbortSignal,
): Promise<EntryPage> {
  const { keyMarker, versionIdMarker } = marker;
  const answer = await client.send(
    new ListObjectVersionsCommand({
      Bucket: bucket,
      Prefix: prefix,
      Delimiter: '/',
      MaxKeys: PAGE,
      EncodingType: 'url',
      ...(keyMarker === undefined ? {} : { KeyMarker: keyMarker }),
      ...(versionIdMarker === undefined ? {} : { VersionIdMarker: versionIdMarker }),
    }),
    { abortSignal: signal },
  );
  const versions = (answer.Versions ?? []).map(
    ({ Key, VersionId, IsLatest, LastModified, Size, StorageClass }): Entry => ({
      kind: 'object',
      key: decode(Key),
      versionId: VersionId,
      isLatest: IsLatest,
      modified: LastModified,
      size: Size,
      storageClass: StorageClass,
    }),
  );
  const markers = (answer.DeleteMarkers ?? []).map(({ Key, VersionId, IsLatest, LastModified }): Entry => ({
    kind: 'delete marker',
    key: decode(Key),
    versionId: VersionId,
    isLatest: IsLatest,
    modified: LastModified,
  }));
  return {
    entries: [...foldersOf(answer.CommonPrefixes), ...[...versions, ...markers].sort(newestOfKeyFirst)],
    ...(answer.IsTruncated === true
      ? {
          next: {
            keyMarker: decode(answer.NextKeyMarker),
            ...(answer.NextVersionIdMarker === undefined
              ? {}
              : { versionIdMarker: answer.NextVersionIdMarker }),
          },
        }
      : {}),
  };
}

function foldersOf(prefixes: readonly { Prefix?: string | undefined }[] | undefined): Entry[] {
  return (prefixes ?? []).map(({ Prefix }) => ({ kind: 'folder', key: decode(Prefix) }));
}

function newestOfKeyFirst(a: Entry, b: Entry): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  if (a.isLatest !== b.isLatest) return a.isLatest === true ? -1 : 1;
  return (b.modified?.getTime() ?? 0) - (a.modified?.getTime() ?? 0);
}

/** Keys come encoded as addresses are, for XML cannot hold all of their characters. */
function decode(encoded = ''): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '));
}

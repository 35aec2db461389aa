import {
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';

/** An object that was not deleted, and why, in AWS's words. */
export interface NotDeleted {
  readonly key: string;
  readonly code: string;
  readonly message: string;
}

/**
 * Deletes all versions and delete markers below a prefix, a thousand at a time.
 * @param onProgress told how many are gone so far
 * @returns those that S3 refused to delete
 * @throws AWS's error when listing or a whole batch is refused
 */
export async function deleteAllVersions(
  client: S3Client,
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  onProgress: (deleted: number) => void,
  signal?: AbortSignal,
): Promise<readonly NotDeleted[]> {
  const failed: NotDeleted[] = [];
  let deleted = 0;
  let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
  while (from !== undefined) {
    signal?.throwIfAborted();
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...from }),
    );
    const { Versions = [], DeleteMarkers = [], IsTruncated, NextKeyMarker, NextVersionIdMarker } = page;
    const objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (objects.length > 0) {
      const errors = await deleteBatch(client, bucket, objects, signal);
      failed.push(...errors);
      deleted += objects.length - errors.length;
      onProgress(deleted);
    }
    from =
      IsTruncated === true ? { KeyMarker: NextKeyMarker, VersionIdMarker: NextVersionIdMarker } : undefined;
  }
  return failed;
}

/** Deletes up to a thousand objects, or versions of them. @returns those that S3 refused to delete */
export async function deleteBatch(
  client: S3Client,
  bucket: string,
  objects: readonly { readonly Key: string | undefined; readonly VersionId?: string | undefined }[],
  signal?: AbortSignal,
): Promise<readonly NotDeleted[]> {
  const { Errors = [] } = await client.send(
    new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: [...objects], Quiet: true } }),
    signal === undefined ? {} : { abortSignal: signal },
  );
  return Errors.map(({ Key = '', Code = '', Message = '' }) => ({ key: Key, code: Code, message: Message }));
}

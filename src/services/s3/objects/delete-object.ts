import { deleteIn } from './delete-version.ts';
import { bucketIn, findBucket } from '../shared/find-bucket.ts';
import { assertKey } from '../shared/find-object.ts';
import { onObject } from '../shared/permissions.ts';
import { assertVersionId } from '../shared/refusals.ts';
import { deleteBehind, newVersionId } from './replace-object.ts';
import { s3Operation } from '../s3-operation.ts';
import { wholeSeconds } from '../shared/whole-seconds.ts';

/**
 * Deletes an object; where versions are kept, a delete marker takes its place, and only a version that is named
 * goes for good. What is not there is no error.
 */
export const deleteObject = s3Operation('DeleteObject', {
  async authorizes(input, context) {
    assertKey(input.Key);
    const bucket = await findBucket(context, input);
    const action = input.VersionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
    return onObject(context, bucket, input.Key, action, { 's3:if-match': input.IfMatch });
  },

  async runs(input, context) {
    assertVersionId(input.VersionId);
    const { house } = context;
    const target = {
      key: input.Key,
      versionId: input.VersionId,
      etag: input.IfMatch,
      lastModified: input.IfMatchLastModifiedTime,
      size: input.IfMatchSize,
      markerId: newVersionId(context),
      at: wholeSeconds(house.clock.now()),
    };
    const done = await house.store.write(async (tx) =>
      deleteIn(tx, await bucketIn(tx, input.Bucket), target),
    );
    deleteBehind(context, done.released);
    return { VersionId: done.versionId, DeleteMarker: done.deleteMarker ? true : undefined };
  },
});

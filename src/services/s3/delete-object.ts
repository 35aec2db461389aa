import { etagMatches } from './conditions.ts';
import { preconditionFailed } from './errors.ts';
import { findBucket } from './find-bucket.ts';
import { assertKey } from './find-object.ts';
import { objectIn, type ObjectRecord } from './object-record.ts';
import { onObject } from './permissions.ts';
import { assertVersion } from './refusals.ts';
import { deleteBehind, removeIn } from './replace-object.ts';
import { s3Operation } from './s3-operation.ts';

/** Deletes an object; a key that is not there is no error. */
export const deleteObject = s3Operation('DeleteObject', {
  async authorizes(input, context) {
    assertKey(input.Key);
    const bucket = await findBucket(context, input);
    const action = input.VersionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
    return onObject(context, bucket, input.Key, action, { 's3:if-match': input.IfMatch });
  },

  async runs(input, context) {
    assertVersion(input.Key, input.VersionId);
    const released = await context.house.store.write(async (tx) => {
      const current = await objectIn(tx, input.Bucket, input.Key);
      if (current === undefined) return [];
      checkDeleteConditions(
        { etag: input.IfMatch, lastModified: input.IfMatchLastModifiedTime, size: input.IfMatchSize },
        current,
      );
      return removeIn(tx, current);
    });
    deleteBehind(context, released);
    return {};
  },
});

/** What a deletion wants of the object. */
export interface DeleteConditions {
  readonly etag: string | undefined;
  readonly lastModified: Date | undefined;
  readonly size: number | undefined;
}

/** @throws AwsError PreconditionFailed (412) */
export function checkDeleteConditions(conditions: DeleteConditions, current: ObjectRecord): void {
  const { etag, lastModified, size } = conditions;
  if (etag !== undefined && !etagMatches(etag, current.etag)) throw preconditionFailed('If-Match');
  if (lastModified !== undefined && lastModified.getTime() !== current.lastModified) {
    throw preconditionFailed('x-amz-if-match-last-modified-time');
  }
  if (size !== undefined && size !== current.size) throw preconditionFailed('x-amz-if-match-size');
}

import { AwsError } from '../../../kernel/aws-error.ts';
import type { DeletedObject, Error as KeyError, ObjectIdentifier } from '../../../model/generated/s3.ts';
import { withoutPermission } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { Bucket } from '../shared/bucket.ts';
import { deleteIn, type Deletion } from './delete-version.ts';
import { denialError } from '../denial-error.ts';
import { malformedXml } from '../errors.ts';
import { bucketIn, findBucket } from '../shared/find-bucket.ts';
import { assertKey } from '../shared/find-object.ts';
import { onObject } from '../shared/permissions.ts';
import { assertVersionId } from '../shared/refusals.ts';
import { deleteBehind, newVersionId } from './replace-object.ts';
import { s3Operation } from '../s3-operation.ts';
import { wholeSeconds } from '../shared/whole-seconds.ts';

const MAX_KEYS = 1000;

/** Deletes up to a thousand objects; each key is authorised, deleted and answered for on its own. */
export const deleteObjects = s3Operation('DeleteObjects', {
  async authorizes(input, context) {
    await findBucket(context, input);
    return withoutPermission('each-by-itself');
  },

  async runs(input, context) {
    const { Objects, Quiet } = input.Delete;
    if (Objects.length === 0 || Objects.length > MAX_KEYS) throw malformedXml();
    const bucket = await context.house.store.read((tx) => bucketIn(tx, input.Bucket));
    const deleted: DeletedObject[] = [];
    const errors: KeyError[] = [];
    for (const object of Objects) {
      const done = await deleteOne(context, bucket, object);
      if ('Code' in done) errors.push(done);
      else if (Quiet !== true) deleted.push(deletedOf(object, done as Deletion));
    }
    return { Deleted: deleted, Errors: errors };
  },
});

async function deleteOne(
  context: OperationContext,
  bucket: Bucket,
  object: ObjectIdentifier,
): Promise<KeyError | Deletion> {
  const { Key, VersionId } = object;
  try {
    assertKey(Key);
    const action = VersionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
    const permission = onObject(context, bucket, Key, action, { 's3:if-match': object.ETag });
    const denial = await context.decide(permission);
    if (denial !== undefined) throw denialError(denial);
    assertVersionId(VersionId);
    const { house } = context;
    const target = {
      key: Key,
      versionId: VersionId,
      etag: object.ETag,
      lastModified: object.LastModifiedTime,
      size: object.Size,
      markerId: newVersionId(context),
      at: wholeSeconds(house.clock.now()),
    };
    const done = await house.store.write(async (tx) => deleteIn(tx, await bucketIn(tx, bucket.name), target));
    deleteBehind(context, done.released);
    return done;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Key, VersionId, Code: error.code, Message: error.message };
  }
}

/** A delete marker is named as such, whether it was made or deleted. */
function deletedOf({ Key, VersionId }: ObjectIdentifier, done: Deletion): DeletedObject {
  if (!done.deleteMarker) return { Key, VersionId };
  return { Key, VersionId, DeleteMarker: true, DeleteMarkerVersionId: done.versionId };
}

import type { OperationContext } from '../../../operation/context.ts';
import {
  authorizesReading,
  findObject,
  objectOf,
  objectToRead,
  type OnObject,
} from '../shared/find-object.ts';
import { objectIn, tagsJson } from '../shared/object-record.ts';
import { existingTagKeys, onBucket, onObject, requestedTagKeys } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';
import { storedKey } from '../shared/stored-key.ts';
import { readTagSet, toTagSet, type Tags } from './tags.ts';

export const getObjectTagging = s3Operation('GetObjectTagging', {
  authorizes: (input, context) => authorizesReading(context, input, 's3:GetObjectTagging'),
  async runs(input, context) {
    const { tags, toldVersion } = await objectOf(context, input);
    return { VersionId: toldVersion, TagSet: toTagSet(tags) };
  },
});

/** Replaces an object's tags. */
export const putObjectTagging = s3Operation('PutObjectTagging', {
  async authorizes(input, context) {
    const { bucket, object } = await findObject(context, input);
    const tags = Object.fromEntries(input.Tagging.TagSet.map(({ Key, Value }) => [Key, Value]));
    const action = input.VersionId === undefined ? 's3:PutObjectTagging' : 's3:PutObjectVersionTagging';
    const keys = { ...existingTagKeys(object?.tags), ...requestedTagKeys(tags) };
    const put = onObject(context, bucket, input.Key, action, keys);
    return object === undefined ? [put, onBucket(context, bucket, 's3:ListBucket')] : put;
  },

  async runs(input, context) {
    const tags = readTagSet('Object', input.Tagging.TagSet);
    return { VersionId: await setTags(context, input, tags) };
  },
});

export const deleteObjectTagging = s3Operation('DeleteObjectTagging', {
  authorizes: (input, context) => authorizesReading(context, input, 's3:DeleteObjectTagging'),

  async runs(input, context) {
    return { VersionId: await setTags(context, input, {}) };
  },
});

/** @returns the version, where the bucket keeps versions */
function setTags({ house }: OperationContext, input: OnObject, tags: Tags): Promise<string | undefined> {
  return house.store.write(async (tx) => {
    const { bucket, key, versionId, toldVersion } = await objectToRead(tx, input, 'PUT');
    const current = await objectIn(tx, bucket, key);
    if (current?.versionId === versionId) {
      await tx
        .updateTable('objects')
        .set({ tags: tagsJson(tags) })
        .where('bucket', '=', bucket)
        .where('key', '=', storedKey(key))
        .execute();
    } else {
      await tx
        .updateTable('object_versions')
        .set({ tags: tagsJson(tags) })
        .where('bucket', '=', bucket)
        .where('key', '=', storedKey(key))
        .where('version_id', '=', versionId)
        .execute();
    }
    return toldVersion;
  });
}

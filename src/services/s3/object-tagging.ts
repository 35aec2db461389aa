import type { OperationContext } from '../../operation/context.ts';
import type { WriteTx } from '../../store/store.ts';
import { noSuchKey } from './errors.ts';
import { authorizesReading, findObject, objectOf, type OnObject } from './find-object.ts';
import { objectIn, tagsJson } from './object-record.ts';
import { existingTagKeys, onBucket, onObject, requestedTagKeys } from './permissions.ts';
import { assertVersion } from './refusals.ts';
import { s3Operation } from './s3-operation.ts';
import { storedKey } from './stored-key.ts';
import { readTagSet, toTagSet, type Tags } from './tags.ts';

export const getObjectTagging = s3Operation('GetObjectTagging', {
  authorizes: (input, context) => authorizesReading(context, input, 's3:GetObjectTagging'),
  runs: async (input, context) => ({ TagSet: toTagSet((await objectOf(context, input)).tags) }),
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
    await setTags(context, input, tags);
    return {};
  },
});

export const deleteObjectTagging = s3Operation('DeleteObjectTagging', {
  authorizes: (input, context) => authorizesReading(context, input, 's3:DeleteObjectTagging'),

  async runs(input, context) {
    await setTags(context, input, {});
    return {};
  },
});

async function setTags({ house }: OperationContext, input: OnObject, tags: Tags): Promise<void> {
  assertVersion(input.Key, input.VersionId);
  await house.store.write(async (tx: WriteTx) => {
    if ((await objectIn(tx, input.Bucket, input.Key)) === undefined) throw noSuchKey(input.Key);
    await tx
      .updateTable('objects')
      .set({ tags: tagsJson(tags) })
      .where('bucket', '=', input.Bucket)
      .where('key', '=', storedKey(input.Key))
      .execute();
  });
}

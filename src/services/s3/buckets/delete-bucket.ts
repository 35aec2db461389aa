import { forgetTags } from '../../../operation/resource-tags.ts';
import { tagOwner } from '../shared/bucket.ts';
import { bucketKeepsVersions, bucketNotEmpty } from '../errors.ts';
import { bucketIn, findBucket } from '../shared/find-bucket.ts';
import { onBucket } from '../shared/permissions.ts';
import { deleteBehind, releaseParts } from '../objects/replace-object.ts';
import { s3Operation } from '../s3-operation.ts';

/** Deletes an empty bucket; uploads under way do not keep it, and go with it. */
export const deleteBucket = s3Operation('DeleteBucket', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:DeleteBucket'),

  async runs({ Bucket: name }, context) {
    const released = await context.house.store.write(async (tx) => {
      await bucketIn(tx, name);
      const object = await tx
        .selectFrom('objects')
        .select('key')
        .where('bucket', '=', name)
        .limit(1)
        .executeTakeFirst();
      if (object !== undefined) throw bucketNotEmpty(name);
      const version = await tx
        .selectFrom('object_versions')
        .select('version_id')
        .where('bucket', '=', name)
        .limit(1)
        .executeTakeFirst();
      if (version !== undefined) throw bucketKeepsVersions(name);
      const uploads = await tx.selectFrom('uploads').select('upload_id').where('bucket', '=', name).execute();
      const blobs: string[] = [];
      for (const { upload_id } of uploads) blobs.push(...(await releaseParts(tx, upload_id)));
      await tx.deleteFrom('uploads').where('bucket', '=', name).execute();
      await forgetTags(tx, tagOwner(name));
      await tx.deleteFrom('buckets').where('name', '=', name).execute();
      return blobs;
    });
    deleteBehind(context, released);
    return {};
  },
});

import { findBucket } from '../shared/find-bucket.ts';
import { onObject } from '../shared/permissions.ts';
import { deleteBehind, releaseParts } from '../objects/replace-object.ts';
import { s3Operation } from '../s3-operation.ts';
import { uploadIn } from './upload-record.ts';

/** Ends an upload and takes its parts away. */
export const abortMultipartUpload = s3Operation('AbortMultipartUpload', {
  async authorizes(input, context) {
    return onObject(context, await findBucket(context, input), input.Key, 's3:AbortMultipartUpload');
  },

  async runs(input, context) {
    const released = await context.house.store.write(async (tx) => {
      const upload = await uploadIn(tx, input);
      await tx.deleteFrom('uploads').where('upload_id', '=', upload.uploadId).execute();
      return releaseParts(tx, upload.uploadId);
    });
    deleteBehind(context, released);
    return {};
  },
});

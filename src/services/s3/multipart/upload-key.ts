import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { authorizesDecrypting } from '../encryption/object-encryption.ts';
import { uploadIfAny, type OnUpload } from './upload-record.ts';

/**
 * What adding to an upload, or completing it, needs of the key that it was begun with: its data key is
 * decrypted for each part.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
export async function authorizesAddingParts(
  context: OperationContext,
  input: OnUpload,
): Promise<readonly Authorization[]> {
  const upload = await uploadIfAny(context, input);
  return authorizesDecrypting(context, input.Bucket, input.Key, upload?.data.encryption);
}

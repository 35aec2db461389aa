import { canonicalUserId } from '../../../kernel/canonical-user.ts';
import type { Owner } from '../../../model/generated/s3.ts';

/** The account as the owner of a bucket, an object or an upload. DisplayName is no longer part of S3's answers. */
export function ownerOf(accountId: string): Owner {
  return { ID: canonicalUserId(accountId) };
}

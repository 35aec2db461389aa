import { createHash } from 'node:crypto';
import type { Owner } from '../../model/generated/s3.ts';

/**
 * An account's canonical user id: 64 hex digits, the same on every call. AWS's own cannot be computed
 * from the account's number; ours is its digest. DisplayName is no longer part of S3's answers.
 */
export function canonicalId(accountId: string): string {
  return createHash('sha256').update(`canonical-user:${accountId}`).digest('hex');
}

/** The account as the owner of a bucket, an object or an upload. */
export function ownerOf(accountId: string): Owner {
  return { ID: canonicalId(accountId) };
}

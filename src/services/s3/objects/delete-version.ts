import type { WriteTx } from '../../../store/store.ts';
import type { Bucket } from '../shared/bucket.ts';
import { etagMatches } from './conditions.ts';
import { preconditionFailed } from '../errors.ts';
import { NULL_VERSION, objectIn, rowOf, type ObjectRecord } from '../shared/object-record.ts';
import { dropVersionIn, markDeletedIn, newestOtherIn, otherVersionIn } from './other-versions.ts';
import { giveWay, releaseBytes, removeIn } from './replace-object.ts';

/** What a deletion is to take away, and under which conditions. */
export interface DeletionTarget extends DeleteConditions {
  readonly key: string;
  /** That version for good; else the key, which a bucket with versioning only marks. */
  readonly versionId: string | undefined;
  /** The id of a delete marker, should there be one. */
  readonly markerId: string;
  /** When, ms since 1970. */
  readonly at: number;
}

/** What a deletion wants of the object. */
export interface DeleteConditions {
  readonly etag: string | undefined;
  readonly lastModified: Date | undefined;
  readonly size: number | undefined;
}

/** What a deletion did. */
export interface Deletion {
  /** Blobs to delete once the write has answered. */
  readonly released: readonly string[];
  /** The version that was deleted, or the delete marker that was made; absent without versioning. */
  readonly versionId?: string | undefined;
  /** Whether that is a delete marker. */
  readonly deleteMarker: boolean;
}

/**
 * Deletes a key or one version of it; what is not there is no error.
 *
 * @throws AwsError PreconditionFailed (412)
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
 */
export async function deleteIn(tx: WriteTx, bucket: Bucket, target: DeletionTarget): Promise<Deletion> {
  const ofKey = { bucket: bucket.name, key: target.key };
  const current = await objectIn(tx, bucket.name, target.key);
  if (target.versionId !== undefined && target.versionId !== current?.versionId) {
    return deleteOther(tx, ofKey, target, target.versionId, current);
  }
  if (current !== undefined) checkDeleteConditions(target, current);
  if (target.versionId !== undefined && current !== undefined) {
    const released = await removeIn(tx, current);
    await promote(tx, ofKey);
    return { released, versionId: target.versionId, deleteMarker: false };
  }
  const released = await giveWay(tx, bucket, ofKey, current);
  if (bucket.versioning === undefined) return { released, deleteMarker: false };
  const versionId = bucket.versioning === 'Enabled' ? target.markerId : NULL_VERSION;
  await markDeletedIn(tx, ofKey, versionId, target.at);
  return { released, versionId, deleteMarker: true };
}

interface OfKey {
  readonly bucket: string;
  readonly key: string;
}

async function deleteOther(
  tx: WriteTx,
  ofKey: OfKey,
  conditions: DeleteConditions,
  versionId: string,
  current: ObjectRecord | undefined,
): Promise<Deletion> {
  const other = await otherVersionIn(tx, ofKey, versionId);
  if (other === undefined) return { released: [], versionId, deleteMarker: false };
  if (other.object !== undefined) checkDeleteConditions(conditions, other.object);
  await dropVersionIn(tx, other);
  if (current === undefined) await promote(tx, ofKey);
  const released = other.object === undefined ? [] : await releaseBytes(tx, other.object);
  return { released, versionId, deleteMarker: other.object === undefined };
}

/** Where nothing stands in a key's place any more, its newest version does, unless that is a delete marker. */
async function promote(tx: WriteTx, ofKey: OfKey): Promise<void> {
  const newest = await newestOtherIn(tx, ofKey);
  if (newest?.object === undefined) return;
  await dropVersionIn(tx, newest);
  await tx.insertInto('objects').values(rowOf(newest.object)).execute();
}

/** @throws AwsError PreconditionFailed (412) */
function checkDeleteConditions(conditions: DeleteConditions, current: ObjectRecord): void {
  const { etag, lastModified, size } = conditions;
  if (etag !== undefined && !etagMatches(etag, current.etag)) throw preconditionFailed('If-Match');
  if (lastModified !== undefined && lastModified.getTime() !== current.lastModified) {
    throw preconditionFailed('x-amz-if-match-last-modified-time');
  }
  if (size !== undefined && size !== current.size) throw preconditionFailed('x-amz-if-match-size');
}

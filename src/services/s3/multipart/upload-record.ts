import type { OperationContext } from '../../../operation/context.ts';
import { prepared } from '../../../store/prepared.ts';
import type { UploadRow } from '../../../store/s3-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import type { MultipartChecksum } from '../bytes/checksum.ts';
import { noSuchUpload } from '../errors.ts';
import type { ObjectData } from '../shared/object-record.ts';
import { keyOf, storedKey } from '../shared/stored-key.ts';
import type { Tags } from '../tags/tags.ts';

/** What an upload keeps for the object that it will become. */
export interface UploadData extends Omit<ObjectData, 'checksum'> {
  readonly checksum: MultipartChecksum;
  /** Who began it: the ARN, for AWS's answers the initiator's id. */
  readonly initiator: string;
}

/** A multipart upload under way. */
export interface UploadRecord {
  readonly uploadId: string;
  readonly bucket: string;
  readonly key: string;
  readonly accountId: string;
  readonly contentType: string;
  readonly tags: Tags;
  /** ms since 1970 */
  readonly initiatedAt: number;
  readonly data: UploadData;
}

const uploadById = prepared((db, p: { uploadId: string }) =>
  db.selectFrom('uploads').selectAll().where('upload_id', '=', p.uploadId),
);

/** What every call on an upload names. */
export interface OnUpload {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string;
}

/** The upload that a call names, within a transaction. @throws AwsError NoSuchUpload (404) */
export async function uploadIn(tx: ReadTx, { Bucket, Key, UploadId }: OnUpload): Promise<UploadRecord> {
  const row = UploadId.includes('\0') ? undefined : await uploadById.first(tx, { uploadId: UploadId });
  if (row === undefined || row.bucket !== Bucket || row.key !== storedKey(Key)) throw noSuchUpload(UploadId);
  return uploadOf(row);
}

/** Reads an upload's row. */
export function uploadOf(row: UploadRow): UploadRecord {
  return {
    uploadId: row.upload_id,
    bucket: row.bucket,
    key: keyOf(row.key),
    accountId: row.account_id,
    contentType: row.content_type,
    tags: row.tags === null ? {} : (JSON.parse(row.tags) as Tags),
    initiatedAt: row.initiated_at,
    data: JSON.parse(row.metadata) as UploadData,
  };
}

/** The upload that a call names; `undefined` when there is none. */
export async function uploadIfAny(
  { house }: OperationContext,
  { Bucket, Key, UploadId }: OnUpload,
): Promise<UploadRecord | undefined> {
  if (UploadId.includes('\0')) return undefined;
  const row = await house.store.read((tx) => uploadById.first(tx, { uploadId: UploadId }));
  return row?.bucket === Bucket && row.key === storedKey(Key) ? uploadOf(row) : undefined;
}

/** The upload that a call names. @throws AwsError NoSuchUpload (404) */
export function findUpload({ house }: OperationContext, input: OnUpload): Promise<UploadRecord> {
  return house.store.read((tx) => uploadIn(tx, input));
}

/** An id for a new upload: those of one key sort by the time they began. */
export function newUploadId({ house }: OperationContext, initiatedAt: number): string {
  return initiatedAt.toString(16).padStart(12, '0') + house.ids.token(52);
}

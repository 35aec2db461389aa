/** S3's tables. Times are ms since 1970 in emulated time; sizes are bytes. */
export interface S3Tables {
  buckets: BucketRow;
  objects: ObjectRow;
  uploads: UploadRow;
  upload_parts: UploadPartRow;
}

export interface BucketRow {
  /** Unique over all accounts and regions. */
  name: string;
  account_id: string;
  region: string;
  created_at: number;
  policy: string | null;
  /** Further settings, JSON. */
  data: string;
}

export interface ObjectRow {
  bucket: string;
  key: string;
  /** The bytes: JSON `[{"id": blob, "size": bytes}, …]`, one blob a part of a multipart upload. */
  blobs: string;
  size: number;
  /** Without its quotation marks. */
  etag: string;
  content_type: string;
  /** User metadata, checksums and the headers that come back with the object, JSON. */
  metadata: string;
  /** Tags as JSON; null when there are none. */
  tags: string | null;
  last_modified: number;
}

export interface UploadRow {
  upload_id: string;
  bucket: string;
  key: string;
  account_id: string;
  content_type: string;
  metadata: string;
  tags: string | null;
  initiated_at: number;
}

export interface UploadPartRow {
  upload_id: string;
  part_number: number;
  blob_id: string;
  size: number;
  etag: string;
  /** Checksums, JSON. */
  metadata: string;
  last_modified: number;
}

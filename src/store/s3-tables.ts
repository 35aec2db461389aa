/** S3's tables. Times are ms since 1970 in emulated time; sizes are bytes. */
export interface S3Tables {
  buckets: BucketRow;
  objects: ObjectRow;
  object_versions: ObjectVersionRow;
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
  /** The bytes; null for an empty object, and for one whose bytes are an upload's parts. */
  blob_id: string | null;
  /** The completed upload whose parts are the bytes. */
  upload_id: string | null;
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

/** A version that is not the object as it stands. */
export interface ObjectVersionRow extends ObjectRow {
  version_id: string;
  /** Grows with each version of the key that is put by. */
  sequence: number;
  /** 1 for a delete marker: it has no bytes, and its ETag, type and metadata are empty. */
  delete_marker: number;
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

/** A part of an upload, and of the object that the upload became. */
export interface UploadPartRow {
  upload_id: string;
  part_number: number;
  /** Null for an empty part. */
  blob_id: string | null;
  size: number;
  etag: string;
  /** Checksums, JSON. */
  metadata: string;
  last_modified: number;
}

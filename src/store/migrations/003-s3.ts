import type { Migration, TableShape } from './schema.ts';

const TABLES: Readonly<Record<string, TableShape>> = {
  buckets: {
    columns: {
      name: 'text',
      account_id: 'text',
      region: 'text',
      created_at: 'integer',
      policy: 'text?',
      data: 'text',
    },
    primaryKey: ['name'],
    indexes: [['account_id', 'name']],
  },
  objects: {
    columns: {
      bucket: 'text',
      key: 'text',
      blob_id: 'text?',
      upload_id: 'text?',
      size: 'integer',
      etag: 'text',
      content_type: 'text',
      metadata: 'text',
      tags: 'text?',
      last_modified: 'integer',
    },
    primaryKey: ['bucket', 'key'],
    // A bucket cannot be deleted while an object goes in.
    references: { bucket: { table: 'buckets', column: 'name' } },
  },
  uploads: {
    columns: {
      upload_id: 'text',
      bucket: 'text',
      key: 'text',
      account_id: 'text',
      content_type: 'text',
      metadata: 'text',
      tags: 'text?',
      initiated_at: 'integer',
    },
    primaryKey: ['upload_id'],
    references: { bucket: { table: 'buckets', column: 'name' } },
    indexes: [['bucket', 'key', 'upload_id']],
  },
  upload_parts: {
    columns: {
      upload_id: 'text',
      part_number: 'integer',
      blob_id: 'text?',
      size: 'integer',
      etag: 'text',
      metadata: 'text',
      last_modified: 'integer',
    },
    // They outlive their upload: once it is completed they are the object's bytes.
    primaryKey: ['upload_id', 'part_number'],
  },
  unreferenced_blobs: {
    columns: { blob_id: 'text', since: 'integer' },
    primaryKey: ['blob_id'],
    indexes: [['since']],
  },
};

/** S3's buckets, objects and uploads, and the book of blobs that nothing refers to. */
export const s3: Migration = {
  name: '003-s3',
  async up(schema) {
    for (const [name, shape] of Object.entries(TABLES)) await schema.table(name, shape);
  },
};

import type { Migration } from './schema.ts';

/** The versions of S3 objects that are not the object as it stands: older ones, and delete markers. */
export const objectVersions: Migration = {
  name: '015-object-versions',
  async up(schema) {
    await schema.table('object_versions', {
      columns: {
        bucket: 'text',
        key: 'text',
        version_id: 'text',
        sequence: 'integer',
        delete_marker: 'integer',
        blob_id: 'text?',
        upload_id: 'text?',
        size: 'integer',
        etag: 'text',
        content_type: 'text',
        metadata: 'text',
        tags: 'text?',
        last_modified: 'integer',
      },
      primaryKey: ['bucket', 'key', 'version_id'],
      unique: [['bucket', 'key', 'sequence']],
      references: { bucket: { table: 'buckets', column: 'name' } },
    });
  },
};

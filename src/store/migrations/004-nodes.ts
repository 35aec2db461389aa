import type { Migration } from './schema.ts';

/**
 * What several nodes on one PostgreSQL share besides the tables: which writes were committed, how often
 * identity changed, and objects' bytes. SQLite has one process, which knows.
 */
export const nodes: Migration = {
  name: '004-nodes',
  async up(schema) {
    if (schema.kind !== 'postgres') return;
    await schema.table('commits', {
      columns: { id: 'text', at: 'integer' },
      primaryKey: ['id'],
      indexes: [['at']],
    });
    await schema.table('identity_changes', {
      columns: { id: 'text', weight: 'integer' },
      primaryKey: ['id'],
    });
    await schema.table('blob_chunks', {
      columns: { blob_id: 'text', position: 'integer', bytes: 'bytes' },
      primaryKey: ['blob_id', 'position'],
    });
  },
};

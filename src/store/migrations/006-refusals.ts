import type { Migration, TableShape } from './schema.ts';

const TABLES: Readonly<Record<string, TableShape>> = {
  refusals: {
    columns: { request_id: 'text', authorization_id: 'text?', at: 'integer', record: 'text' },
    primaryKey: ['request_id'],
    unique: [['authorization_id']],
    indexes: [['at']],
  },
  refusal_documents: {
    columns: { digest: 'text', document: 'text', used_at: 'integer' },
    primaryKey: ['digest'],
    indexes: [['used_at']],
  },
};

/** Refused requests as they were decided, so that they can be explained later. */
export const refusals: Migration = {
  name: '006-refusals',
  async up(schema) {
    for (const [name, shape] of Object.entries(TABLES)) await schema.table(name, shape);
  },
};

import type { Migration } from './schema.ts';

/** Addresses by which functions and their aliases are called over HTTP. */
export const functionUrls: Migration = {
  name: '026-function-urls',
  async up(schema) {
    await schema.table('lambda_urls', {
      columns: {
        url_id: 'text',
        function_id: 'text',
        qualifier: 'text',
        auth_type: 'text',
        cors: 'text?',
        created_at: 'integer',
        modified_at: 'integer',
      },
      primaryKey: ['url_id'],
      unique: [['function_id', 'qualifier']],
      references: { function_id: { table: 'lambda_functions', column: 'function_id', onDelete: 'cascade' } },
    });
  },
};

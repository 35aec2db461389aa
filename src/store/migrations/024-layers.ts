import type { Migration } from './schema.ts';

/** Lambda's layers: their versions with their policies, and which versions of functions use which zip. */
export const layers: Migration = {
  name: '024-layers',
  async up(schema) {
    await schema.table('lambda_layers', {
      columns: {
        layer_id: 'text',
        account_id: 'text',
        region: 'text',
        name: 'text',
        next_version: 'integer',
      },
      primaryKey: ['layer_id'],
      unique: [['account_id', 'region', 'name']],
    });
    await schema.table('lambda_layer_versions', {
      columns: {
        layer_id: 'text',
        version: 'integer',
        description: 'text',
        license: 'text?',
        architectures: 'text?',
        runtimes: 'text?',
        blob_id: 'text',
        code_size: 'integer',
        code_sha256: 'text',
        created_at: 'integer',
        statements: 'text',
        policy_revision: 'text?',
      },
      primaryKey: ['layer_id', 'version'],
      references: { layer_id: { table: 'lambda_layers', column: 'layer_id' } },
      indexes: [['blob_id']],
    });
    await schema.table('lambda_version_layers', {
      columns: { function_id: 'text', version: 'integer', blob_id: 'text' },
      primaryKey: ['function_id', 'version', 'blob_id'],
      references: { function_id: { table: 'lambda_functions', column: 'function_id', onDelete: 'cascade' } },
      indexes: [['blob_id']],
    });
  },
};

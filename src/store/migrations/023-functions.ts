import type { Migration } from './schema.ts';

/** Lambda: functions with their versions, aliases and resource policies, and events that wait for one. */
export const functions: Migration = {
  name: '023-functions',
  async up(schema) {
    await schema.table('lambda_functions', {
      columns: {
        function_id: 'text',
        account_id: 'text',
        region: 'text',
        name: 'text',
        next_version: 'integer',
        reserved_concurrency: 'integer?',
      },
      primaryKey: ['function_id'],
      unique: [['account_id', 'region', 'name']],
    });
    const function_id = { table: 'lambda_functions', column: 'function_id', onDelete: 'cascade' } as const;
    await schema.table('lambda_versions', {
      columns: {
        function_id: 'text',
        version: 'integer',
        settings: 'text',
        blob_id: 'text',
        code_size: 'integer',
        code_sha256: 'text',
        revision_id: 'text',
        last_modified: 'integer',
      },
      primaryKey: ['function_id', 'version'],
      references: { function_id },
      indexes: [['blob_id']],
    });
    await schema.table('lambda_aliases', {
      columns: {
        function_id: 'text',
        name: 'text',
        version: 'integer',
        description: 'text',
        weights: 'text?',
        revision_id: 'text',
      },
      primaryKey: ['function_id', 'name'],
      references: { function_id },
    });
    await schema.table('lambda_policies', {
      columns: { function_id: 'text', qualifier: 'text', statements: 'text', revision_id: 'text' },
      primaryKey: ['function_id', 'qualifier'],
      references: { function_id },
    });
    await schema.table('lambda_event_settings', {
      columns: {
        function_id: 'text',
        qualifier: 'text',
        retries: 'integer?',
        age_seconds: 'integer?',
        last_modified: 'integer',
      },
      primaryKey: ['function_id', 'qualifier'],
      references: { function_id },
    });
    await schema.table('lambda_events', {
      columns: {
        event_id: 'text',
        function_id: 'text',
        qualifier: 'text',
        request_id: 'text',
        payload: 'bytes',
        client_context: 'text?',
        attempts: 'integer',
        due_at: 'integer',
        accepted_at: 'integer',
      },
      primaryKey: ['event_id'],
      references: { function_id },
      indexes: [['due_at']],
    });
  },
};

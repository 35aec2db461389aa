import type { Migration } from './schema.ts';

/** CloudWatch Logs: groups, streams and events. */
export const logs: Migration = {
  name: '022-logs',
  async up(schema) {
    await schema.table('log_groups', {
      columns: {
        id: 'text',
        account_id: 'text',
        region: 'text',
        name: 'text',
        created_at: 'integer',
        retention_days: 'integer?',
        class: 'text',
      },
      primaryKey: ['id'],
      unique: [['account_id', 'region', 'name']],
    });
    await schema.table('log_streams', {
      columns: {
        id: 'text',
        group_id: 'text',
        name: 'text',
        created_at: 'integer',
        first_event_at: 'integer?',
        last_event_at: 'integer?',
        last_ingested_at: 'integer?',
        next_position: 'integer',
        events: 'integer',
        bytes: 'integer',
      },
      primaryKey: ['id'],
      unique: [['group_id', 'name']],
      references: { group_id: { table: 'log_groups', column: 'id', onDelete: 'cascade' } },
    });
    await schema.table('log_events', {
      columns: {
        stream_id: 'text',
        position: 'integer',
        at: 'integer',
        ingested_at: 'integer',
        bytes: 'integer',
        message: 'text',
      },
      primaryKey: ['stream_id', 'position'],
      references: { stream_id: { table: 'log_streams', column: 'id', onDelete: 'cascade' } },
    });
  },
};

import type { Migration, TableShape } from './schema.ts';

const OF_STACK = { stack_id: { table: 'stacks', column: 'id', onDelete: 'cascade' } } as const;
const WHERE = ['account_id', 'region'] as const;

const TABLES: Readonly<Record<string, TableShape>> = {
  stacks: {
    columns: {
      id: 'text',
      account_id: 'text',
      region: 'text',
      name: 'text',
      is_live: 'integer',
      status: 'text',
      created_at: 'integer',
      deleted_at: 'integer?',
      parent_id: 'text?',
      template: 'text',
      data: 'text',
    },
    primaryKey: ['id'],
    indexes: [[...WHERE, 'name'], ['parent_id'], ['deleted_at']],
    uniqueWhere: { columns: [...WHERE, 'name'], column: 'is_live' },
  },
  stack_resources: {
    columns: { stack_id: 'text', logical_id: 'text', slot: 'text', physical_id: 'text?', data: 'text' },
    primaryKey: ['stack_id', 'logical_id', 'slot'],
    references: OF_STACK,
    indexes: [['physical_id']],
  },
  stack_events: {
    columns: { stack_id: 'text', position: 'integer', at: 'integer', data: 'text' },
    primaryKey: ['stack_id', 'position'],
    references: OF_STACK,
  },
  stack_operations: {
    columns: {
      stack_id: 'text',
      operation_id: 'text',
      phase: 'text',
      holder: 'text?',
      held_until: 'integer',
      template: 'text?',
      data: 'text',
    },
    primaryKey: ['stack_id'],
    references: OF_STACK,
  },
  stack_signals: {
    columns: {
      stack_id: 'text',
      logical_id: 'text',
      unique_id: 'text',
      is_success: 'integer',
      at: 'integer',
      data: 'text',
    },
    primaryKey: ['stack_id', 'logical_id', 'unique_id'],
    references: OF_STACK,
  },
  change_sets: {
    columns: {
      id: 'text',
      stack_id: 'text',
      name: 'text',
      created_at: 'integer',
      template: 'text',
      data: 'text',
    },
    primaryKey: ['id'],
    references: OF_STACK,
    unique: [['stack_id', 'name']],
  },
  stack_exports: {
    columns: { account_id: 'text', region: 'text', name: 'text', stack_id: 'text', value: 'text' },
    primaryKey: [...WHERE, 'name'],
    references: OF_STACK,
    indexes: [['stack_id']],
  },
  stack_imports: {
    columns: { stack_id: 'text', account_id: 'text', region: 'text', name: 'text' },
    primaryKey: ['stack_id', 'name'],
    references: OF_STACK,
    indexes: [[...WHERE, 'name']],
  },
};

/** CloudFormation's stacks, what is being done with them, and what they told each other. */
export const stacks: Migration = {
  name: '018-stacks',
  async up(schema) {
    for (const [name, shape] of Object.entries(TABLES)) await schema.table(name, shape);
  },
};

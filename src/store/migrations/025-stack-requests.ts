import type { Migration } from './schema.ts';

/** Requests of custom resources, each with the address to which its answer is sent once. */
export const stackRequests: Migration = {
  name: '025-stack-requests',
  async up(schema) {
    await schema.table('stack_requests', {
      columns: {
        token: 'text',
        stack_id: 'text',
        step: 'text',
        request_id: 'text',
        asked_at: 'integer',
        is_sent: 'integer',
        answer: 'text?',
      },
      primaryKey: ['token'],
      unique: [['stack_id', 'step']],
      references: { stack_id: { table: 'stacks', column: 'id', onDelete: 'cascade' } },
    });
  },
};

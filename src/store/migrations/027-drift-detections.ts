import type { Migration } from './schema.ts';

/** What looks for drift found of stacks. */
export const driftDetections: Migration = {
  name: '027-drift-detections',
  async up(schema) {
    await schema.table('stack_drift_detections', {
      columns: { detection_id: 'text', stack_id: 'text', data: 'text' },
      primaryKey: ['detection_id'],
      references: { stack_id: { table: 'stacks', column: 'id', onDelete: 'cascade' } },
    });
  },
};

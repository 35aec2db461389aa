import type { Migration } from './schema.ts';

/** Systems Manager's parameters, their versions and labels. */
export const parameters: Migration = {
  name: '019-parameters',
  async up(schema) {
    const ofParameter = {
      parameter_id: { table: 'parameters', column: 'id', onDelete: 'cascade' },
    } as const;
    await schema.table('parameters', {
      columns: { id: 'text', account_id: 'text', region: 'text', name: 'text', version: 'integer' },
      primaryKey: ['id'],
      unique: [['account_id', 'region', 'name']],
    });
    await schema.table('parameter_versions', {
      columns: { parameter_id: 'text', version: 'integer', modified_at: 'integer', data: 'text' },
      primaryKey: ['parameter_id', 'version'],
      references: ofParameter,
    });
    await schema.table('parameter_labels', {
      columns: { parameter_id: 'text', label: 'text', version: 'integer' },
      primaryKey: ['parameter_id', 'label'],
      references: ofParameter,
    });
  },
};

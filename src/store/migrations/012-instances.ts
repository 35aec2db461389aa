import type { Migration, TableShape } from './schema.ts';

const RESOURCE = {
  id: 'text',
  account_id: 'text',
  region: 'text',
  created_at: 'integer',
  data: 'text',
} as const;
const WHERE = ['account_id', 'region'] as const;

const TABLES: Readonly<Record<string, TableShape>> = {
  launch_templates: {
    columns: { ...RESOURCE, name: 'text' },
    primaryKey: ['id'],
    unique: [[...WHERE, 'name']],
  },
  launch_template_versions: {
    columns: { template_id: 'text', version: 'integer', created_at: 'integer', data: 'text' },
    primaryKey: ['template_id', 'version'],
    references: { template_id: { table: 'launch_templates', column: 'id', onDelete: 'cascade' } },
  },
  snapshots: {
    columns: { ...RESOURCE, volume_id: 'text' },
    primaryKey: ['id'],
    indexes: [WHERE],
  },
  images: {
    columns: { ...RESOURCE, name: 'text' },
    primaryKey: ['id'],
    unique: [[...WHERE, 'name']],
  },
  console_outputs: {
    columns: { instance_id: 'text', output: 'text', updated_at: 'integer' },
    primaryKey: ['instance_id'],
    references: { instance_id: { table: 'instances', column: 'id', onDelete: 'cascade' } },
  },
  client_tokens: {
    columns: {
      account_id: 'text',
      region: 'text',
      operation: 'text',
      token: 'text',
      digest: 'text',
      resource_id: 'text',
      created_at: 'integer',
    },
    primaryKey: [...WHERE, 'operation', 'token'],
    indexes: [['created_at']],
  },
  region_settings: {
    columns: { account_id: 'text', region: 'text', name: 'text', value: 'text' },
    primaryKey: [...WHERE, 'name'],
  },
};

/** Launch templates, snapshots, images and what else belongs to instances. */
export const instances: Migration = {
  name: '012-instances',
  async up(schema) {
    for (const [name, shape] of Object.entries(TABLES)) await schema.table(name, shape);
  },
};

import type { Migration } from './schema.ts';

/** Resources that had tags taken off them: GetResources lists them without any. */
export const onceTagged: Migration = {
  name: '017-once-tagged',
  async up(schema) {
    await schema.table('once_tagged', { columns: { resource_id: 'text' }, primaryKey: ['resource_id'] });
  },
};

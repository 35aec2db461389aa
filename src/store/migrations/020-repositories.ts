import type { Migration } from './schema.ts';

/** ECR's repositories. */
export const repositories: Migration = {
  name: '020-repositories',
  async up(schema) {
    await schema.table('repositories', {
      columns: {
        account_id: 'text',
        region: 'text',
        name: 'text',
        created_at: 'integer',
        policy: 'text?',
        lifecycle_policy: 'text?',
        data: 'text',
      },
      primaryKey: ['account_id', 'region', 'name'],
    });
  },
};

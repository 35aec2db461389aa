import type { Migration, TableShape } from './schema.ts';

const OF_ORGANIZATION = {
  organization_id: { table: 'organizations', column: 'organization_id' },
} as const;

const TABLES: Readonly<Record<string, TableShape>> = {
  organizations: {
    columns: {
      organization_id: 'text',
      management_account_id: 'text',
      root_id: 'text',
      scp_enabled: 'integer',
      rcp_enabled: 'integer',
      created_at: 'integer',
    },
    primaryKey: ['organization_id'],
    unique: [['management_account_id'], ['root_id']],
    references: { management_account_id: { table: 'accounts', column: 'account_id' } },
  },
  organizational_units: {
    columns: {
      ou_id: 'text',
      organization_id: 'text',
      parent_id: 'text',
      name: 'text',
      created_at: 'integer',
    },
    primaryKey: ['ou_id'],
    unique: [['parent_id', 'name']],
    references: OF_ORGANIZATION,
    indexes: [['organization_id']],
  },
  organization_accounts: {
    columns: {
      account_id: 'text',
      organization_id: 'text',
      parent_id: 'text',
      name: 'text',
      email: 'text',
      joined_method: 'text',
      joined_at: 'integer',
    },
    primaryKey: ['account_id'],
    references: { ...OF_ORGANIZATION, account_id: { table: 'accounts', column: 'account_id' } },
    indexes: [['organization_id'], ['parent_id'], ['email']],
  },
  organization_policies: {
    columns: {
      policy_id: 'text',
      organization_id: 'text',
      type: 'text',
      name: 'text',
      description: 'text',
      content: 'text',
      created_at: 'integer',
    },
    primaryKey: ['policy_id'],
    unique: [['organization_id', 'type', 'name']],
    references: OF_ORGANIZATION,
  },
  organization_attachments: {
    columns: {
      target_id: 'text',
      policy_id: 'text',
      organization_id: 'text',
      type: 'text',
    },
    primaryKey: ['target_id', 'policy_id'],
    references: OF_ORGANIZATION,
    indexes: [['policy_id', 'organization_id']],
  },
  account_requests: {
    columns: {
      request_id: 'text',
      organization_id: 'text',
      account_name: 'text',
      state: 'text',
      requested_at: 'integer',
      account_id: 'text?',
      failure_reason: 'text?',
    },
    primaryKey: ['request_id'],
    references: OF_ORGANIZATION,
    indexes: [['organization_id']],
  },
};

/** Organizations: the tree of accounts and the policies that hang in it. */
export const organizations: Migration = {
  name: '005-organizations',
  async up(schema) {
    for (const [name, shape] of Object.entries(TABLES)) await schema.table(name, shape);
  },
};

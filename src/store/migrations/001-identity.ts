import type { Migration, TableShape } from './schema.ts';

const ACCOUNT = { account_id: { table: 'accounts', column: 'account_id' } } as const;
const NAMED = {
  account_id: 'text',
  name: 'text',
  name_key: 'text',
  path: 'text',
  created_at: 'integer',
} as const;
const NAME_IS_UNIQUE = [['account_id', 'name_key']] as const;

const TABLES: Readonly<Record<string, TableShape>> = {
  accounts: {
    columns: {
      account_id: 'text',
      alias: 'text?',
      root_access_key_id: 'text?',
      root_secret_access_key: 'text?',
      created_at: 'integer',
    },
    primaryKey: ['account_id'],
    unique: [['alias'], ['root_access_key_id']],
  },
  settings: { columns: { name: 'text', value: 'text' }, primaryKey: ['name'] },
  users: {
    columns: { user_id: 'text', ...NAMED, permissions_boundary: 'text?' },
    primaryKey: ['user_id'],
    unique: NAME_IS_UNIQUE,
    references: ACCOUNT,
    indexes: [['permissions_boundary']],
  },
  groups: {
    columns: { group_id: 'text', ...NAMED },
    primaryKey: ['group_id'],
    unique: NAME_IS_UNIQUE,
    references: ACCOUNT,
  },
  group_members: {
    columns: { group_id: 'text', user_id: 'text', account_id: 'text' },
    primaryKey: ['group_id', 'user_id'],
    references: {
      group_id: { table: 'groups', column: 'group_id' },
      user_id: { table: 'users', column: 'user_id' },
    },
    indexes: [['user_id']],
  },
  roles: {
    columns: {
      role_id: 'text',
      ...NAMED,
      description: 'text?',
      trust_policy: 'text',
      max_session_duration: 'integer',
      permissions_boundary: 'text?',
    },
    primaryKey: ['role_id'],
    unique: NAME_IS_UNIQUE,
    references: ACCOUNT,
    indexes: [['permissions_boundary']],
  },
  policies: {
    columns: {
      policy_id: 'text',
      ...NAMED,
      description: 'text?',
      default_version_id: 'text',
      next_version: 'integer',
      is_attachable: 'integer',
      updated_at: 'integer',
    },
    primaryKey: ['policy_id'],
    unique: NAME_IS_UNIQUE,
    references: ACCOUNT,
  },
  policy_versions: {
    columns: { policy_id: 'text', version_id: 'text', document: 'text', created_at: 'integer' },
    primaryKey: ['policy_id', 'version_id'],
    references: { policy_id: { table: 'policies', column: 'policy_id', onDelete: 'cascade' } },
  },
  inline_policies: {
    columns: { owner_id: 'text', name: 'text', document: 'text' },
    primaryKey: ['owner_id', 'name'],
  },
  attachments: {
    columns: {
      owner_id: 'text',
      owner_kind: 'text',
      account_id: 'text',
      policy_arn: 'text',
      policy_id: 'text?',
      attached_at: 'integer',
    },
    primaryKey: ['owner_id', 'policy_arn'],
    references: { policy_id: { table: 'policies', column: 'policy_id' } },
    indexes: [['policy_arn', 'account_id', 'owner_kind', 'owner_id'], ['policy_id']],
  },
  instance_profiles: {
    columns: { profile_id: 'text', ...NAMED, role_id: 'text?' },
    primaryKey: ['profile_id'],
    unique: NAME_IS_UNIQUE,
    references: { ...ACCOUNT, role_id: { table: 'roles', column: 'role_id' } },
    indexes: [['role_id']],
  },
  access_keys: {
    columns: {
      access_key_id: 'text',
      account_id: 'text',
      user_id: 'text',
      secret_access_key: 'text',
      status: 'text',
      created_at: 'integer',
    },
    primaryKey: ['access_key_id'],
    references: { user_id: { table: 'users', column: 'user_id' } },
    indexes: [['user_id']],
  },
  tags: {
    columns: { resource_id: 'text', key: 'text', key_lower: 'text', value: 'text' },
    primaryKey: ['resource_id', 'key_lower'],
  },
  last_uses: {
    columns: { id: 'text', used_at: 'integer', service: 'text?', region: 'text?' },
    primaryKey: ['id'],
  },
};

/** Accounts, IAM's entities and the house's settings. */
export const identity: Migration = {
  name: '001-identity',
  async up(schema) {
    for (const [name, shape] of Object.entries(TABLES)) await schema.table(name, shape);
  },
};

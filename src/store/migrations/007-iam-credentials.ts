import type { Migration, TableShape } from './schema.ts';

const USER = { user_id: { table: 'users', column: 'user_id' } } as const;
const OF_USER = { account_id: 'text', user_id: 'text' } as const;

const TABLES: Readonly<Record<string, TableShape>> = {
  password_policies: {
    columns: { account_id: 'text', policy: 'text' },
    primaryKey: ['account_id'],
    references: { account_id: { table: 'accounts', column: 'account_id' } },
  },
  login_profiles: {
    columns: {
      user_id: 'text',
      password: 'text',
      earlier: 'text',
      reset_required: 'integer',
      created_at: 'integer',
      changed_at: 'integer',
    },
    primaryKey: ['user_id'],
    references: USER,
  },
  mfa_devices: {
    columns: {
      serial_number: 'text',
      serial_key: 'text',
      account_id: 'text',
      seed: 'text',
      user_id: 'text?',
      enabled_at: 'integer?',
      drift: 'integer',
      last_step: 'integer',
    },
    primaryKey: ['serial_number'],
    unique: [['serial_key']],
    references: USER,
    indexes: [['user_id'], ['account_id', 'serial_key']],
  },
  server_certificates: {
    columns: {
      certificate_id: 'text',
      account_id: 'text',
      name: 'text',
      name_key: 'text',
      path: 'text',
      created_at: 'integer',
      expires_at: 'integer',
      body: 'text',
      chain: 'text?',
      private_key: 'text',
    },
    primaryKey: ['certificate_id'],
    unique: [['account_id', 'name_key']],
    references: { account_id: { table: 'accounts', column: 'account_id' } },
  },
  signing_certificates: {
    columns: {
      certificate_id: 'text',
      ...OF_USER,
      body: 'text',
      fingerprint: 'text',
      status: 'text',
      created_at: 'integer',
    },
    primaryKey: ['certificate_id'],
    references: USER,
    indexes: [['user_id']],
  },
  ssh_public_keys: {
    columns: {
      key_id: 'text',
      ...OF_USER,
      body: 'text',
      fingerprint: 'text',
      status: 'text',
      created_at: 'integer',
    },
    primaryKey: ['key_id'],
    references: USER,
    indexes: [['user_id']],
  },
  service_credentials: {
    columns: {
      credential_id: 'text',
      ...OF_USER,
      service: 'text',
      service_user: 'text',
      secret: 'text',
      status: 'text',
      created_at: 'integer',
      expires_at: 'integer?',
    },
    primaryKey: ['credential_id'],
    references: USER,
    indexes: [['user_id'], ['account_id', 'credential_id']],
  },
  role_deletions: {
    columns: { task_id: 'text', account_id: 'text', created_at: 'integer' },
    primaryKey: ['task_id'],
    indexes: [['account_id', 'created_at']],
  },
  credential_reports: {
    columns: { account_id: 'text', content: 'text', created_at: 'integer' },
    primaryKey: ['account_id'],
  },
  access_reports: {
    columns: { job_id: 'text', account_id: 'text', report: 'text', created_at: 'integer' },
    primaryKey: ['job_id'],
    indexes: [['account_id', 'created_at']],
  },
};

/** What a user may prove itself with beside access keys, and IAM's reports. */
export const iamCredentials: Migration = {
  name: '007-iam-credentials',
  async up(schema) {
    for (const [name, shape] of Object.entries(TABLES)) await schema.table(name, shape);
  },
};

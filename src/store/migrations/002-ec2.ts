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
  vpcs: {
    columns: { ...RESOURCE, is_default: 'integer' },
    primaryKey: ['id'],
    indexes: [WHERE],
    // Two first callers at once make one default VPC.
    uniqueWhere: { columns: WHERE, column: 'is_default' },
  },
  subnets: {
    columns: { ...RESOURCE, vpc_id: 'text', availability_zone: 'text' },
    primaryKey: ['id'],
    references: { vpc_id: { table: 'vpcs', column: 'id' } },
    indexes: [WHERE, ['vpc_id']],
  },
  security_groups: {
    columns: { ...RESOURCE, vpc_id: 'text', name: 'text' },
    primaryKey: ['id'],
    unique: [['vpc_id', 'name']],
    references: { vpc_id: { table: 'vpcs', column: 'id' } },
    indexes: [WHERE],
  },
  security_group_rules: {
    columns: { ...RESOURCE, group_id: 'text' },
    primaryKey: ['id'],
    references: { group_id: { table: 'security_groups', column: 'id', onDelete: 'cascade' } },
    indexes: [WHERE, ['group_id']],
  },
  key_pairs: {
    columns: { ...RESOURCE, name: 'text' },
    primaryKey: ['id'],
    unique: [['account_id', 'region', 'name']],
  },
  instances: {
    columns: {
      ...RESOURCE,
      reservation_id: 'text',
      client_token: 'text?',
      launch_index: 'integer',
      state: 'text',
      state_changes_at: 'integer?',
      image_id: 'text',
      instance_type: 'text',
      key_name: 'text?',
      vpc_id: 'text',
      subnet_id: 'text',
      private_ip: 'text',
      user_data: 'text?',
    },
    primaryKey: ['id'],
    unique: [['account_id', 'region', 'client_token', 'launch_index']],
    references: { subnet_id: { table: 'subnets', column: 'id' } },
    indexes: [[...WHERE, 'id'], ['subnet_id'], ['state', 'state_changes_at']],
  },
  instance_profile_associations: {
    columns: {
      id: 'text',
      account_id: 'text',
      region: 'text',
      instance_id: 'text',
      profile_arn: 'text',
      profile_id: 'text',
      state: 'text',
      is_live: 'integer',
      state_changes_at: 'integer?',
      created_at: 'integer',
    },
    primaryKey: ['id'],
    references: { instance_id: { table: 'instances', column: 'id', onDelete: 'cascade' } },
    indexes: [[...WHERE, 'id'], ['instance_id']],
    uniqueWhere: { columns: ['instance_id'], column: 'is_live' },
  },
  volumes: {
    columns: { ...RESOURCE, instance_id: 'text?' },
    primaryKey: ['id'],
    indexes: [WHERE, ['instance_id']],
  },
  network_interfaces: {
    columns: { ...RESOURCE, instance_id: 'text?', subnet_id: 'text', private_ip: 'text' },
    primaryKey: ['id'],
    unique: [['subnet_id', 'private_ip']],
    references: { subnet_id: { table: 'subnets', column: 'id' } },
    indexes: [WHERE, ['instance_id']],
  },
  resource_tags: {
    columns: { resource_id: 'text', key: 'text', key_lower: 'text', value: 'text' },
    primaryKey: ['resource_id', 'key_lower'],
    indexes: [['key', 'value']],
  },
};

/** EC2's resources and the tags of everything that is not IAM's. */
export const ec2: Migration = {
  name: '002-ec2',
  async up(schema) {
    for (const [name, shape] of Object.entries(TABLES)) await schema.table(name, shape);
  },
};

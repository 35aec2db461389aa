import type { Migration, TableShape } from './schema.ts';

const RESOURCE = {
  id: 'text',
  account_id: 'text',
  region: 'text',
  created_at: 'integer',
  data: 'text',
} as const;
const WHERE = ['account_id', 'region'] as const;
const IN_VPC = { vpc_id: { table: 'vpcs', column: 'id' } } as const;

const TABLES: Readonly<Record<string, TableShape>> = {
  default_networks: {
    columns: { account_id: 'text', region: 'text', made_at: 'integer' },
    primaryKey: WHERE,
  },
  route_tables: {
    columns: { ...RESOURCE, vpc_id: 'text', is_main: 'integer' },
    primaryKey: ['id'],
    references: IN_VPC,
    indexes: [WHERE, ['vpc_id']],
    uniqueWhere: { columns: ['vpc_id'], column: 'is_main' },
  },
  internet_gateways: {
    columns: { ...RESOURCE, vpc_id: 'text?' },
    primaryKey: ['id'],
    unique: [['vpc_id']],
    references: IN_VPC,
    indexes: [WHERE],
  },
  network_acls: {
    columns: { ...RESOURCE, vpc_id: 'text', is_default: 'integer' },
    primaryKey: ['id'],
    references: IN_VPC,
    indexes: [WHERE, ['vpc_id']],
    uniqueWhere: { columns: ['vpc_id'], column: 'is_default' },
  },
  dhcp_options: {
    columns: RESOURCE,
    primaryKey: ['id'],
    indexes: [WHERE],
  },
  secondary_addresses: {
    columns: { interface_id: 'text', subnet_id: 'text', private_ip: 'text' },
    primaryKey: ['subnet_id', 'private_ip'],
    references: { interface_id: { table: 'network_interfaces', column: 'id', onDelete: 'cascade' } },
    indexes: [['interface_id']],
  },
  elastic_ips: {
    columns: { ...RESOURCE, public_ip: 'text', interface_id: 'text?' },
    primaryKey: ['id'],
    unique: [['public_ip']],
    indexes: [WHERE, ['interface_id']],
  },
  nat_gateways: {
    columns: { ...RESOURCE, vpc_id: 'text', subnet_id: 'text' },
    primaryKey: ['id'],
    indexes: [WHERE, ['vpc_id']],
  },
};

/** What a VPC is made of beside its subnets and groups. */
export const networks: Migration = {
  name: '011-networks',
  async up(schema) {
    for (const [name, shape] of Object.entries(TABLES)) await schema.table(name, shape);
  },
};

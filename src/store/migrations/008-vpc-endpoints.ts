import type { Migration } from './schema.ts';

/** VPC endpoints: by which a VPC reaches S3, with a policy of their own. */
export const vpcEndpoints: Migration = {
  name: '008-vpc-endpoints',
  async up(schema) {
    await schema.table('vpc_endpoints', {
      columns: {
        id: 'text',
        account_id: 'text',
        region: 'text',
        created_at: 'integer',
        vpc_id: 'text',
        service_name: 'text',
        policy: 'text',
        client_token: 'text?',
        data: 'text',
      },
      primaryKey: ['id'],
      unique: [['account_id', 'region', 'client_token']],
      references: { vpc_id: { table: 'vpcs', column: 'id' } },
      indexes: [['account_id', 'region'], ['vpc_id']],
    });
  },
};

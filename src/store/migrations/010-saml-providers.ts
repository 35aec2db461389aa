import type { Migration } from './schema.ts';

/** The SAML identity providers that accounts trust. */
export const samlProviders: Migration = {
  name: '010-saml-providers',
  async up(schema) {
    await schema.table('saml_providers', {
      columns: {
        provider_id: 'text',
        account_id: 'text',
        name: 'text',
        metadata: 'text',
        entity_id: 'text',
        certificates: 'text',
        created_at: 'integer',
        valid_until: 'integer',
      },
      primaryKey: ['provider_id'],
      unique: [['account_id', 'name']],
      references: { account_id: { table: 'accounts', column: 'account_id' } },
    });
  },
};

import type { Migration } from './schema.ts';

/** The OpenID Connect providers that accounts trust. */
export const oidcProviders: Migration = {
  name: '009-oidc-providers',
  async up(schema) {
    await schema.table('oidc_providers', {
      columns: {
        provider_id: 'text',
        account_id: 'text',
        issuer: 'text',
        client_ids: 'text',
        thumbprints: 'text',
        created_at: 'integer',
      },
      primaryKey: ['provider_id'],
      unique: [['account_id', 'issuer']],
      references: { account_id: { table: 'accounts', column: 'account_id' } },
    });
  },
};

import { iamOperation } from '../iam-operation.ts';
import { tagsOf } from '../shared/tags.ts';
import { authorizeSamlProvider, requireSamlProvider, samlProviderArn } from './saml-providers.ts';

/** Answers a provider with its metadata. */
export const getSAMLProvider = iamOperation('GetSAMLProvider', {
  authorizes: ({ SAMLProviderArn }, context) =>
    authorizeSamlProvider(context, SAMLProviderArn, 'iam:GetSAMLProvider'),

  runs({ SAMLProviderArn }, { house, accountId }) {
    return house.store.read(async (tx) => {
      const row = await requireSamlProvider(tx, accountId, SAMLProviderArn);
      return {
        SAMLMetadataDocument: row.metadata,
        CreateDate: new Date(row.created_at),
        ValidUntil: new Date(row.valid_until),
        Tags: await tagsOf(tx, row.provider_id),
      };
    });
  },
});

/** Lists all providers of the account, without pages. */
export const listSAMLProviders = iamOperation('ListSAMLProviders', {
  authorizes: () => ({ action: 'iam:ListSAMLProviders', resource: '*' }),

  runs(_input, { house, accountId }) {
    return house.store.read(async (tx) => {
      const rows = await tx
        .selectFrom('saml_providers')
        .select(['name', 'created_at', 'valid_until'])
        .where('account_id', '=', accountId)
        .orderBy('name')
        .execute();
      return {
        SAMLProviderList: rows.map((row) => ({
          Arn: samlProviderArn(accountId, row.name),
          ValidUntil: new Date(row.valid_until),
          CreateDate: new Date(row.created_at),
        })),
      };
    });
  },
});

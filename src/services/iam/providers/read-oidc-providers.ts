import { issuerName, oidcProviderArn } from '../../../operation/issuer-keys.ts';
import { iamOperation } from '../iam-operation.ts';
import { tagsOf } from '../shared/tags.ts';
import { authorizeOidcProvider, oidcProvidersOf, readList, requireOidcProvider } from './oidc-providers.ts';

/** Answers a provider; its URL comes without the scheme. */
export const getOpenIDConnectProvider = iamOperation('GetOpenIDConnectProvider', {
  authorizes: ({ OpenIDConnectProviderArn }, context) =>
    authorizeOidcProvider(context, OpenIDConnectProviderArn, 'iam:GetOpenIDConnectProvider'),

  runs({ OpenIDConnectProviderArn }, { house, accountId }) {
    return house.store.read(async (tx) => {
      const row = await requireOidcProvider(tx, accountId, OpenIDConnectProviderArn);
      return {
        Url: issuerName(row.issuer),
        ClientIDList: readList(row.client_ids),
        ThumbprintList: readList(row.thumbprints),
        CreateDate: new Date(row.created_at),
        Tags: await tagsOf(tx, row.provider_id),
      };
    });
  },
});

/** Lists all providers of the account, without pages. */
export const listOpenIDConnectProviders = iamOperation('ListOpenIDConnectProviders', {
  authorizes: () => ({ action: 'iam:ListOpenIDConnectProviders', resource: '*' }),

  runs(_input, { house, accountId }) {
    return house.store.read(async (tx) => ({
      OpenIDConnectProviderList: (await oidcProvidersOf(tx, accountId)).map(({ issuer }) => ({
        Arn: oidcProviderArn(accountId, issuer),
      })),
    }));
  },
});

import { issuerName, oidcProviderArn } from '../../../operation/issuer-keys.ts';
import { requestTagKeys } from '../../../operation/tag-keys.ts';
import type { OidcProviderRow } from '../../../store/federation-tables.ts';
import { oidcProviderExists, quotaExceeded } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { QUOTAS } from '../shared/quotas.ts';
import { assertTags, putTags } from '../shared/tags.ts';
import { assertIssuerUrl } from './issuer-url.ts';
import { oidcProvidersOf } from './oidc-providers.ts';
import { assertClientIds, assertThumbprints } from './provider-lists.ts';

/** Makes an account trust an issuer of web identity tokens. Tags ask for a permission of their own. */
export const createOpenIDConnectProvider = iamOperation('CreateOpenIDConnectProvider', {
  authorizes({ Url, Tags = [] }, { accountId }) {
    const asked = [
      'iam:CreateOpenIDConnectProvider',
      ...(Tags.length > 0 ? ['iam:TagOpenIDConnectProvider'] : []),
    ];
    const resource = oidcProviderArn(accountId, Url);
    return asked.map((action) => ({ action, resource, keys: requestTagKeys(Tags) }));
  },

  async runs({ Url, ClientIDList = [], ThumbprintList = [], Tags }, { house, accountId }) {
    assertIssuerUrl(Url);
    const clientIds = [...new Set(ClientIDList)];
    assertClientIds(clientIds);
    assertThumbprints(ThumbprintList);
    assertTags(Tags, 'kept');
    const row: OidcProviderRow = {
      provider_id: house.ids.hex('oidc'),
      account_id: accountId,
      issuer: Url,
      client_ids: JSON.stringify(clientIds),
      thumbprints: JSON.stringify(ThumbprintList),
      created_at: house.clock.now().getTime(),
    };
    await house.store.write(async (tx) => {
      const present = await oidcProvidersOf(tx, accountId);
      // The ARN has no scheme, so http and https of one host are the same provider.
      if (present.some(({ issuer }) => issuerName(issuer) === issuerName(Url))) throw oidcProviderExists(Url);
      const quota = QUOTAS.OpenIdConnectProvidersPerAccount;
      if (present.length >= quota) throw quotaExceeded('OpenIdConnectProvidersPerAccount', quota);
      await tx.insertInto('oidc_providers').values(row).execute();
      await putTags(tx, row.provider_id, Tags, 'kept');
    });
    return { OpenIDConnectProviderArn: oidcProviderArn(accountId, Url), ...(Tags?.length ? { Tags } : {}) };
  },
});

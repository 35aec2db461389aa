import { requestTagKeys } from '../../../operation/tag-keys.ts';
import type { SamlProviderRow } from '../../../store/federation-tables.ts';
import { quotaExceeded, samlProviderExists } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { QUOTAS } from '../shared/quotas.ts';
import { assertTags, putTags } from '../shared/tags.ts';
import { assertNoEncryption, metadataColumns } from './change-saml-provider.ts';
import { samlProviderArn } from './saml-providers.ts';

/** Makes an account trust a SAML identity provider. Tags ask for a permission of their own. */
export const createSAMLProvider = iamOperation('CreateSAMLProvider', {
  authorizes({ Name, Tags = [] }, { accountId }) {
    const asked = ['iam:CreateSAMLProvider', ...(Tags.length > 0 ? ['iam:TagSAMLProvider'] : [])];
    const resource = samlProviderArn(accountId, Name);
    return asked.map((action) => ({ action, resource, keys: requestTagKeys(Tags) }));
  },

  async runs(input, { house, accountId }) {
    const { Name, SAMLMetadataDocument, Tags } = input;
    assertNoEncryption(input);
    assertTags(Tags, 'kept');
    const now = house.clock.now().getTime();
    const row: SamlProviderRow = {
      provider_id: house.ids.hex('saml'),
      account_id: accountId,
      name: Name,
      created_at: now,
      ...metadataColumns(SAMLMetadataDocument, now),
    };
    await house.store.write(async (tx) => {
      const present = await tx
        .selectFrom('saml_providers')
        .select('name')
        .where('account_id', '=', accountId)
        .execute();
      if (present.some(({ name }) => name === Name)) throw samlProviderExists(Name);
      const quota = QUOTAS.SAMLProvidersPerAccount;
      if (present.length >= quota) throw quotaExceeded('SAMLProvidersPerAccount', quota);
      await tx.insertInto('saml_providers').values(row).execute();
      await putTags(tx, row.provider_id, Tags, 'kept');
    });
    return { SAMLProviderArn: samlProviderArn(accountId, Name), ...(Tags?.length ? { Tags } : {}) };
  },
});

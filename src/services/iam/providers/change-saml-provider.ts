import type { SamlProviderRow } from '../../../store/federation-tables.ts';
import { noAssertionEncryption } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { dropTags } from '../shared/tags.ts';
import { readSamlMetadata } from './saml-metadata.ts';
import { authorizeSamlProvider, requireSamlProvider, samlProviderArn } from './saml-providers.ts';

/** Metadata that does not say how long it holds does so for a hundred years, as AWS shows it. */
const HUNDRED_YEARS_MS = 100 * 365.25 * 24 * 3600 * 1000;

/** Replaces a provider's metadata. */
export const updateSAMLProvider = iamOperation('UpdateSAMLProvider', {
  authorizes: ({ SAMLProviderArn }, context) =>
    authorizeSamlProvider(context, SAMLProviderArn, 'iam:UpdateSAMLProvider'),

  async runs(input, { house, accountId }) {
    assertNoEncryption(input);
    const { SAMLProviderArn, SAMLMetadataDocument } = input;
    const now = house.clock.now().getTime();
    const columns =
      SAMLMetadataDocument === undefined ? undefined : metadataColumns(SAMLMetadataDocument, now);
    return house.store.write(async (tx) => {
      const { provider_id, name } = await requireSamlProvider(tx, accountId, SAMLProviderArn);
      if (columns !== undefined) {
        await tx.updateTable('saml_providers').set(columns).where('provider_id', '=', provider_id).execute();
      }
      return { SAMLProviderArn: samlProviderArn(accountId, name) };
    });
  },
});

/** Deletes a provider; roles go on naming it in their trust policies. */
export const deleteSAMLProvider = iamOperation('DeleteSAMLProvider', {
  authorizes: ({ SAMLProviderArn }, context) =>
    authorizeSamlProvider(context, SAMLProviderArn, 'iam:DeleteSAMLProvider'),

  async runs({ SAMLProviderArn }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const { provider_id } = await requireSamlProvider(tx, accountId, SAMLProviderArn);
      await dropTags(tx, provider_id);
      await tx.deleteFrom('saml_providers').where('provider_id', '=', provider_id).execute();
    });
    return {};
  },
});

/** The columns that come from a metadata document. @throws AwsError InvalidInput */
export function metadataColumns(
  document: string,
  now: number,
): Pick<SamlProviderRow, 'metadata' | 'entity_id' | 'certificates' | 'valid_until'> {
  const { entityId, certificates, validUntil } = readSamlMetadata(document);
  return {
    metadata: document,
    entity_id: entityId,
    certificates: JSON.stringify(certificates),
    valid_until: validUntil ?? now + HUNDRED_YEARS_MS,
  };
}

/** Refuses what belongs to encrypted assertions, which the house does not open. */
export function assertNoEncryption(input: {
  readonly AssertionEncryptionMode?: string | undefined;
  readonly AddPrivateKey?: string | undefined;
  readonly RemovePrivateKey?: string | undefined;
}): void {
  const { AssertionEncryptionMode, AddPrivateKey, RemovePrivateKey } = input;
  if ((AssertionEncryptionMode ?? AddPrivateKey ?? RemovePrivateKey) !== undefined) {
    throw noAssertionEncryption();
  }
}

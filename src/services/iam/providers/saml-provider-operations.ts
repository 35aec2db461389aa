import type { Operation } from '../../../operation/operation.ts';
import { createSAMLProvider } from './create-saml-provider.ts';
import { deleteSAMLProvider, updateSAMLProvider } from './change-saml-provider.ts';
import { getSAMLProvider, listSAMLProviders } from './read-saml-providers.ts';
import { listSAMLProviderTags, tagSAMLProvider, untagSAMLProvider } from './saml-provider-tags.ts';

/** All that IAM does with SAML identity providers. */
export const samlProviderOperations: readonly Operation[] = [
  createSAMLProvider,
  getSAMLProvider,
  listSAMLProviders,
  updateSAMLProvider,
  deleteSAMLProvider,
  tagSAMLProvider,
  untagSAMLProvider,
  listSAMLProviderTags,
];

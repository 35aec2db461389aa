import type { Operation } from '../../../operation/operation.ts';
import {
  addClientIDToOpenIDConnectProvider,
  deleteOpenIDConnectProvider,
  removeClientIDFromOpenIDConnectProvider,
  updateOpenIDConnectProviderThumbprint,
} from './change-oidc-provider.ts';
import { createOpenIDConnectProvider } from './create-oidc-provider.ts';
import {
  listOpenIDConnectProviderTags,
  tagOpenIDConnectProvider,
  untagOpenIDConnectProvider,
} from './oidc-provider-tags.ts';
import { getOpenIDConnectProvider, listOpenIDConnectProviders } from './read-oidc-providers.ts';

/** All that IAM does with identity providers. */
export const providerOperations: readonly Operation[] = [
  createOpenIDConnectProvider,
  getOpenIDConnectProvider,
  listOpenIDConnectProviders,
  addClientIDToOpenIDConnectProvider,
  removeClientIDFromOpenIDConnectProvider,
  updateOpenIDConnectProviderThumbprint,
  deleteOpenIDConnectProvider,
  tagOpenIDConnectProvider,
  untagOpenIDConnectProvider,
  listOpenIDConnectProviderTags,
];

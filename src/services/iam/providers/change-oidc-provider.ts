import type { OperationContext } from '../../../operation/context.ts';
import { iamOperation } from '../iam-operation.ts';
import { dropTags } from '../shared/tags.ts';
import { authorizeOidcProvider, readList, requireOidcProvider } from './oidc-providers.ts';
import { assertClientIds, assertThumbprints } from './provider-lists.ts';

/** Adds an audience; one that is there already is no error. */
export const addClientIDToOpenIDConnectProvider = iamOperation('AddClientIDToOpenIDConnectProvider', {
  authorizes: ({ OpenIDConnectProviderArn }, context) =>
    authorizeOidcProvider(context, OpenIDConnectProviderArn, 'iam:AddClientIDToOpenIDConnectProvider'),

  runs: ({ OpenIDConnectProviderArn, ClientID }, context) =>
    changeClientIds(context, OpenIDConnectProviderArn, (clientIds) => [...new Set([...clientIds, ClientID])]),
});

/** Takes an audience away; one that is not there is no error. */
export const removeClientIDFromOpenIDConnectProvider = iamOperation(
  'RemoveClientIDFromOpenIDConnectProvider',
  {
    authorizes: ({ OpenIDConnectProviderArn }, context) =>
      authorizeOidcProvider(context, OpenIDConnectProviderArn, 'iam:RemoveClientIDFromOpenIDConnectProvider'),

    runs: ({ OpenIDConnectProviderArn, ClientID }, context) =>
      changeClientIds(context, OpenIDConnectProviderArn, (clientIds) =>
        clientIds.filter((clientId) => clientId !== ClientID),
      ),
  },
);

/** Replaces all thumbprints. */
export const updateOpenIDConnectProviderThumbprint = iamOperation('UpdateOpenIDConnectProviderThumbprint', {
  authorizes: ({ OpenIDConnectProviderArn }, context) =>
    authorizeOidcProvider(context, OpenIDConnectProviderArn, 'iam:UpdateOpenIDConnectProviderThumbprint'),

  async runs({ OpenIDConnectProviderArn, ThumbprintList }, { house, accountId }) {
    assertThumbprints(ThumbprintList);
    await house.store.write(async (tx) => {
      const row = await requireOidcProvider(tx, accountId, OpenIDConnectProviderArn);
      await tx
        .updateTable('oidc_providers')
        .set({ thumbprints: JSON.stringify(ThumbprintList) })
        .where('provider_id', '=', row.provider_id)
        .execute();
    });
    return {};
  },
});

/** Deletes a provider; roles go on naming it in their trust policies. */
export const deleteOpenIDConnectProvider = iamOperation('DeleteOpenIDConnectProvider', {
  authorizes: ({ OpenIDConnectProviderArn }, context) =>
    authorizeOidcProvider(context, OpenIDConnectProviderArn, 'iam:DeleteOpenIDConnectProvider'),

  async runs({ OpenIDConnectProviderArn }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const { provider_id } = await requireOidcProvider(tx, accountId, OpenIDConnectProviderArn);
      await dropTags(tx, provider_id);
      await tx.deleteFrom('oidc_providers').where('provider_id', '=', provider_id).execute();
    });
    return {};
  },
});

async function changeClientIds(
  { house, accountId }: OperationContext,
  arn: string,
  change: (clientIds: readonly string[]) => readonly string[],
): Promise<Record<string, never>> {
  await house.store.write(async (tx) => {
    const row = await requireOidcProvider(tx, accountId, arn);
    const clientIds = change(readList(row.client_ids));
    assertClientIds(clientIds);
    await tx
      .updateTable('oidc_providers')
      .set({ client_ids: JSON.stringify(clientIds) })
      .where('provider_id', '=', row.provider_id)
      .execute();
  });
  return {};
}

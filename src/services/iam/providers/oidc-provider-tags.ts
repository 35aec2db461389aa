import { requestTagKeys, tagKeys } from '../../../operation/tag-keys.ts';
import { iamOperation } from '../iam-operation.ts';
import { assertTags, putTags, removeTags, tagPage, tagsOf } from '../shared/tags.ts';
import { authorizeOidcProvider, requireOidcProvider } from './oidc-providers.ts';

export const tagOpenIDConnectProvider = iamOperation('TagOpenIDConnectProvider', {
  authorizes: ({ OpenIDConnectProviderArn, Tags }, context) =>
    authorizeOidcProvider(
      context,
      OpenIDConnectProviderArn,
      'iam:TagOpenIDConnectProvider',
      requestTagKeys(Tags),
    ),

  async runs({ OpenIDConnectProviderArn, Tags }, { house, accountId }) {
    assertTags(Tags, 'kept');
    await house.store.write(async (tx) => {
      const { provider_id } = await requireOidcProvider(tx, accountId, OpenIDConnectProviderArn);
      await putTags(tx, provider_id, Tags, 'kept');
    });
    return {};
  },
});

export const untagOpenIDConnectProvider = iamOperation('UntagOpenIDConnectProvider', {
  authorizes: ({ OpenIDConnectProviderArn, TagKeys }, context) =>
    authorizeOidcProvider(
      context,
      OpenIDConnectProviderArn,
      'iam:UntagOpenIDConnectProvider',
      tagKeys(TagKeys),
    ),

  async runs({ OpenIDConnectProviderArn, TagKeys }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const { provider_id } = await requireOidcProvider(tx, accountId, OpenIDConnectProviderArn);
      await removeTags(tx, provider_id, TagKeys, 'kept');
    });
    return {};
  },
});

export const listOpenIDConnectProviderTags = iamOperation('ListOpenIDConnectProviderTags', {
  authorizes: ({ OpenIDConnectProviderArn }, context) =>
    authorizeOidcProvider(context, OpenIDConnectProviderArn, 'iam:ListOpenIDConnectProviderTags'),

  runs(input, { house, accountId }) {
    return house.store.read(async (tx) => {
      const { provider_id } = await requireOidcProvider(tx, accountId, input.OpenIDConnectProviderArn);
      return tagPage('ListOpenIDConnectProviderTags', input, await tagsOf(tx, provider_id));
    });
  },
});

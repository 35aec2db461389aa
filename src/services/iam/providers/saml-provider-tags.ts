import { requestTagKeys, tagKeys } from '../../../operation/tag-keys.ts';
import { iamOperation } from '../iam-operation.ts';
import { assertTags, putTags, removeTags, tagPage, tagsOf } from '../shared/tags.ts';
import { authorizeSamlProvider, requireSamlProvider } from './saml-providers.ts';

export const tagSAMLProvider = iamOperation('TagSAMLProvider', {
  authorizes: ({ SAMLProviderArn, Tags }, context) =>
    authorizeSamlProvider(context, SAMLProviderArn, 'iam:TagSAMLProvider', requestTagKeys(Tags)),

  async runs({ SAMLProviderArn, Tags }, { house, accountId }) {
    assertTags(Tags, 'kept');
    await house.store.write(async (tx) => {
      const { provider_id } = await requireSamlProvider(tx, accountId, SAMLProviderArn);
      await putTags(tx, provider_id, Tags, 'kept');
    });
    return {};
  },
});

export const untagSAMLProvider = iamOperation('UntagSAMLProvider', {
  authorizes: ({ SAMLProviderArn, TagKeys }, context) =>
    authorizeSamlProvider(context, SAMLProviderArn, 'iam:UntagSAMLProvider', tagKeys(TagKeys)),

  async runs({ SAMLProviderArn, TagKeys }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const { provider_id } = await requireSamlProvider(tx, accountId, SAMLProviderArn);
      await removeTags(tx, provider_id, TagKeys, 'kept');
    });
    return {};
  },
});

export const listSAMLProviderTags = iamOperation('ListSAMLProviderTags', {
  authorizes: ({ SAMLProviderArn }, context) =>
    authorizeSamlProvider(context, SAMLProviderArn, 'iam:ListSAMLProviderTags'),

  runs(input, { house, accountId }) {
    return house.store.read(async (tx) => {
      const { provider_id } = await requireSamlProvider(tx, accountId, input.SAMLProviderArn);
      return tagPage('ListSAMLProviderTags', input, await tagsOf(tx, provider_id));
    });
  },
});

import { iamArn } from '../../../kernel/arn.ts';
import {
  differs,
  listChanges,
  listOf,
  tagChanges,
  tagsOf,
  textOf,
} from '../../../operation/resource-properties.ts';
import type { ResourceType } from '../../../operation/resource-type.ts';
import { iam, iamGone, isOurs } from './iam-calls.ts';
import { readOidcProvider, readSamlProvider } from './read-policies.ts';

/** `AWS::IAM::OIDCProvider` */
export const oidcProviderResource: ResourceType = {
  type: 'AWS::IAM::OIDCProvider',

  async create(properties, context) {
    const { Url, ClientIdList, ThumbprintList } = properties;
    const tags = tagsOf(properties, context.stackTags);
    const input = {
      Url,
      ClientIDList: ClientIdList,
      ThumbprintList,
      ...(tags.length === 0 ? {} : { Tags: tags }),
    };
    const { OpenIDConnectProviderArn = '' } = await iam(context, 'CreateOpenIDConnectProvider', input);
    return { physicalId: OpenIDConnectProviderArn, attributes: { Arn: OpenIDConnectProviderArn } };
  },

  async find(properties, context) {
    const issuer = (textOf(properties, 'Url') ?? '').replace(/^https?:\/\//, '');
    const Arn = iamArn(context.accountId, `oidc-provider/${issuer}`);
    const found = await iamGone(context, 'GetOpenIDConnectProvider', { OpenIDConnectProviderArn: Arn });
    return isOurs(found?.CreateDate, context) ? { physicalId: Arn, attributes: { Arn } } : undefined;
  },

  async update({ physicalId, properties: before, wanted, attributes }, context) {
    const OpenIDConnectProviderArn = physicalId;
    const { added, dropped } = listChanges(listOf(before, 'ClientIdList'), listOf(wanted, 'ClientIdList'));
    for (const ClientID of added)
      await iam(context, 'AddClientIDToOpenIDConnectProvider', { OpenIDConnectProviderArn, ClientID });
    for (const ClientID of dropped)
      await iam(context, 'RemoveClientIDFromOpenIDConnectProvider', { OpenIDConnectProviderArn, ClientID });
    if (differs(before, wanted, 'ThumbprintList')) {
      const ThumbprintList = listOf(wanted, 'ThumbprintList');
      await iam(context, 'UpdateOpenIDConnectProviderThumbprint', {
        OpenIDConnectProviderArn,
        ThumbprintList,
      });
    }
    const { set, unset } = tagChanges(before, wanted, context);
    if (set.length > 0)
      await iam(context, 'TagOpenIDConnectProvider', { OpenIDConnectProviderArn, Tags: set });
    if (unset.length > 0)
      await iam(context, 'UntagOpenIDConnectProvider', { OpenIDConnectProviderArn, TagKeys: unset });
    return { physicalId, attributes };
  },

  read: readOidcProvider,

  async remove({ physicalId: OpenIDConnectProviderArn }, context) {
    await iamGone(context, 'DeleteOpenIDConnectProvider', { OpenIDConnectProviderArn });
  },
};

/** `AWS::IAM::SAMLProvider` */
export const samlProviderResource: ResourceType = {
  type: 'AWS::IAM::SAMLProvider',
  notBuilt: ['PrivateKeyList', 'RemovePrivateKey'],
  naming: { property: 'Name', maxLength: 128 },

  async create(properties, context) {
    const { Name, SamlMetadataDocument } = properties;
    const tags = tagsOf(properties, context.stackTags);
    const input = {
      Name,
      SAMLMetadataDocument: SamlMetadataDocument,
      AssertionEncryptionMode: properties['AssertionEncryptionMode'],
      AddPrivateKey: properties['AddPrivateKey'],
      ...(tags.length === 0 ? {} : { Tags: tags }),
    };
    const { SAMLProviderArn = '' } = await iam(context, 'CreateSAMLProvider', input);
    await context.initiated(SAMLProviderArn);
    const { SAMLProviderUUID } = await iam(context, 'GetSAMLProvider', { SAMLProviderArn });
    const attributes = { Arn: SAMLProviderArn, SamlProviderUUID: SAMLProviderUUID };
    return { physicalId: SAMLProviderArn, attributes };
  },

  async find(properties, context) {
    const Arn = iamArn(context.accountId, `saml-provider/${textOf(properties, 'Name')}`);
    const found = await iamGone(context, 'GetSAMLProvider', { SAMLProviderArn: Arn });
    if (!isOurs(found?.CreateDate, context)) return undefined;
    return { physicalId: Arn, attributes: { Arn, SamlProviderUUID: found?.SAMLProviderUUID } };
  },

  async update({ physicalId: SAMLProviderArn, properties: before, wanted, attributes }, context) {
    if (
      differs(before, wanted, 'SamlMetadataDocument') ||
      differs(before, wanted, 'AssertionEncryptionMode')
    ) {
      const { SamlMetadataDocument: SAMLMetadataDocument, AssertionEncryptionMode } = wanted;
      const input = { SAMLProviderArn, SAMLMetadataDocument, AssertionEncryptionMode };
      await iam(context, 'UpdateSAMLProvider', input);
    }
    const { set, unset } = tagChanges(before, wanted, context);
    if (set.length > 0) await iam(context, 'TagSAMLProvider', { SAMLProviderArn, Tags: set });
    if (unset.length > 0) await iam(context, 'UntagSAMLProvider', { SAMLProviderArn, TagKeys: unset });
    return { physicalId: SAMLProviderArn, attributes };
  },

  read: readSamlProvider,

  async remove({ physicalId: SAMLProviderArn }, context) {
    await iamGone(context, 'DeleteSAMLProvider', { SAMLProviderArn });
  },
};

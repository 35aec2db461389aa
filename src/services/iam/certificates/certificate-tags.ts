import { requestTagKeys, tagKeys } from '../../../operation/tag-keys.ts';
import { iamOperation } from '../iam-operation.ts';
import { assertTags, putTags, removeTags, tagPage, tagsOf } from '../shared/tags.ts';
import { authorizeCertificate, requireCertificate } from './server-certificate-rows.ts';

/** The tags of a server certificate. */

export const tagServerCertificate = iamOperation('TagServerCertificate', {
  authorizes: ({ ServerCertificateName, Tags }, context) =>
    authorizeCertificate(context, ServerCertificateName, 'iam:TagServerCertificate', requestTagKeys(Tags)),

  async runs({ ServerCertificateName, Tags }, { house, accountId }) {
    assertTags(Tags, 'kept');
    await house.store.write(async (tx) => {
      const { certificate_id: id } = await requireCertificate(tx, accountId, ServerCertificateName);
      await putTags(tx, id, Tags, 'kept');
    });
    return {};
  },
});

export const untagServerCertificate = iamOperation('UntagServerCertificate', {
  authorizes: ({ ServerCertificateName, TagKeys }, context) =>
    authorizeCertificate(context, ServerCertificateName, 'iam:UntagServerCertificate', tagKeys(TagKeys)),

  async runs({ ServerCertificateName, TagKeys }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const { certificate_id: id } = await requireCertificate(tx, accountId, ServerCertificateName);
      await removeTags(tx, id, TagKeys, 'kept');
    });
    return {};
  },
});

export const listServerCertificateTags = iamOperation('ListServerCertificateTags', {
  authorizes: ({ ServerCertificateName }, context) =>
    authorizeCertificate(context, ServerCertificateName, 'iam:ListServerCertificateTags'),

  runs: (input, { house, accountId }) =>
    house.store.read(async (tx) => {
      const { certificate_id: id } = await requireCertificate(tx, accountId, input.ServerCertificateName);
      return tagPage('ListServerCertificateTags', input, await tagsOf(tx, id));
    }),
});

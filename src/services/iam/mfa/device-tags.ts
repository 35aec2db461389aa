import { requestTagKeys, tagKeys } from '../../../operation/tag-keys.ts';
import { iamOperation } from '../iam-operation.ts';
import { assertTags, putTags, removeTags, tagPage, tagsOf } from '../shared/tags.ts';
import { authorizeDevice, requireDevice } from './device-rows.ts';

/** The tags of a virtual MFA device. */

export const tagMfaDevice = iamOperation('TagMFADevice', {
  authorizes: ({ SerialNumber, Tags }, context) =>
    authorizeDevice(context, SerialNumber, 'iam:TagMFADevice', requestTagKeys(Tags)),

  async runs({ SerialNumber, Tags }, { house, accountId }) {
    assertTags(Tags, 'kept');
    await house.store.write(async (tx) => {
      await requireDevice(tx, accountId, SerialNumber);
      await putTags(tx, SerialNumber, Tags, 'kept');
    });
    return {};
  },
});

export const untagMfaDevice = iamOperation('UntagMFADevice', {
  authorizes: ({ SerialNumber, TagKeys }, context) =>
    authorizeDevice(context, SerialNumber, 'iam:UntagMFADevice', tagKeys(TagKeys)),

  async runs({ SerialNumber, TagKeys }, { house, accountId }) {
    await house.store.write(async (tx) => {
      await requireDevice(tx, accountId, SerialNumber);
      await removeTags(tx, SerialNumber, TagKeys, 'kept');
    });
    return {};
  },
});

export const listMfaDeviceTags = iamOperation('ListMFADeviceTags', {
  authorizes: ({ SerialNumber }, context) => authorizeDevice(context, SerialNumber, 'iam:ListMFADeviceTags'),

  runs: (input, { house, accountId }) =>
    house.store.read(async (tx) => {
      await requireDevice(tx, accountId, input.SerialNumber);
      return tagPage('ListMFADeviceTags', input, await tagsOf(tx, input.SerialNumber));
    }),
});

import { plainText } from '../../../kernel/plain-text.ts';
import type { ResourceType } from '../../../operation/resource-type.ts';
import { ec2, tagSpecifications } from './ec2-calls.ts';
import { readKeyPair } from './read-compute.ts';

/** `AWS::EC2::KeyPair`: made, or imported where the template brings the public half. */
export const keyPairResource: ResourceType = {
  type: 'AWS::EC2::KeyPair',

  async create(properties, context) {
    const { KeyName, KeyType, KeyFormat, PublicKeyMaterial } = properties;
    const tags = tagSpecifications(context, 'key-pair', properties);
    const made =
      PublicKeyMaterial === undefined
        ? await ec2(context, 'CreateKeyPair', { KeyName, KeyType, KeyFormat, ...tags })
        : await ec2(context, 'ImportKeyPair', {
            KeyName,
            PublicKeyMaterial: Buffer.from(plainText(PublicKeyMaterial)).toString('base64'),
            ...tags,
          });
    return {
      physicalId: made.KeyName ?? '',
      attributes: { KeyPairId: made.KeyPairId, KeyFingerprint: made.KeyFingerprint },
    };
  },

  read: readKeyPair,

  async remove({ physicalId: KeyName }, context) {
    await ec2(context, 'DeleteKeyPair', { KeyName });
  },
};

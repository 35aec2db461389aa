import type { KeyPairInfo } from '../../../model/generated/ec2.ts';
import { plainText } from '../../../kernel/plain-text.ts';
import type { Made, ResourceType } from '../../../operation/resource-type.ts';
import { byOwnTags, ec2, tagSpecifications } from './ec2-calls.ts';
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
    return keyMade(made);
  },

  async find(_properties, context) {
    const { KeyPairs = [] } = await ec2(context, 'DescribeKeyPairs', byOwnTags(context));
    const found = KeyPairs.find(({ KeyName = '' }) => !context.others.includes(KeyName));
    return found === undefined ? undefined : keyMade(found);
  },

  read: readKeyPair,

  async remove({ physicalId: KeyName }, context) {
    await ec2(context, 'DeleteKeyPair', { KeyName });
  },
};

function keyMade({ KeyName = '', KeyPairId, KeyFingerprint }: KeyPairInfo): Made {
  return { physicalId: KeyName, attributes: { KeyPairId, KeyFingerprint } };
}

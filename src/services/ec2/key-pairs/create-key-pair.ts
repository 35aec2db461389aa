import type { Ec2OperationName, TagSpecification } from '../../../model/generated/ec2.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { requestTagKeys } from '../../../operation/tag-keys.ts';
import type { WriteTx } from '../../../store/store.ts';
import { change, ec2Operation, regionKey } from '../ec2-operation.ts';
import { duplicateKeyPair, invalidParameterValue, unsupported } from '../errors.ts';
import { tagsToWire } from '../instances/instance-to-wire.ts';
import { createKey, readPublicKey, type PublicHalf } from './key-material.ts';
import { findKeyPair, type KeyPairData } from './key-pair-record.ts';
import { ec2Arn, placeOf } from '../shared/place.ts';
import { putTags, readTagSpecifications, tagList, taggingOnCreate, type Tags } from '../tags/tags.ts';

interface NewKeyPair {
  readonly KeyName: string;
  readonly TagSpecifications?: readonly TagSpecification[] | undefined;
}

const LONGEST_NAME = 255;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateKeyPair.html */
export const createKeyPair = ec2Operation('CreateKeyPair', {
  authorizes: (input, context) => creating(context, 'CreateKeyPair', input, input.KeyType ?? 'rsa'),
  async runs(input, context) {
    if (input.KeyFormat === 'ppk') throw unsupported('KeyFormat=ppk');
    const tags = tagsOf(input);
    await context.house.store.read((tx) => assertNameFree(tx, context, input.KeyName));
    const key = await createKey(input.KeyType ?? 'rsa', input.KeyName);
    return change(context, input, async (tx, now) => {
      const id = await insertKeyPair(tx, context, input.KeyName, key, tags, now);
      return {
        answer: {
          KeyPairId: id,
          Tags: tagsToWire(tags),
          KeyName: input.KeyName,
          KeyFingerprint: key.fingerprint,
          KeyMaterial: key.privatePem,
        },
        made: [id],
      };
    });
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImportKeyPair.html */
export const importKeyPair = ec2Operation('ImportKeyPair', {
  authorizes: (input, context) => creating(context, 'ImportKeyPair', input, undefined),
  async runs(input, context) {
    const tags = tagsOf(input);
    const key = readPublicKey(input.PublicKeyMaterial);
    return change(context, input, async (tx, now) => {
      const id = await insertKeyPair(tx, context, input.KeyName, key, tags, now);
      return {
        answer: {
          KeyFingerprint: key.fingerprint,
          KeyName: input.KeyName,
          KeyPairId: id,
          Tags: tagsToWire(tags),
        },
        made: [id],
      };
    });
  },
});

function tagsOf({ TagSpecifications }: NewKeyPair): Tags | undefined {
  return readTagSpecifications(TagSpecifications, ['key-pair'])['key-pair'];
}

function creating(
  context: OperationContext,
  action: Ec2OperationName,
  input: NewKeyPair,
  type: string | undefined,
): Authorization[] {
  const { KeyName } = input;
  if (KeyName.length > LONGEST_NAME || !/^[\u0020-\u007e]+$/.test(KeyName)) {
    throw invalidParameterValue(KeyName, 'KeyName', `Expecting up to ${LONGEST_NAME} ASCII characters.`);
  }
  const tags = tagsOf(input);
  const resource = ec2Arn(placeOf(context), `key-pair/${KeyName}`);
  const keys = {
    'ec2:KeyPairName': KeyName,
    'ec2:KeyPairType': type,
    ...requestTagKeys(tagList(tags)),
    ...regionKey(context),
  };
  return [{ action: `ec2:${action}`, resource, keys }, ...taggingOnCreate(context, action, resource, tags)];
}

async function assertNameFree(
  tx: Parameters<typeof findKeyPair>[0],
  context: OperationContext,
  name: string,
): Promise<void> {
  if ((await findKeyPair(tx, placeOf(context), name)) !== undefined) throw duplicateKeyPair(name);
}

async function insertKeyPair(
  tx: WriteTx,
  context: OperationContext,
  name: string,
  key: PublicHalf,
  tags: Tags | undefined,
  now: number,
): Promise<string> {
  await assertNameFree(tx, context, name);
  const { accountId, region } = placeOf(context);
  const id = context.house.ids.hex('key');
  const data: KeyPairData = {
    type: key.type,
    fingerprint: key.fingerprint,
    publicKey: `${key.openSsh} ${name}`,
  };
  await tx
    .insertInto('key_pairs')
    .values({ id, account_id: accountId, region, created_at: now, name, data: JSON.stringify(data) })
    .execute();
  await putTags(tx, id, tags);
  return id;
}

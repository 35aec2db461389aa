import type { DeleteKeyPairRequest, DeleteKeyPairResult, KeyPairInfo } from '../../../model/generated/ec2.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import type { ReadTx } from '../../../store/store.ts';
import type { Tagged } from '../shared/describe-resources.ts';
import { change, describing, ec2Operation, regionKey } from '../ec2-operation.ts';
import { missingParameter, notFound } from '../errors.ts';
import { compileFilters, type FilterFields } from '../shared/filters.ts';
import { readTags } from '../instances/instance-record.ts';
import { tagsToWire } from '../instances/instance-to-wire.ts';
import { readKeyPairs, type KeyPairRecord } from './key-pair-record.ts';
import { ec2Arn, placeOf } from '../shared/place.ts';
import { KEY_PAIR } from '../shared/resources.ts';
import { dropTags, tagList } from '../tags/tags.ts';

const FILTERS: FilterFields<Tagged<KeyPairRecord>> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    fingerprint: ({ record }) => record.data.fingerprint,
    'key-name': ({ record }) => record.name,
    'key-pair-id': ({ record }) => record.id,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeKeyPairs.html */
export const describeKeyPairs = ec2Operation('DescribeKeyPairs', {
  authorizes: describing('DescribeKeyPairs'),
  async runs({ KeyNames = [], KeyPairIds = [], Filters, IncludePublicKey }, context) {
    const matches = compileFilters(Filters, FILTERS);
    const all = await context.house.store.read((tx) => readTagged(tx, context));
    const unknown = KeyNames.filter((name) => !all.some(({ record }) => record.name === name));
    if (unknown.length > 0) throw notFound(KEY_PAIR, unknown);
    const unknownIds = KeyPairIds.filter((id) => !all.some(({ record }) => record.id === id));
    if (unknownIds.length > 0) throw notFound(KEY_PAIR, unknownIds);
    const found = all
      .filter(({ record }) => KeyNames.length === 0 || KeyNames.includes(record.name))
      .filter(({ record }) => KeyPairIds.length === 0 || KeyPairIds.includes(record.id))
      .filter(matches);
    return { KeyPairs: found.map((each) => keyPairToWire(each, IncludePublicKey === true)) };
  },
});

/** Deleting a key pair that is not there succeeds. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteKeyPair.html */
export const deleteKeyPair = ec2Operation('DeleteKeyPair', {
  async authorizes(input, context) {
    if (input.KeyName === undefined && input.KeyPairId === undefined) throw missingParameter('KeyName');
    const found = await context.house.store.read((tx) => find(tx, context, input));
    const name = found?.record.name ?? input.KeyName ?? '*';
    return {
      action: 'ec2:DeleteKeyPair',
      resource: ec2Arn(placeOf(context), `key-pair/${name}`),
      keys: {
        'ec2:KeyPairName': found?.record.name,
        'ec2:KeyPairType': found?.record.data.type,
        ...resourceTagKeys(tagList(found?.tags), 'ec2'),
        ...regionKey(context),
      },
    };
  },

  async runs(input, context) {
    return change<DeleteKeyPairResult>(context, input, async (tx) => {
      const found = await find(tx, context, input);
      if (found === undefined) return { answer: { Return: true } };
      const { id } = found.record;
      await dropTags(tx, [id]);
      await tx.deleteFrom('key_pairs').where('id', '=', id).execute();
      return { answer: { Return: true, KeyPairId: id } };
    });
  },
});

async function readTagged(tx: ReadTx, context: OperationContext): Promise<readonly Tagged<KeyPairRecord>[]> {
  const records = await readKeyPairs(tx, placeOf(context));
  const tags = await readTags(
    tx,
    records.map(({ id }) => id),
  );
  return records.map((record) => ({ record, tags: tags.get(record.id) }));
}

async function find(
  tx: ReadTx,
  context: OperationContext,
  { KeyName, KeyPairId }: DeleteKeyPairRequest,
): Promise<Tagged<KeyPairRecord> | undefined> {
  const all = await readTagged(tx, context);
  return all.find(({ record }) =>
    KeyPairId === undefined ? record.name === KeyName : record.id === KeyPairId,
  );
}

function keyPairToWire({ record, tags }: Tagged<KeyPairRecord>, withPublicKey: boolean): KeyPairInfo {
  return {
    KeyPairId: record.id,
    KeyType: record.data.type,
    Tags: tagsToWire(tags),
    PublicKey: withPublicKey ? `${record.data.publicKey}\n` : undefined,
    CreateTime: new Date(record.created_at),
    KeyName: record.name,
    KeyFingerprint: record.data.fingerprint,
  };
}

import type { Ec2OperationName } from '../../../model/generated/ec2.ts';
import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import type { ReadTx } from '../../../store/store.ts';
import { liveAssociations, type AssociationRecord } from '../profile-associations/associations.ts';
import { regionKey } from '../ec2-operation.ts';
import { findInstances } from './instance-reader.ts';
import { readTags, type InstanceRecord } from './instance-record.ts';
import { ec2Arn, placeOf } from '../shared/place.ts';
import { INSTANCE, assertIdsOf } from '../shared/resources.ts';
import { tagList, type Tags } from '../tags/tags.ts';

/**
 * The permission of an action on each of some instances. One that does not exist is asked for by its
 * ARN alone, so that only those who may act learn that it does not.
 *
 * @throws AwsError InvalidInstanceID.Malformed
 */
export async function onInstances(
  context: OperationContext,
  action: Ec2OperationName,
  ids: readonly string[],
  more: ConditionKeys = {},
): Promise<Authorization[]> {
  assertIdsOf(INSTANCE, ids);
  const place = placeOf(context);
  const keysById = await context.house.store.read((tx) => readKeys(tx, context, ids));
  return [...new Set(ids)].map((id) => ({
    action: `ec2:${action}`,
    resource: ec2Arn(place, `instance/${id}`),
    keys: { ...keysById.get(id), ...regionKey(context), ...more },
  }));
}

async function readKeys(
  tx: ReadTx,
  context: OperationContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ConditionKeys>> {
  const records = await findInstances(tx, placeOf(context), ids, context.house.clock.now().getTime());
  const known = records.map(({ id }) => id);
  const tags = await readTags(tx, known);
  const associations = await liveAssociations(tx, known);
  return new Map(
    records.map((record) => [
      record.id,
      instanceKeys(record, tags.get(record.id), associations.get(record.id)),
    ]),
  );
}

/**
 * What conditions may ask of an instance.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html#amazonec2-policy-keys
 */
export function instanceKeys(
  { id, instance_type, data }: InstanceRecord,
  tags: Tags | undefined,
  association: AssociationRecord | undefined,
): ConditionKeys {
  return {
    'ec2:AvailabilityZone': data.availabilityZone,
    'ec2:AvailabilityZoneId': data.availabilityZoneId,
    'ec2:EbsOptimized': String(data.isEbsOptimized),
    'ec2:InstanceID': id,
    'ec2:InstanceMarketType': 'on-demand',
    'ec2:InstanceMetadataTags': data.metadataOptions.instanceMetadataTags,
    'ec2:InstanceProfile': association?.profile_arn,
    'ec2:InstanceType': instance_type,
    'ec2:MetadataHttpEndpoint': data.metadataOptions.httpEndpoint,
    'ec2:MetadataHttpPutResponseHopLimit': String(data.metadataOptions.httpPutResponseHopLimit),
    'ec2:MetadataHttpTokens': data.metadataOptions.httpTokens,
    'ec2:RootDeviceType': 'ebs',
    'ec2:Tenancy': data.tenancy,
    ...resourceTagKeys(tagList(tags), 'ec2'),
  };
}

/**
 * `ec2:Attribute` and `ec2:Attribute/NAME` for what a Modify call sets, names with a capital:
 * `ec2:Attribute/HttpTokens`.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-instance-metadata
 */
export function attributeKeys(asked: object): ConditionKeys {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  const names = given.map(([name]) => name.charAt(0).toUpperCase() + name.slice(1));
  const values = given.map(([, value], at) => [
    `ec2:Attribute/${names[at]}`,
    Array.isArray(value) ? (value as readonly string[]) : String(value),
  ]);
  const [only] = names;
  return { 'ec2:Attribute': names.length === 1 ? only : names, ...Object.fromEntries(values) };
}

import type { InstanceAttribute, InstanceAttributeName } from '../../../model/generated/ec2.ts';
import { ec2Operation } from '../ec2-operation.ts';
import { onInstances } from './instance-authorizations.ts';
import { requireInstance } from './instance-reader.ts';
import type { InstanceRecord } from './instance-record.ts';
import { blockDevicesToWire, groupsToWire } from './instance-to-wire.ts';
import { placeOf } from '../shared/place.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceAttribute.html */
export const describeInstanceAttribute = ec2Operation('DescribeInstanceAttribute', {
  authorizes: ({ InstanceId }, context) => onInstances(context, 'DescribeInstanceAttribute', [InstanceId]),
  async runs({ InstanceId, Attribute }, context) {
    const now = context.house.clock.now().getTime();
    const record = await context.house.store.read((tx) =>
      requireInstance(tx, placeOf(context), InstanceId, now),
    );
    return { InstanceId, ...attributeOf(record, Attribute, now) };
  },
});

function attributeOf(record: InstanceRecord, name: InstanceAttributeName, now: number): InstanceAttribute {
  const { data } = record;
  switch (name) {
    case 'blockDeviceMapping':
      return { BlockDeviceMappings: blockDevicesToWire(record, now) };
    case 'disableApiStop':
      return { DisableApiStop: { Value: data.disableApiStop } };
    case 'disableApiTermination':
      return { DisableApiTermination: { Value: data.disableApiTermination } };
    case 'ebsOptimized':
      return { EbsOptimized: { Value: data.isEbsOptimized } };
    case 'enaSupport':
      return { EnaSupport: { Value: true } };
    case 'enclaveOptions':
      return { EnclaveOptions: { Enabled: false } };
    case 'groupSet':
      return { Groups: groupsToWire(record) };
    case 'instanceInitiatedShutdownBehavior':
      return { InstanceInitiatedShutdownBehavior: { Value: data.shutdownBehavior } };
    case 'instanceType':
      return { InstanceType: { Value: record.instance_type } };
    case 'kernel':
      return { KernelId: {} };
    case 'productCodes':
      return { ProductCodes: [] };
    case 'ramdisk':
      return { RamdiskId: {} };
    case 'rootDeviceName':
      return { RootDeviceName: { Value: data.rootDeviceName } };
    case 'sourceDestCheck':
      return { SourceDestCheck: { Value: data.sourceDestCheck } };
    case 'sriovNetSupport':
      return { SriovNetSupport: {} };
    case 'userData':
      return { UserData: record.user_data === null ? {} : { Value: record.user_data } };
  }
}

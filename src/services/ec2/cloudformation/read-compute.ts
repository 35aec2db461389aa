import { unless } from '../../../operation/resource-properties.ts';
import type { Existing, ReadContext } from '../../../operation/resource-type.ts';
import { ec2 } from './ec2-calls.ts';

/** What EC2 says of an `AWS::EC2::Instance`; one that was terminated is gone. */
export async function readInstance({ physicalId }: Existing, context: ReadContext) {
  const call = ec2(context, 'DescribeInstances', { InstanceIds: [physicalId] });
  const found = await unless(['InvalidInstanceID.NotFound'], call);
  const instance = found?.Reservations?.[0]?.Instances?.[0];
  const state = instance?.State?.Name;
  if (instance === undefined || state === 'terminated' || state === 'shutting-down') return undefined;
  const { InstanceType, ImageId, KeyName, SubnetId, PrivateIpAddress, SecurityGroups = [] } = instance;
  return {
    ...{ InstanceType, ImageId, KeyName, SubnetId, PrivateIpAddress },
    AvailabilityZone: instance.Placement?.AvailabilityZone,
    Tenancy: instance.Placement?.Tenancy,
    IamInstanceProfile: instance.IamInstanceProfile?.Arn?.split('/').at(-1),
    SecurityGroupIds: SecurityGroups.map(({ GroupId }) => GroupId),
    SecurityGroups: SecurityGroups.map(({ GroupName }) => GroupName),
    SourceDestCheck: instance.SourceDestCheck,
    EbsOptimized: instance.EbsOptimized,
    Monitoring: instance.Monitoring?.State === 'enabled',
    Tags: instance.Tags,
  };
}

/** What EC2 says of an `AWS::EC2::Volume`. */
export async function readVolume({ physicalId }: Existing, context: ReadContext) {
  const call = ec2(context, 'DescribeVolumes', { VolumeIds: [physicalId] });
  const volume = (await unless(['InvalidVolume.NotFound'], call))?.Volumes?.[0];
  if (volume === undefined) return undefined;
  const { AvailabilityZone, Size, VolumeType, Iops, Throughput, Encrypted, Tags } = volume;
  return { AvailabilityZone, Size, VolumeType, Iops, Throughput, Encrypted, Tags };
}

/** What EC2 says of an `AWS::EC2::KeyPair`. */
export async function readKeyPair({ physicalId }: Existing, context: ReadContext) {
  const call = ec2(context, 'DescribeKeyPairs', { KeyNames: [physicalId] });
  const pair = (await unless(['InvalidKeyPair.NotFound'], call))?.KeyPairs?.[0];
  return pair === undefined ? undefined : { KeyName: pair.KeyName, KeyType: pair.KeyType, Tags: pair.Tags };
}

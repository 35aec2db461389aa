import type { InstanceType, ResponseLaunchTemplateData } from '../../../model/generated/ec2.ts';
import { liveAssociations } from '../profile-associations/associations.ts';
import { ec2Operation } from '../ec2-operation.ts';
import { onInstances } from '../instances/instance-authorizations.ts';
import { requireInstance } from '../instances/instance-reader.ts';
import { devicesAt, readTags, type InstanceRecord } from '../instances/instance-record.ts';
import { tagsToWire } from '../instances/instance-to-wire.ts';
import { placeOf } from '../shared/place.ts';

/**
 * An instance as the data of a launch template that would launch another one like it.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetLaunchTemplateData.html
 */
export const getLaunchTemplateData = ec2Operation('GetLaunchTemplateData', {
  authorizes: ({ InstanceId }, context) => onInstances(context, 'GetLaunchTemplateData', [InstanceId]),
  async runs({ InstanceId }, context) {
    const now = context.house.clock.now().getTime();
    return context.house.store.read(async (tx) => {
      const record = await requireInstance(tx, placeOf(context), InstanceId, now);
      const association = (await liveAssociations(tx, [InstanceId])).get(InstanceId);
      const tags = (await readTags(tx, [InstanceId])).get(InstanceId);
      const data = dataOf(record, now);
      return {
        LaunchTemplateData: {
          ...data,
          IamInstanceProfile: association && { Arn: association.profile_arn },
          TagSpecifications:
            tags === undefined ? undefined : [{ ResourceType: 'instance', Tags: tagsToWire(tags) }],
        },
      };
    });
  },
});

function dataOf(record: InstanceRecord, now: number): ResponseLaunchTemplateData {
  const { data } = record;
  return {
    EbsOptimized: data.isEbsOptimized,
    BlockDeviceMappings: devicesAt(data, now).map(({ deviceName, deleteOnTermination }) => ({
      DeviceName: deviceName,
      Ebs: { DeleteOnTermination: deleteOnTermination },
    })),
    NetworkInterfaces: [
      {
        AssociatePublicIpAddress: data.hasPublicIp,
        DeleteOnTermination: data.networkInterface.deleteOnTermination,
        Description: data.networkInterface.description,
        DeviceIndex: 0,
        Groups: data.securityGroups.map(({ groupId }) => groupId),
        SubnetId: record.subnet_id,
      },
    ],
    ImageId: record.image_id,
    InstanceType: record.instance_type as InstanceType,
    KeyName: record.key_name ?? undefined,
    Monitoring: { Enabled: data.isMonitored },
    Placement: { AvailabilityZone: data.availabilityZone, Tenancy: data.tenancy },
    DisableApiTermination: data.disableApiTermination,
    DisableApiStop: data.disableApiStop,
    InstanceInitiatedShutdownBehavior: data.shutdownBehavior,
    UserData: record.user_data ?? undefined,
    CreditSpecification: data.creditSpecification && { CpuCredits: data.creditSpecification },
    MetadataOptions: {
      HttpTokens: data.metadataOptions.httpTokens,
      HttpPutResponseHopLimit: data.metadataOptions.httpPutResponseHopLimit,
      HttpEndpoint: data.metadataOptions.httpEndpoint,
      HttpProtocolIpv6: data.metadataOptions.httpProtocolIpv6,
      InstanceMetadataTags: data.metadataOptions.instanceMetadataTags,
    },
  };
}

import { AwsError } from '../../../kernel/aws-error.ts';
import { structuresOf, textOf } from '../../../operation/resource-properties.ts';
import type { Properties, ResourceContext, ResourceType } from '../../../operation/resource-type.ts';
import { ec2, tagSpecifications, until } from './ec2-calls.ts';
import { updateInstance } from './update-instance.ts';
import { instanceMade, instanceState, untilState } from './instance-state.ts';
import { readInstance } from './read-compute.ts';

const PROFILE = 'AWS::IAM::InstanceProfile';

/** `AWS::EC2::Instance` */
export const instanceResource: ResourceType = {
  type: 'AWS::EC2::Instance',
  notBuilt: [
    'AdditionalInfo',
    'ElasticGpuSpecifications',
    'ElasticInferenceAccelerators',
    'KernelId',
    'LicenseSpecifications',
    'RamdiskId',
    'SsmAssociations',
  ],

  async create(properties, context) {
    const InstanceId = await launch(properties, context);
    await context.initiated(InstanceId);
    await untilState(context, InstanceId, 'running');
    await attachVolumes(properties, InstanceId, context);
    if (properties['SourceDestCheck'] !== undefined) {
      const SourceDestCheck = { Value: properties['SourceDestCheck'] };
      await ec2(context, 'ModifyInstanceAttribute', { InstanceId, SourceDestCheck });
    }
    return instanceMade(context, InstanceId);
  },

  update: updateInstance,

  // These cannot be changed on an instance that is there; type, user data and groups can.
  replaces: (property) =>
    [
      'AdditionalInfo',
      'Affinity',
      'BlockDeviceMappings',
      'HostId',
      'KernelId',
      'RamdiskId',
      'Tenancy',
    ].includes(property),

  read: readInstance,

  async remove({ physicalId: InstanceId }, context) {
    if ((await instanceState(context, InstanceId)) === 'terminated') return;
    await ec2(context, 'TerminateInstances', { InstanceIds: [InstanceId] });
    await untilState(context, InstanceId, 'terminated');
  },
};

/**
 * Launches it. A profile that is not there may be one that the same stack is still making, also where
 * the template says nothing of the order.
 */
async function launch(properties: Properties, context: ResourceContext): Promise<string> {
  const input = launchInput(properties, context);
  for (;;) {
    try {
      const { Instances: [instance] = [] } = await ec2(context, 'RunInstances', input);
      return instance?.InstanceId ?? '';
    } catch (error) {
      if (!isMissingProfile(error) || !(await context.anotherDone(PROFILE))) throw error;
    }
  }
}

function isMissingProfile(error: unknown): boolean {
  if (!(error instanceof AwsError) || error.code !== 'InvalidParameterValue') return false;
  return /Invalid IAM Instance Profile|has no associated IAM Roles/.test(error.message);
}

function launchInput(properties: Properties, context: ResourceContext): object {
  const profile = textOf(properties, 'IamInstanceProfile');
  const tagsVolumes = textOf(properties, 'PropagateTagsToVolumeOnCreation') === 'true';
  const credit = properties['CreditSpecification'] as Properties | undefined;
  return {
    ...{ MinCount: 1, MaxCount: 1, ClientToken: context.token },
    ...pick(properties, [
      ...['BlockDeviceMappings', 'CpuOptions', 'DisableApiTermination', 'EbsOptimized', 'ImageId'],
      ...[
        'InstanceInitiatedShutdownBehavior',
        'InstanceType',
        'KeyName',
        'LaunchTemplate',
        'MetadataOptions',
      ],
      ...[
        'PrivateDnsNameOptions',
        'PrivateIpAddress',
        'SecurityGroupIds',
        'SecurityGroups',
        'SubnetId',
        'UserData',
      ],
      ...['EnclaveOptions', 'HibernationOptions', 'Ipv6AddressCount', 'Ipv6Addresses'],
    ]),
    ...(profile === undefined ? {} : { IamInstanceProfile: { Name: profile } }),
    ...(properties['Monitoring'] === undefined ? {} : { Monitoring: { Enabled: properties['Monitoring'] } }),
    ...(credit === undefined ? {} : { CreditSpecification: { CpuCredits: credit['CPUCredits'] } }),
    ...placement(properties),
    ...networkInterfaces(properties),
    ...tagSpecifications(context, tagsVolumes ? ['instance', 'volume'] : 'instance', properties),
  };
}

function placement(properties: Properties): object {
  const Placement = {
    ...pick(properties, ['Affinity', 'AvailabilityZone', 'HostId', 'HostResourceGroupArn', 'Tenancy']),
    ...(properties['PlacementGroupName'] === undefined
      ? {}
      : { GroupName: properties['PlacementGroupName'] }),
  };
  return Object.keys(Placement).length === 0 ? {} : { Placement };
}

function networkInterfaces(properties: Properties): object {
  const interfaces = structuresOf(properties, 'NetworkInterfaces');
  if (interfaces.length === 0) return {};
  return {
    NetworkInterfaces: interfaces.map(({ GroupSet, ...rest }) => ({
      ...rest,
      ...(GroupSet === undefined ? {} : { Groups: GroupSet }),
    })),
  };
}

async function attachVolumes(
  properties: Properties,
  InstanceId: string,
  context: ResourceContext,
): Promise<void> {
  for (const { Device, VolumeId } of structuresOf(properties, 'Volumes')) {
    await ec2(context, 'AttachVolume', { Device, VolumeId, InstanceId });
    await until(context, async () => {
      const { Volumes: [volume] = [] } = await ec2(context, 'DescribeVolumes', { VolumeIds: [VolumeId] });
      return volume?.State === 'in-use' ? true : undefined;
    });
  }
}

/** The properties that are there, of those named. */
function pick(properties: Properties, names: readonly string[]): object {
  return Object.fromEntries(
    names.filter((name) => properties[name] !== undefined).map((name) => [name, properties[name]]),
  );
}

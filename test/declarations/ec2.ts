import type { Ec2Operations, ResourceType } from '../../src/model/generated/ec2.ts';
import { ec2Service } from '../../src/services/ec2/service.ts';
import { documentOf, type InProcessHouse } from '../in-process-house.ts';
import { networkInputs } from './ec2-network.ts';
import type { Samples } from './samples.ts';

const TAGS = [{ Key: 'team', Value: 'blue' }];
const IMAGE = 'ami-0123456789abcdef0';
const PROFILE = { IamInstanceProfile: { Name: 'Ec2Profile' } };
const tagged = (...types: readonly ResourceType[]) =>
  types.map((ResourceType) => ({ ResourceType, Tags: TAGS }));

export const ec2Samples: Samples = {
  service: ec2Service,
  async inputs(inside) {
    await makeProfile(inside);
    const { InstanceId, AssociationId, GroupId, VpcId, Resources } = await launch(inside);
    const instances = { InstanceIds: [InstanceId] };
    const VolumeId = Resources.find((id) => id.startsWith('vol-')) ?? '';
    const { SnapshotId = '' } = (await inside.call(inside.root, 'ec2', 'CreateSnapshot', {
      VolumeId,
    })) as Ec2Operations['CreateSnapshot']['output'];
    const template = { LaunchTemplateName: 'template' };
    await inside.call(inside.root, 'ec2', 'CreateLaunchTemplate', {
      ...template,
      LaunchTemplateData: { InstanceType: 't3.micro' },
    });
    return {
      ...(await networkInputs(
        (name, input) => inside.call(inside.root, 'ec2', name, input) as never,
        InstanceId,
      )),
      AssociateIamInstanceProfile: { InstanceId, ...PROFILE },
      AuthorizeSecurityGroupEgress: { GroupId, TagSpecifications: tagged('security-group-rule') },
      AuthorizeSecurityGroupIngress: { GroupId, TagSpecifications: tagged('security-group-rule') },
      CreateLaunchTemplate: {
        LaunchTemplateName: 'new',
        LaunchTemplateData: { ImageId: IMAGE },
        TagSpecifications: tagged('launch-template'),
      },
      CreateLaunchTemplateVersion: { ...template, LaunchTemplateData: { ImageId: IMAGE } },
      DeleteLaunchTemplate: template,
      DeleteLaunchTemplateVersions: { ...template, Versions: ['1'] },
      DescribeLaunchTemplateVersions: template,
      DescribeLaunchTemplates: {},
      GetLaunchTemplateData: { InstanceId },
      ModifyLaunchTemplate: { ...template, DefaultVersion: '1' },
      CreateKeyPair: { KeyName: 'new', TagSpecifications: tagged('key-pair') },
      CreateSecurityGroup: {
        GroupName: 'new',
        Description: 'new',
        TagSpecifications: tagged('security-group'),
      },
      CreateTags: { Resources, Tags: TAGS },
      DeleteKeyPair: { KeyName: 'key' },
      DeleteSecurityGroup: { GroupId },
      DeleteTags: { Resources, Tags: TAGS },
      DescribeAvailabilityZones: {},
      DescribeIamInstanceProfileAssociations: {},
      DescribeImages: {},
      DescribeInstanceAttribute: { InstanceId, Attribute: 'userData' },
      DescribeInstanceStatus: {},
      DescribeInstanceTypeOfferings: {},
      DescribeInstanceTypes: {},
      DescribeInstanceCreditSpecifications: {},
      DescribeInstances: {},
      DescribeKeyPairs: {},
      DescribeRegions: {},
      DescribeSecurityGroups: {},
      DescribeTags: {},
      DescribeVolumes: {},
      DescribeInstanceImageMetadata: {},
      GetDefaultCreditSpecification: { InstanceFamily: 't3' },
      GetEbsEncryptionByDefault: {},
      GetInstanceMetadataDefaults: {},
      GetInstanceUefiData: { InstanceId },
      GetPasswordData: { InstanceId },
      ModifyInstanceCreditSpecification: {
        InstanceCreditSpecifications: [{ InstanceId, CpuCredits: 'standard' }],
      },
      ModifyInstanceMetadataDefaults: { HttpTokens: 'required' },
      ModifyInstancePlacement: { InstanceId, Tenancy: 'default' },
      ModifyPrivateDnsNameOptions: { InstanceId, EnableResourceNameDnsARecord: true },
      MonitorInstances: instances,
      ReportInstanceStatus: { Instances: [InstanceId], Status: 'ok', ReasonCodes: ['other'] },
      ResetInstanceAttribute: { InstanceId, Attribute: 'sourceDestCheck' },
      UnmonitorInstances: instances,
      AttachVolume: { InstanceId, VolumeId, Device: '/dev/sdf' },
      CreateImage: { InstanceId, Name: 'new', TagSpecifications: tagged('image', 'snapshot') },
      CreateSnapshot: { VolumeId, TagSpecifications: tagged('snapshot') },
      CreateVolume: {
        SnapshotId,
        AvailabilityZone: 'us-east-1a',
        Size: 9,
        VolumeType: 'gp3',
        TagSpecifications: tagged('volume'),
      },
      DeleteSnapshot: { SnapshotId },
      DeleteVolume: { VolumeId },
      DeregisterImage: { ImageId: IMAGE },
      DescribeImageAttribute: { ImageId: IMAGE, Attribute: 'description' },
      DescribeSnapshots: {},
      DescribeVolumeAttribute: { VolumeId, Attribute: 'autoEnableIO' },
      DescribeVolumeStatus: {},
      DescribeVolumesModifications: {},
      DetachVolume: { VolumeId },
      ModifyVolume: { VolumeId, Size: 100 },
      ModifyVolumeAttribute: { VolumeId, AutoEnableIO: { Value: true } },
      CreateVpcEndpoint: {
        VpcId,
        ServiceName: 'com.amazonaws.us-east-1.s3',
        TagSpecifications: tagged('vpc-endpoint'),
      },
      DeleteVpcEndpoints: { VpcEndpointIds: ['vpce-0123456789abcdef0'] },
      DescribeVpcEndpoints: {},
      DescribeVpcEndpointServices: {},
      ModifyVpcEndpoint: { VpcEndpointId: 'vpce-0123456789abcdef0', ResetPolicy: true },
      DisassociateIamInstanceProfile: { AssociationId },
      GetConsoleOutput: { InstanceId },
      ImportKeyPair: {
        KeyName: 'new',
        PublicKeyMaterial: new Uint8Array(),
        TagSpecifications: tagged('key-pair'),
      },
      ModifyInstanceAttribute: { InstanceId, DisableApiTermination: { Value: true } },
      ModifyInstanceMetadataOptions: { InstanceId, HttpTokens: 'required' },
      RebootInstances: instances,
      ReplaceIamInstanceProfileAssociation: { AssociationId, ...PROFILE },
      RunInstances: {
        LaunchTemplate: template,
        ImageId: IMAGE,
        MinCount: 1,
        MaxCount: 1,
        KeyName: 'key',
        ...PROFILE,
        TagSpecifications: tagged('instance', 'volume', 'network-interface'),
      },
      StartInstances: instances,
      StopInstances: instances,
      TerminateInstances: instances,
    } satisfies Partial<Record<keyof Ec2Operations, object>>;
  },
  departures: {
    // Nobody's create action when the tags are put on later.
    unheardOfIn: { CreateTags: ['ec2:CreateAction'] },
  },
};

async function makeProfile(inside: InProcessHouse): Promise<void> {
  const trust = documentOf({
    Effect: 'Allow',
    Principal: { Service: 'ec2.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  const calls: readonly (readonly [string, object])[] = [
    ['CreateRole', { RoleName: 'Ec2Role', AssumeRolePolicyDocument: trust }],
    ['CreateInstanceProfile', { InstanceProfileName: 'Ec2Profile' }],
    ['AddRoleToInstanceProfile', { InstanceProfileName: 'Ec2Profile', RoleName: 'Ec2Role' }],
  ];
  for (const [name, input] of calls) await inside.call(inside.root, 'iam', name, input);
}

/** One of every kind of resource that can be tagged. */
async function launch(inside: InProcessHouse) {
  const ec2 = async <Name extends keyof Ec2Operations>(name: Name, input: Ec2Operations[Name]['input']) =>
    (await inside.call(inside.root, 'ec2', name, input)) as Ec2Operations[Name]['output'];
  const { KeyPairId = '' } = await ec2('CreateKeyPair', { KeyName: 'key', KeyType: 'ed25519' });
  const { Instances } = await ec2('RunInstances', {
    ImageId: IMAGE,
    MinCount: 1,
    MaxCount: 1,
    ...PROFILE,
    TagSpecifications: tagged('instance'),
  });
  const {
    InstanceId = '',
    VpcId = '',
    SubnetId = '',
    NetworkInterfaces,
    SecurityGroups,
  } = Instances?.[0] ?? {};
  const { Volumes } = await ec2('DescribeVolumes', {});
  const { IamInstanceProfileAssociations } = await ec2('DescribeIamInstanceProfileAssociations', {});
  return {
    InstanceId,
    VpcId,
    GroupId: SecurityGroups?.[0]?.GroupId ?? '',
    AssociationId: IamInstanceProfileAssociations?.[0]?.AssociationId ?? '',
    Resources: [
      InstanceId,
      VpcId,
      SubnetId,
      KeyPairId,
      NetworkInterfaces?.[0]?.NetworkInterfaceId ?? '',
      SecurityGroups?.[0]?.GroupId ?? '',
      Volumes?.[0]?.VolumeId ?? '',
    ],
  };
}

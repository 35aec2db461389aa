import { plainText } from '../../../kernel/plain-text.ts';
import { differs, textOf } from '../../../operation/resource-properties.ts';
import type { Made, ResourceType } from '../../../operation/resource-type.ts';
import { byOwnTags, changeTags, ec2, tagSpecifications, until } from './ec2-calls.ts';
import { readAddress, readInternetGateway, readNatGateway } from './read-network.ts';

/** `AWS::EC2::InternetGateway` */
export const internetGatewayResource: ResourceType = {
  type: 'AWS::EC2::InternetGateway',

  async create(properties, context) {
    const tags = tagSpecifications(context, 'internet-gateway', properties);
    const { InternetGateway } = await ec2(context, 'CreateInternetGateway', tags);
    return gatewayMade(InternetGateway?.InternetGatewayId ?? '');
  },

  async find(_properties, context) {
    const { InternetGateways = [] } = await ec2(context, 'DescribeInternetGateways', byOwnTags(context));
    const ids = InternetGateways.map(({ InternetGatewayId = '' }) => InternetGatewayId);
    const id = ids.find((one) => !context.others.includes(one));
    return id === undefined ? undefined : gatewayMade(id);
  },

  async update(change, context) {
    await changeTags(context, change.physicalId, change);
    return { physicalId: change.physicalId, attributes: change.attributes };
  },

  read: readInternetGateway,

  async remove({ physicalId: InternetGatewayId }, context) {
    await ec2(context, 'DeleteInternetGateway', { InternetGatewayId });
  },
};

function gatewayMade(physicalId: string): Made {
  return { physicalId, attributes: { InternetGatewayId: physicalId } };
}

function attachmentMade(vpcId: unknown): Made {
  return { physicalId: `IGW|${plainText(vpcId)}`, attributes: { AttachmentType: 'IGW' } };
}

/** `AWS::EC2::VPCGatewayAttachment`, of internet gateways. */
export const vpcGatewayAttachmentResource: ResourceType = {
  type: 'AWS::EC2::VPCGatewayAttachment',
  notBuilt: ['VpnGatewayId'],

  async create(properties, context) {
    const { InternetGatewayId, VpcId } = properties;
    await ec2(context, 'AttachInternetGateway', { InternetGatewayId, VpcId });
    return attachmentMade(VpcId);
  },

  async find({ InternetGatewayId, VpcId }, context) {
    const input = { InternetGatewayIds: [InternetGatewayId] };
    const { InternetGateways: [gateway] = [] } = await ec2(context, 'DescribeInternetGateways', input);
    const isThere = gateway?.Attachments?.some((one) => one.VpcId === VpcId) === true;
    return isThere ? attachmentMade(VpcId) : undefined;
  },

  async update({ physicalId, properties: before, wanted, attributes }, context) {
    if (differs(before, wanted, 'InternetGatewayId')) {
      const { VpcId } = wanted;
      await ec2(context, 'DetachInternetGateway', { InternetGatewayId: before['InternetGatewayId'], VpcId });
      await ec2(context, 'AttachInternetGateway', { InternetGatewayId: wanted['InternetGatewayId'], VpcId });
    }
    return { physicalId, attributes };
  },

  async remove({ properties }, context) {
    const { InternetGatewayId, VpcId } = properties;
    await ec2(context, 'DetachInternetGateway', { InternetGatewayId, VpcId });
  },
};

/** `AWS::EC2::EIP` */
export const eipResource: ResourceType = {
  type: 'AWS::EC2::EIP',
  notBuilt: ['IpamPoolId', 'TransferAddress'],

  async create(properties, context) {
    const { Domain = 'vpc', PublicIpv4Pool, NetworkBorderGroup, Address, InstanceId } = properties;
    const tags = tagSpecifications(context, 'elastic-ip', properties);
    const input = { Domain, PublicIpv4Pool, NetworkBorderGroup, Address, ...tags };
    const { AllocationId, PublicIp = '' } = await ec2(context, 'AllocateAddress', input);
    await context.initiated(PublicIp);
    if (InstanceId !== undefined) await ec2(context, 'AssociateAddress', { AllocationId, InstanceId });
    return { physicalId: PublicIp, attributes: { PublicIp, AllocationId } };
  },

  async find({ InstanceId }, context) {
    const { Addresses = [] } = await ec2(context, 'DescribeAddresses', byOwnTags(context));
    const found = Addresses.find(({ PublicIp = '' }) => !context.others.includes(PublicIp));
    if (found === undefined) return undefined;
    const { PublicIp = '', AllocationId } = found;
    if (InstanceId !== undefined && found.InstanceId === undefined)
      await ec2(context, 'AssociateAddress', { AllocationId, InstanceId });
    return { physicalId: PublicIp, attributes: { PublicIp, AllocationId } };
  },

  async update(change, context) {
    const { physicalId, properties: before, wanted, attributes } = change;
    const AllocationId = textOf(attributes, 'AllocationId') ?? '';
    if (differs(before, wanted, 'InstanceId')) {
      const { InstanceId } = wanted;
      if (InstanceId === undefined) {
        await ec2(context, 'DisassociateAddress', { PublicIp: physicalId });
      } else {
        await ec2(context, 'AssociateAddress', { AllocationId, InstanceId, AllowReassociation: true });
      }
    }
    await changeTags(context, AllocationId, change);
    return { physicalId, attributes };
  },

  read: readAddress,

  async remove({ physicalId: PublicIp }, context) {
    const { Addresses: [address] = [] } = await ec2(context, 'DescribeAddresses', { PublicIps: [PublicIp] });
    const { AllocationId, AssociationId } = address ?? {};
    if (AssociationId !== undefined) await ec2(context, 'DisassociateAddress', { AssociationId });
    await ec2(context, 'ReleaseAddress', { AllocationId });
  },
};

/** `AWS::EC2::NatGateway` */
export const natGatewayResource: ResourceType = {
  type: 'AWS::EC2::NatGateway',
  notBuilt: [
    'AvailabilityZoneAddresses',
    'SecondaryAllocationIds',
    'SecondaryPrivateIpAddressCount',
    'SecondaryPrivateIpAddresses',
  ],

  async create(properties, context) {
    const { AllocationId, SubnetId, ConnectivityType, PrivateIpAddress, AvailabilityMode, VpcId } =
      properties;
    const { NatGateway } = await ec2(context, 'CreateNatGateway', {
      ...{ AllocationId, SubnetId, ConnectivityType, PrivateIpAddress, AvailabilityMode, VpcId },
      ClientToken: context.token,
      ...tagSpecifications(context, 'natgateway', properties),
    });
    const NatGatewayId = NatGateway?.NatGatewayId ?? '';
    await context.initiated(NatGatewayId);
    const made = await until(context, async () => {
      const { NatGateways: [gateway] = [] } = await ec2(context, 'DescribeNatGateways', {
        NatGatewayIds: [NatGatewayId],
      });
      return gateway?.State === 'pending' ? undefined : gateway;
    });
    const EniId = made.NatGatewayAddresses?.[0]?.NetworkInterfaceId ?? '';
    return { physicalId: NatGatewayId, attributes: { NatGatewayId, EniId } };
  },

  async update(change, context) {
    await changeTags(context, change.physicalId, change);
    return { physicalId: change.physicalId, attributes: change.attributes };
  },

  read: readNatGateway,

  async remove({ physicalId: NatGatewayId }, context) {
    await ec2(context, 'DeleteNatGateway', { NatGatewayId });
    await until(context, async () => {
      const { NatGateways: [gateway] = [] } = await ec2(context, 'DescribeNatGateways', {
        NatGatewayIds: [NatGatewayId],
      });
      return gateway?.State === 'deleting' ? undefined : true;
    });
  },
};

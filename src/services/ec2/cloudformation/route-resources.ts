import { textOf } from '../../../operation/resource-properties.ts';
import type { Properties, ResourceType } from '../../../operation/resource-type.ts';
import { changeTags, ec2, tagSpecifications } from './ec2-calls.ts';
import { readAssociation, readRouteTable } from './read-network.ts';

/** `AWS::EC2::RouteTable` */
export const routeTableResource: ResourceType = {
  type: 'AWS::EC2::RouteTable',

  async create(properties, context) {
    const tags = tagSpecifications(context, 'route-table', properties);
    const input = { VpcId: properties['VpcId'], ClientToken: context.token, ...tags };
    const { RouteTable } = await ec2(context, 'CreateRouteTable', input);
    const physicalId = RouteTable?.RouteTableId ?? '';
    return { physicalId, attributes: { RouteTableId: physicalId } };
  },

  async update(change, context) {
    await changeTags(context, change.physicalId, change);
    return { physicalId: change.physicalId, attributes: change.attributes };
  },

  read: readRouteTable,

  async remove({ physicalId: RouteTableId }, context) {
    await ec2(context, 'DeleteRouteTable', { RouteTableId });
  },
};

/** Where a route may lead. */
const TARGETS = [
  'EgressOnlyInternetGatewayId',
  'GatewayId',
  'InstanceId',
  'NatGatewayId',
  'NetworkInterfaceId',
  'TransitGatewayId',
  'VpcEndpointId',
  'VpcPeeringConnectionId',
];

const DESTINATIONS = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'];

function pick(properties: Properties, names: readonly string[]): object {
  return Object.fromEntries(
    names.filter((name) => properties[name] !== undefined).map((name) => [name, properties[name]]),
  );
}

/** `AWS::EC2::Route` */
export const routeResource: ResourceType = {
  type: 'AWS::EC2::Route',

  async create(properties, context) {
    const { RouteTableId } = properties;
    const input = { RouteTableId, ...pick(properties, [...DESTINATIONS, ...TARGETS]) };
    await ec2(context, 'CreateRoute', input);
    const destination = DESTINATIONS.map((name) => textOf(properties, name)).find((one) => one !== undefined);
    return {
      physicalId: `${textOf(properties, 'RouteTableId')}|${destination ?? ''}`,
      attributes: { CidrBlock: destination ?? '' },
    };
  },

  async update({ physicalId, wanted, attributes }, context) {
    const { RouteTableId } = wanted;
    await ec2(context, 'ReplaceRoute', { RouteTableId, ...pick(wanted, [...DESTINATIONS, ...TARGETS]) });
    return { physicalId, attributes };
  },

  async remove({ properties }, context) {
    const { RouteTableId } = properties;
    await ec2(context, 'DeleteRoute', { RouteTableId, ...pick(properties, DESTINATIONS) });
  },
};

/** `AWS::EC2::SubnetRouteTableAssociation` */
export const subnetRouteTableAssociationResource: ResourceType = {
  type: 'AWS::EC2::SubnetRouteTableAssociation',

  async create({ RouteTableId, SubnetId }, context) {
    const { AssociationId = '' } = await ec2(context, 'AssociateRouteTable', { RouteTableId, SubnetId });
    return { physicalId: AssociationId, attributes: { Id: AssociationId } };
  },

  read: readAssociation,

  async remove({ physicalId: AssociationId }, context) {
    await ec2(context, 'DisassociateRouteTable', { AssociationId });
  },
};

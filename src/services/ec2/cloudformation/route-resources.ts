import { textOf } from '../../../operation/resource-properties.ts';
import type { Made, Properties, ResourceType } from '../../../operation/resource-type.ts';
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

function routeMade(properties: Properties): Made {
  const destination = DESTINATIONS.map((name) => textOf(properties, name)).find((one) => one !== undefined);
  return {
    physicalId: `${textOf(properties, 'RouteTableId')}|${destination ?? ''}`,
    attributes: { CidrBlock: destination ?? '' },
  };
}

/** `AWS::EC2::Route` */
export const routeResource: ResourceType = {
  type: 'AWS::EC2::Route',
  notBuilt: ['CarrierGatewayId', 'CoreNetworkArn', 'LocalGatewayId', 'OdbNetworkArn'],

  async create(properties, context) {
    const { RouteTableId } = properties;
    const input = { RouteTableId, ...pick(properties, [...DESTINATIONS, ...TARGETS]) };
    await ec2(context, 'CreateRoute', input);
    return routeMade(properties);
  },

  async find(properties, context) {
    const { RouteTables: [table] = [] } = await ec2(context, 'DescribeRouteTables', {
      RouteTableIds: [properties['RouteTableId']],
    });
    const wanted = pick(properties, [...DESTINATIONS, ...TARGETS]);
    const isIt = (route: object) =>
      Object.entries(wanted).every(([name, value]) => (route as Properties)[name] === value);
    return table?.Routes?.some(isIt) === true ? routeMade(properties) : undefined;
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

  async find({ RouteTableId, SubnetId }, context) {
    const input = { RouteTableIds: [RouteTableId] };
    const { RouteTables: [table] = [] } = await ec2(context, 'DescribeRouteTables', input);
    const id = table?.Associations?.find((one) => one.SubnetId === SubnetId)?.RouteTableAssociationId;
    return id === undefined ? undefined : { physicalId: id, attributes: { Id: id } };
  },

  read: readAssociation,

  async remove({ physicalId: AssociationId }, context) {
    await ec2(context, 'DisassociateRouteTable', { AssociationId });
  },
};

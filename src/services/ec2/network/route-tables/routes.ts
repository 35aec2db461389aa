import type { ReadTx } from '../../../../store/store.ts';
import { change, ec2Operation } from '../../ec2-operation.ts';
import { notFound } from '../../errors.ts';
import { requireInstance } from '../../instances/instance-reader.ts';
import { placeOf, type Place } from '../../shared/place.ts';
import { NAT_GATEWAY, NETWORK_INTERFACE, ROUTE_TABLE } from '../../shared/resources.ts';
import { contains, parseBlock } from '../addresses.ts';
import { natGatewayState } from '../nat-gateways/nat-gateway-state.ts';
import {
  differentNetworks,
  limitExceeded,
  localRoute,
  prefixListRoute,
  routeAlreadyExists,
  severalInterfaces,
  tooSpecificRoute,
  unknownGateway,
  unknownRoute,
  unknownRouteToReplace,
} from '../network-errors.ts';
import type { Route, RouteTableRecord } from '../network-records.ts';
import { findOne, readAll, requireOne, updateData } from '../network-store.ts';
import { onResource } from '../on-resource.ts';
import {
  leadsTo,
  readDestination,
  readTarget,
  type Destination,
  type RequestedTarget,
} from './read-route.ts';

/** Routes of a table beside the local one. */
const MAX_ROUTES = 500;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html */
export const createRoute = ec2Operation('CreateRoute', {
  authorizes: ({ RouteTableId }, context) => onResource(context, 'CreateRoute', ROUTE_TABLE, RouteTableId),
  async runs(input, context) {
    const destination = readDestination(input);
    const target = readTarget(input);
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const table = await requireOne(tx, ROUTE_TABLE, place, input.RouteTableId);
      const route = await resolve(tx, place, table, destination, target, now);
      const cidr = await vpcCidr(tx, place, table);
      if (cidr === destination.value || table.data.routes.some((each) => leadsTo(each, destination))) {
        throw routeAlreadyExists(destination.value);
      }
      if (table.data.routes.length >= MAX_ROUTES) throw limitExceeded('RouteLimitExceeded', 'routes');
      await updateData(tx, 'route_tables', table, { routes: [...table.data.routes, route] });
      return { answer: { Return: true } };
    });
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRoute.html */
export const replaceRoute = ec2Operation('ReplaceRoute', {
  authorizes: ({ RouteTableId }, context) => onResource(context, 'ReplaceRoute', ROUTE_TABLE, RouteTableId),
  async runs(input, context) {
    const destination = readDestination(input);
    const target = readTarget(input);
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const table = await requireOne(tx, ROUTE_TABLE, place, input.RouteTableId);
      if (!table.data.routes.some((each) => leadsTo(each, destination))) {
        // The local route is there without being stored, and to lead it where it leads changes nothing.
        if (target.kind === 'local' && (await vpcCidr(tx, place, table)) === destination.value)
          return { answer: {} };
        throw unknownRouteToReplace(destination.value, table.id);
      }
      const route = await resolve(tx, place, table, destination, target, now);
      const routes = table.data.routes.map((each) => (leadsTo(each, destination) ? route : each));
      await updateData(tx, 'route_tables', table, { routes });
      return { answer: {} };
    });
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRoute.html */
export const deleteRoute = ec2Operation('DeleteRoute', {
  authorizes: ({ RouteTableId }, context) => onResource(context, 'DeleteRoute', ROUTE_TABLE, RouteTableId),
  async runs(input, context) {
    const destination = readDestination(input);
    return change(context, input, async (tx) => {
      const place = placeOf(context);
      const table = await requireOne(tx, ROUTE_TABLE, place, input.RouteTableId);
      if ((await vpcCidr(tx, place, table)) === destination.value)
        throw localRoute(destination.value, table.id);
      const routes = table.data.routes.filter((each) => !leadsTo(each, destination));
      if (routes.length === table.data.routes.length) {
        throw unknownRoute(table.id, destination.words, destination.value);
      }
      await updateData(tx, 'route_tables', table, { routes });
      return { answer: {} };
    });
  },
});

async function vpcCidr(tx: ReadTx, place: Place, { vpc_id }: RouteTableRecord): Promise<string> {
  const vpc = await findOne(tx, 'vpcs', place, vpc_id);
  if (vpc === undefined) throw new Error(`${vpc_id} has a route table and is not there`);
  return vpc.data.cidr;
}

/**
 * The route as it is stored, its target found.
 *
 * @throws AwsError what is not there, of another network, or may not be the target of so narrow a route
 */
async function resolve(
  tx: ReadTx,
  place: Place,
  table: RouteTableRecord,
  destination: Destination,
  target: RequestedTarget,
  now: number,
): Promise<Route> {
  const to = { [destination.member]: destination.value };
  if (destination.member === 'prefixListId') throw prefixListRoute(destination.value);
  const isOfInterface = target.kind === 'interface' || target.kind === 'instance' || target.kind === 'local';
  const local = parseBlock(await vpcCidr(tx, place, table));
  const isInside = destination.member === 'cidr' && contains(local, parseBlock(destination.value));
  if (isInside && !isOfInterface) throw tooSpecificRoute(destination.value);
  switch (target.kind) {
    case 'local':
      return { ...to, gatewayId: 'local' };
    case 'gateway':
      return { ...to, gatewayId: await gatewayFor(tx, place, table, target.id) };
    case 'nat': {
      const nat = await requireOne(tx, NAT_GATEWAY, place, target.id);
      if (natGatewayState(nat, now) === 'deleted') throw notFound(NAT_GATEWAY, [target.id]);
      if (nat.vpc_id !== table.vpc_id) throw differentNetworks(table.id, `nat gateway ${nat.id}`);
      return { ...to, natGatewayId: nat.id };
    }
    case 'interface':
      return { ...to, networkInterfaceId: await interfaceFor(tx, place, table, target.id) };
    case 'instance': {
      const { id } = await requireInstance(tx, place, target.id, now);
      const nics = await readAll(tx, 'network_interfaces', place);
      const [first, ...more] = nics.filter(({ instance_id }) => instance_id === id);
      if (first === undefined || more.length > 0) throw severalInterfaces(id);
      return { ...to, networkInterfaceId: await interfaceFor(tx, place, table, first.id) };
    }
  }
}

async function gatewayFor(tx: ReadTx, place: Place, table: RouteTableRecord, id: string): Promise<string> {
  const gateway = await findOne(tx, 'internet_gateways', place, id);
  if (gateway === undefined) throw unknownGateway(id);
  if (gateway.vpc_id !== table.vpc_id) throw differentNetworks(table.id, `network gateway ${id}`);
  return id;
}

async function interfaceFor(tx: ReadTx, place: Place, table: RouteTableRecord, id: string): Promise<string> {
  const nic = await requireOne(tx, NETWORK_INTERFACE, place, id);
  const subnet = await findOne(tx, 'subnets', place, nic.subnet_id);
  if (subnet?.vpc_id !== table.vpc_id) throw differentNetworks(table.id, `interface ${id}`);
  return id;
}

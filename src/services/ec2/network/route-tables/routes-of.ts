import type { Route as WireRoute } from '../../../../model/generated/ec2.ts';
import type { ReadTx } from '../../../../store/store.ts';
import type { Place } from '../../shared/place.ts';
import type { Route, RouteTableRecord } from '../network-records.ts';
import { readAll } from '../network-store.ts';

/** What routes lead to, as it is now: a route to what is gone is a black hole. */
export interface RouteTargets {
  /** By VPC. */
  readonly cidrs: ReadonlyMap<string, string>;
  /** Internet gateways by the VPC that they are attached to. */
  readonly gateways: ReadonlyMap<string, string>;
}

export async function readRouteTargets(tx: ReadTx, place: Place): Promise<RouteTargets> {
  const vpcs = await readAll(tx, 'vpcs', place);
  const gateways = await readAll(tx, 'internet_gateways', place);
  return {
    cidrs: new Map(vpcs.map(({ id, data }) => [id, data.cidr])),
    gateways: new Map(gateways.flatMap(({ id, vpc_id }) => (vpc_id === null ? [] : [[vpc_id, id] as const]))),
  };
}

/** A table's routes as EC2 shows them: first the one to the VPC itself. */
export function routesOf({ vpc_id, data }: RouteTableRecord, targets: RouteTargets): readonly WireRoute[] {
  const local: WireRoute = {
    DestinationCidrBlock: targets.cidrs.get(vpc_id),
    GatewayId: 'local',
    Origin: 'CreateRouteTable',
    State: 'active',
  };
  return [local, ...data.routes.map((route) => routeToWire(route, vpc_id, targets))];
}

function routeToWire(route: Route, vpcId: string, targets: RouteTargets): WireRoute {
  return {
    DestinationCidrBlock: route.cidr,
    DestinationIpv6CidrBlock: route.ipv6Cidr,
    DestinationPrefixListId: route.prefixListId,
    GatewayId: route.gatewayId,
    NatGatewayId: route.natGatewayId,
    NetworkInterfaceId: route.networkInterfaceId,
    Origin: 'CreateRoute',
    State: targets.gateways.get(vpcId) === route.gatewayId ? 'active' : 'blackhole',
  };
}

import type { Route as WireRoute } from '../../../../model/generated/ec2.ts';
import type { ReadTx } from '../../../../store/store.ts';
import { findInstances } from '../../instances/instance-reader.ts';
import { instanceState, type InstanceRecord } from '../../instances/instance-record.ts';
import { readVpcEndpoints } from '../../vpc-endpoints/vpc-endpoint-record.ts';
import { prefixListOf } from '../prefix-lists/prefix-lists.ts';
import type { Place } from '../../shared/place.ts';
import { isOn } from '../../shared/states.ts';
import { natGatewayState } from '../nat-gateways/nat-gateway-state.ts';
import type { Route, RouteTableRecord } from '../network-records.ts';
import { readAll } from '../network-store.ts';

/** What routes lead to, as it is now: a route to what is gone is a black hole. */
export interface RouteTargets {
  /** By VPC. */
  readonly cidrs: ReadonlyMap<string, string>;
  /** Internet gateways by the VPC that they are attached to. */
  readonly gateways: ReadonlyMap<string, string>;
  /** Those that are available, or soon. */
  readonly natGateways: ReadonlySet<string>;
  /** The instances of interfaces that are on one. */
  readonly instances: ReadonlyMap<string, InstanceRecord>;
  /** What gateway endpoints put into route tables, by table. */
  readonly endpointRoutes: ReadonlyMap<string, readonly WireRoute[]>;
  /** ms since 1970 in emulated time */
  readonly now: number;
}

export async function readRouteTargets(tx: ReadTx, place: Place, now: number): Promise<RouteTargets> {
  const vpcs = await readAll(tx, 'vpcs', place);
  const gateways = await readAll(tx, 'internet_gateways', place);
  const nats = await readAll(tx, 'nat_gateways', place);
  return {
    cidrs: new Map(vpcs.map(({ id, data }) => [id, data.cidr])),
    gateways: new Map(gateways.flatMap(({ id, vpc_id }) => (vpc_id === null ? [] : [[vpc_id, id] as const]))),
    natGateways: new Set(
      nats.flatMap((nat) => (['pending', 'available'].includes(natGatewayState(nat, now)) ? nat.id : [])),
    ),
    instances: await readInstancesOfRoutes(tx, place, now),
    endpointRoutes: await readEndpointRoutes(tx, place),
    now,
  };
}

async function readInstancesOfRoutes(
  tx: ReadTx,
  place: Place,
  now: number,
): Promise<ReadonlyMap<string, InstanceRecord>> {
  const tables = await readAll(tx, 'route_tables', place);
  const ids = tables.flatMap(({ data }) =>
    data.routes.flatMap(({ networkInterfaceId }) => networkInterfaceId ?? []),
  );
  if (ids.length === 0) return new Map();
  const nics = await readAll(tx, 'network_interfaces', place);
  const attached = nics.flatMap(({ id, instance_id }) =>
    instance_id === null || !ids.includes(id) ? [] : [{ id, instanceId: instance_id }],
  );
  const instances = await findInstances(
    tx,
    place,
    attached.map(({ instanceId }) => instanceId),
    now,
  );
  return new Map(
    attached.flatMap(({ id, instanceId }) => {
      const instance = instances.find((each) => each.id === instanceId);
      return instance === undefined ? [] : [[id, instance] as const];
    }),
  );
}

async function readEndpointRoutes(
  tx: ReadTx,
  place: Place,
): Promise<ReadonlyMap<string, readonly WireRoute[]>> {
  const byTable = new Map<string, WireRoute[]>();
  const DestinationPrefixListId = prefixListOf(place.region, 's3').id;
  for (const { id: GatewayId, data } of await readVpcEndpoints(tx, place)) {
    const route = { DestinationPrefixListId, GatewayId, Origin: 'CreateRoute', State: 'active' } as const;
    for (const id of data.routeTableIds ?? []) byTable.set(id, [...(byTable.get(id) ?? []), route]);
  }
  return byTable;
}

/** A table's routes as EC2 shows them: first the one to the VPC itself. */
export function routesOf(
  { id, vpc_id, data }: RouteTableRecord,
  targets: RouteTargets,
): readonly WireRoute[] {
  const local: WireRoute = {
    DestinationCidrBlock: targets.cidrs.get(vpc_id),
    GatewayId: 'local',
    Origin: 'CreateRouteTable',
    State: 'active',
  };
  const ofEndpoints = targets.endpointRoutes.get(id) ?? [];
  return [local, ...data.routes.map((route) => routeToWire(route, vpc_id, targets)), ...ofEndpoints];
}

function routeToWire(route: Route, vpcId: string, targets: RouteTargets): WireRoute {
  const { gatewayId, natGatewayId, networkInterfaceId } = route;
  const instance = networkInterfaceId === undefined ? undefined : targets.instances.get(networkInterfaceId);
  const isActive =
    gatewayId === 'local' ||
    (gatewayId !== undefined && targets.gateways.get(vpcId) === gatewayId) ||
    (natGatewayId !== undefined && targets.natGateways.has(natGatewayId)) ||
    (instance !== undefined && isOn(instanceState(instance, targets.now)));
  return {
    DestinationCidrBlock: route.cidr,
    DestinationIpv6CidrBlock: route.ipv6Cidr,
    DestinationPrefixListId: route.prefixListId,
    GatewayId: gatewayId,
    InstanceId: instance?.id,
    InstanceOwnerId: instance?.account_id,
    NatGatewayId: natGatewayId,
    NetworkInterfaceId: networkInterfaceId,
    Origin: 'CreateRoute',
    State: isActive ? 'active' : 'blackhole',
  };
}

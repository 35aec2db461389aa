import type {
  Route as WireRoute,
  RouteTable,
  RouteTableAssociation,
} from '../../../../model/generated/ec2.ts';
import type { ReadTx } from '../../../../store/store.ts';
import { describing, ec2Operation } from '../../ec2-operation.ts';
import { tagsToWire } from '../../instances/instance-to-wire.ts';
import { describeResources, type Tagged } from '../../shared/describe-resources.ts';
import type { FilterFields } from '../../shared/filters.ts';
import { placeOf, type Place } from '../../shared/place.ts';
import { ROUTE_TABLE } from '../../shared/resources.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import type { RouteTableRecord } from '../network-records.ts';
import { readAll } from '../network-store.ts';
import { readRouteTargets, routesOf, type RouteTargets } from './routes-of.ts';

/** A route table with what its routes lead to. */
export type RouteTableWithRoutes = RouteTableRecord & {
  readonly routes: readonly WireRoute[];
  readonly links: readonly RouteTableAssociation[];
};
type Reader = FilterFields<Tagged<RouteTableWithRoutes>>['fields'][string];

const ofRoutes =
  (member: keyof WireRoute): Reader =>
  ({ record }) =>
    record.routes.flatMap((route) => route[member] ?? []);
const ofLinks =
  (read: (link: RouteTableAssociation) => string | undefined): Reader =>
  ({ record }) =>
    record.links.flatMap((link) => read(link) ?? []);

const FILTERS: FilterFields<Tagged<RouteTableWithRoutes>> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    'association.gateway-id': () => undefined,
    'association.route-table-association-id': ofLinks(
      ({ RouteTableAssociationId }) => RouteTableAssociationId,
    ),
    'association.route-table-id': ofLinks(({ RouteTableId }) => RouteTableId),
    'association.subnet-id': ofLinks(({ SubnetId }) => SubnetId),
    'association.main': ofLinks(({ Main }) => String(Main)),
    'owner-id': ({ record }) => record.account_id,
    'route-table-id': ({ record }) => record.id,
    'route.destination-cidr-block': ofRoutes('DestinationCidrBlock'),
    'route.destination-ipv6-cidr-block': ofRoutes('DestinationIpv6CidrBlock'),
    'route.destination-prefix-list-id': ofRoutes('DestinationPrefixListId'),
    'route.egress-only-internet-gateway-id': () => undefined,
    'route.gateway-id': ofRoutes('GatewayId'),
    'route.instance-id': ofRoutes('InstanceId'),
    'route.nat-gateway-id': ofRoutes('NatGatewayId'),
    'route.network-interface-id': ofRoutes('NetworkInterfaceId'),
    'route.origin': ofRoutes('Origin'),
    'route.state': ofRoutes('State'),
    'route.transit-gateway-id': () => undefined,
    'route.vpc-peering-connection-id': () => undefined,
    'vpc-id': ({ record }) => record.vpc_id,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html */
export const describeRouteTables = ec2Operation('DescribeRouteTables', {
  authorizes: describing('DescribeRouteTables'),
  async runs({ RouteTableIds: ids, ...input }, context) {
    const now = context.house.clock.now().getTime();
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    const page = await describeResources<RouteTableWithRoutes>(
      context,
      { ...input, ids },
      {
        words: ROUTE_TABLE,
        filters: FILTERS,
        bounds: { min: 5, max: 100 },
        reads: (tx, place) => readRouteTables(tx, place, now),
      },
    );
    return { RouteTables: page.items.map(routeTableToWire), NextToken: page.nextToken };
  },
});

async function readRouteTables(
  tx: ReadTx,
  place: Place,
  now: number,
): Promise<readonly RouteTableWithRoutes[]> {
  const targets = await readRouteTargets(tx, place, now);
  return (await readAll(tx, 'route_tables', place)).map((table) => withRoutes(table, targets));
}

/** A table with its routes as they are now, and its associations. */
export function withRoutes(table: RouteTableRecord, targets: RouteTargets): RouteTableWithRoutes {
  return { ...table, routes: routesOf(table, targets), links: linksOf(table) };
}

function linksOf({ id, data }: RouteTableRecord): readonly RouteTableAssociation[] {
  const common = { RouteTableId: id, AssociationState: { State: 'associated' } } as const;
  const main: RouteTableAssociation[] =
    data.mainAssociationId === undefined
      ? []
      : [{ ...common, Main: true, RouteTableAssociationId: data.mainAssociationId }];
  const others = data.associations.map(({ id: associationId, subnetId }) => ({
    ...common,
    Main: false,
    RouteTableAssociationId: associationId,
    SubnetId: subnetId,
  }));
  return [...main, ...others];
}

export function routeTableToWire({ record, tags }: Tagged<RouteTableWithRoutes>): RouteTable {
  return {
    Associations: record.links,
    PropagatingVgws: [],
    RouteTableId: record.id,
    Routes: record.routes,
    Tags: tagsToWire(tags),
    VpcId: record.vpc_id,
    OwnerId: record.account_id,
  };
}

import type { Soon } from '../../kernel/soon.ts';
import type { VpcEndpoints, VpcEndpointView } from '../../operation/vpc-endpoints.ts';
import { EpochCache } from '../../store/epoch-cache.ts';
import type { ReadTx, Store } from '../../store/store.ts';
import type { RouteTableData } from './network/network-records.ts';
import type { VpcEndpointData } from './vpc-endpoints/vpc-endpoint-record.ts';

/** How many endpoints are kept of the last epoch. */
const CAPACITY = 1_000;

/** VPC endpoints for those who are not EC2, kept for as long as their epoch lasts. */
export class VpcEndpointsLookup implements VpcEndpoints {
  readonly #store: Store;
  readonly #endpoints = new EpochCache<string, VpcEndpointView | undefined>(CAPACITY);

  constructor(store: Store) {
    this.#store = store;
  }

  byId(id: string, epoch: number): Soon<VpcEndpointView | undefined> {
    return this.#endpoints.get(id, epoch, async () => {
      const row = await this.#store.read((tx) =>
        tx.selectFrom('vpc_endpoints').select(['vpc_id', 'policy']).where('id', '=', id).executeTakeFirst(),
      );
      return row && { id, vpcId: row.vpc_id, policy: row.policy };
    });
  }

  forS3(vpcId: string, privateIp: string): Promise<string | undefined> {
    return this.#store.read(async (tx) => {
      const endpoints = await tx
        .selectFrom('vpc_endpoints')
        .select(['id', 'data'])
        .where('vpc_id', '=', vpcId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      // Most VPCs have none.
      if (endpoints.length === 0) return undefined;
      const tableId = await routeTableOf(tx, vpcId, privateIp);
      return endpoints.find(({ data }) => {
        const { routeTableIds } = JSON.parse(data) as VpcEndpointData;
        return routeTableIds === undefined || (tableId !== undefined && routeTableIds.includes(tableId));
      })?.id;
    });
  }
}

/** The table that directs what an address of a VPC sends: its subnet's own, or the main one. */
async function routeTableOf(tx: ReadTx, vpcId: string, privateIp: string): Promise<string | undefined> {
  const nic = await tx
    .selectFrom('network_interfaces')
    .innerJoin('subnets', 'subnets.id', 'network_interfaces.subnet_id')
    .select('subnets.id as subnetId')
    .where('subnets.vpc_id', '=', vpcId)
    .where('network_interfaces.private_ip', '=', privateIp)
    .executeTakeFirst();
  const tables = await tx
    .selectFrom('route_tables')
    .select(['id', 'is_main', 'data'])
    .where('vpc_id', '=', vpcId)
    .execute();
  const own = tables.find(({ data }) =>
    (JSON.parse(data) as RouteTableData).associations.some(({ subnetId }) => subnetId === nic?.subnetId),
  );
  return (own ?? tables.find(({ is_main }) => is_main === 1))?.id;
}

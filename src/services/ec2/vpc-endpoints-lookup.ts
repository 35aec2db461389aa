import type { Soon } from '../../operation/identities.ts';
import type { VpcEndpoints, VpcEndpointView } from '../../operation/vpc-endpoints.ts';
import { EpochCache } from '../../store/epoch-cache.ts';
import type { Store } from '../../store/store.ts';

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

  async forS3(vpcId: string): Promise<string | undefined> {
    const row = await this.#store.read((tx) =>
      tx
        .selectFrom('vpc_endpoints')
        .select('id')
        .where('vpc_id', '=', vpcId)
        .orderBy('created_at')
        .orderBy('id')
        .executeTakeFirst(),
    );
    return row?.id;
  }
}

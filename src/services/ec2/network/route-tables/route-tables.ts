import type { CreateRouteTableRequest } from '../../../../model/generated/ec2.ts';
import { putSystemTags } from '../../../../operation/resource-tags.ts';
import { change, ec2Operation } from '../../ec2-operation.ts';
import { ec2Arn, placeOf, type Place } from '../../shared/place.ts';
import { onceByToken } from '../../shared/client-tokens.ts';
import { ROUTE_TABLE, VPC } from '../../shared/resources.ts';
import type { WriteTx } from '../../../../store/store.ts';
import { readTagSpecifications, type Tags } from '../../tags/tags.ts';
import { readVpcEndpoints } from '../../vpc-endpoints/vpc-endpoint-record.ts';
import { readTags } from '../../instances/instance-record.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import { hasDependencies, limitExceeded } from '../network-errors.ts';
import { deleteOne, insertOne, readAll, requireOne } from '../network-store.ts';
import { onNew, onResource } from '../on-resource.ts';
import { routeTableToWire, withRoutes } from './describe-route-tables.ts';
import { readRouteTargets } from './routes-of.ts';

const MAX_TABLES = 200;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html */
export const createRouteTable = ec2Operation('CreateRouteTable', {
  async authorizes(input, context) {
    const place = placeOf(context);
    await ensureDefaultNetwork(context.house.store, place, context.house.clock.now());
    const onVpc = await onResource(context, 'CreateRouteTable', VPC, input.VpcId);
    const keys = { 'ec2:Vpc': ec2Arn(place, `vpc/${input.VpcId}`) };
    return [onVpc, ...onNew(context, 'CreateRouteTable', 'route-table', tagsOf(input), keys)];
  },
  async runs(input, context) {
    const tags = tagsOf(input);
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const id = await onceByToken(tx, place, 'CreateRouteTable', input, now, async () => {
        const vpc = await requireOne(tx, VPC, place, input.VpcId);
        const tables = await readAll(tx, 'route_tables', place);
        if (tables.filter(({ vpc_id }) => vpc_id === vpc.id).length >= MAX_TABLES) {
          throw limitExceeded('RouteTableLimitExceeded', 'route tables');
        }
        const data = { routes: [], associations: [] };
        const row = { id: context.house.ids.hex('rtb'), vpc_id: vpc.id, is_main: 0, data } as const;
        const made = await insertOne(tx, 'route_tables', place, now, row, tags);
        await putSystemTags(tx, made.id, context.facts);
        return made.id;
      });
      const table = await requireOne(tx, ROUTE_TABLE, place, id);
      const record = withRoutes(table, await readRouteTargets(tx, place, now));
      const shown = (await readTags(tx, [id])).get(id);
      const RouteTable = routeTableToWire({ record, tags: shown });
      return { answer: { RouteTable, ClientToken: input.ClientToken } };
    });
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html */
export const deleteRouteTable = ec2Operation('DeleteRouteTable', {
  authorizes: ({ RouteTableId }, context) =>
    onResource(context, 'DeleteRouteTable', ROUTE_TABLE, RouteTableId),
  runs: (input, context) =>
    change(context, input, async (tx) => {
      const place = placeOf(context);
      const { id, is_main, data } = await requireOne(tx, ROUTE_TABLE, place, input.RouteTableId);
      if (is_main === 1 || data.associations.length > 0) throw hasDependencies('routeTable', id);
      await leaveEndpoints(tx, place, id);
      await deleteOne(tx, 'route_tables', id);
      return { answer: {} };
    }),
});

/** A table that goes is no endpoint's any more. */
async function leaveEndpoints(tx: WriteTx, place: Place, tableId: string): Promise<void> {
  for (const { id, data } of await readVpcEndpoints(tx, place)) {
    if (data.routeTableIds?.includes(tableId) !== true) continue;
    const routeTableIds = data.routeTableIds.filter((each) => each !== tableId);
    const left = JSON.stringify({ ...data, routeTableIds });
    await tx.updateTable('vpc_endpoints').set({ data: left }).where('id', '=', id).execute();
  }
}

function tagsOf({ TagSpecifications }: CreateRouteTableRequest): Tags | undefined {
  return readTagSpecifications(TagSpecifications, ['route-table'])['route-table'];
}

import type { Ec2OperationName } from '../../../model/generated/ec2.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { ReadTx } from '../../../store/store.ts';
import { notFound } from '../errors.ts';
import { prefixListOf } from '../network/prefix-lists/prefix-lists.ts';
import { differentNetworks, endpointRouteExists } from '../network/network-errors.ts';
import { findOne } from '../network/network-store.ts';
import { onResource } from '../network/on-resource.ts';
import type { Place } from '../shared/place.ts';
import { ROUTE_TABLE } from '../shared/resources.ts';
import { readVpcEndpoints } from './vpc-endpoint-record.ts';

/** A route table that a call on an endpoint names is asked for too. */
export function onRouteTables(
  context: OperationContext,
  action: Ec2OperationName,
  ids: readonly string[],
): Promise<Authorization[]> {
  return Promise.all([...new Set(ids)].map((id) => onResource(context, action, ROUTE_TABLE, id)));
}

/**
 * Checks the route tables that an endpoint is given.
 *
 * @param endpointId the one that they are given to, absent for a new one
 * @throws AwsError InvalidRouteTableId.NotFound, InvalidParameterValue for one of another VPC, RouteAlreadyExists for one that leads to another endpoint
 */
export async function assertRouteTables(
  tx: ReadTx,
  place: Place,
  vpcId: string,
  ids: readonly string[],
  endpointId: string | undefined,
): Promise<void> {
  const endpoints = await readVpcEndpoints(tx, place);
  for (const id of ids) {
    const table = await findOne(tx, 'route_tables', place, id);
    if (table === undefined) throw notFound({ ...ROUTE_TABLE, code: 'InvalidRouteTableId' }, [id]);
    if (table.vpc_id !== vpcId) throw differentNetworks(id, `network ${vpcId}`);
    const isLed = endpoints.some(
      (each) => each.id !== endpointId && each.data.routeTableIds?.includes(id) === true,
    );
    if (isLed) throw endpointRouteExists(id, prefixListOf(place.region, 's3').id);
  }
}

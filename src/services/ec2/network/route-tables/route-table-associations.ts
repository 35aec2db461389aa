import type { Ec2OperationName } from '../../../../model/generated/ec2.ts';
import type { Authorization } from '../../../../operation/authorization.ts';
import type { OperationContext } from '../../../../operation/context.ts';
import type { ReadTx, WriteTx } from '../../../../store/store.ts';
import { change, ec2Operation, regionKey } from '../../ec2-operation.ts';
import { missingParameter, unsupported, type ResourceWords } from '../../errors.ts';
import { ec2Arn, placeOf, type Place } from '../../shared/place.ts';
import { assertIdOf, ROUTE_TABLE, SUBNET } from '../../shared/resources.ts';
import {
  alreadyAssociated,
  differentNetworks,
  mainAssociation,
  unknownAssociation,
} from '../network-errors.ts';
import type { RouteTableRecord } from '../network-records.ts';
import { readAll, requireOne, updateData } from '../network-store.ts';
import { onResource } from '../on-resource.ts';

const ASSOCIATION: ResourceWords = {
  prefix: 'rtbassoc-',
  code: 'InvalidAssociationID',
  malformedCode: 'InvalidRouteTableAssociationId',
  noun: 'association ID',
};

const ASSOCIATED = { State: 'associated' } as const;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html */
export const associateRouteTable = ec2Operation('AssociateRouteTable', {
  async authorizes({ RouteTableId, SubnetId, GatewayId }, context) {
    if (GatewayId !== undefined) throw unsupported('GatewayId');
    if (SubnetId === undefined || SubnetId === '') throw missingParameter('subnetId');
    return [
      await onResource(context, 'AssociateRouteTable', ROUTE_TABLE, RouteTableId),
      await onResource(context, 'AssociateRouteTable', SUBNET, SubnetId),
    ];
  },
  runs: (input, context) =>
    change(context, input, async (tx) => {
      const place = placeOf(context);
      const table = await requireOne(tx, ROUTE_TABLE, place, input.RouteTableId);
      const subnet = await requireOne(tx, SUBNET, place, input.SubnetId ?? '');
      if (table.vpc_id !== subnet.vpc_id) throw differentNetworks(table.id, `subnet ${subnet.id}`);
      const tables = await readAll(tx, 'route_tables', place);
      const here = table.data.associations.find(({ subnetId }) => subnetId === subnet.id);
      if (here !== undefined) return { answer: { AssociationId: here.id, AssociationState: ASSOCIATED } };
      if (tables.some(({ data }) => data.associations.some(({ subnetId }) => subnetId === subnet.id))) {
        throw alreadyAssociated(table.id);
      }
      const id = context.house.ids.hex('rtbassoc');
      const associations = [...table.data.associations, { id, subnetId: subnet.id }];
      await updateData(tx, 'route_tables', table, { associations });
      return { answer: { AssociationId: id, AssociationState: ASSOCIATED } };
    }),
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateRouteTable.html */
export const disassociateRouteTable = ec2Operation('DisassociateRouteTable', {
  authorizes: ({ AssociationId }, context) => onAssociated(context, 'DisassociateRouteTable', AssociationId),
  runs: (input, context) =>
    change(context, input, async (tx) => {
      const table = await tableOfAssociation(tx, placeOf(context), input.AssociationId);
      if (table.data.mainAssociationId === input.AssociationId) throw mainAssociation(input.AssociationId);
      const associations = table.data.associations.filter(({ id }) => id !== input.AssociationId);
      await updateData(tx, 'route_tables', table, { associations });
      return { answer: {} };
    }),
});

/**
 * Gives a subnet, or by its main association a VPC, another route table.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRouteTableAssociation.html
 */
export const replaceRouteTableAssociation = ec2Operation('ReplaceRouteTableAssociation', {
  authorizes: async ({ AssociationId, RouteTableId }, context) => [
    await onResource(context, 'ReplaceRouteTableAssociation', ROUTE_TABLE, RouteTableId),
    ...(await onAssociated(context, 'ReplaceRouteTableAssociation', AssociationId)),
  ],
  runs: (input, context) =>
    change(context, input, async (tx) => {
      const place = placeOf(context);
      const before = await tableOfAssociation(tx, place, input.AssociationId);
      const after = await requireOne(tx, ROUTE_TABLE, place, input.RouteTableId);
      const id = context.house.ids.hex('rtbassoc');
      const answer = { NewAssociationId: id, AssociationState: ASSOCIATED };
      if (before.data.mainAssociationId === input.AssociationId) {
        if (before.vpc_id !== after.vpc_id) throw differentNetworks(after.id, `network ${before.vpc_id}`);
        await moveMain(tx, before, after, id);
        return { answer };
      }
      const moved = before.data.associations.find((each) => each.id === input.AssociationId);
      if (moved === undefined) throw unknownAssociation(input.AssociationId);
      const { subnetId } = moved;
      if (before.vpc_id !== after.vpc_id) throw differentNetworks(after.id, `subnet ${subnetId}`);
      const left = before.data.associations.filter((each) => each !== moved);
      await updateData(tx, 'route_tables', before, { associations: left });
      const kept = after.id === before.id ? left : after.data.associations;
      await updateData(tx, 'route_tables', after, { associations: [...kept, { id, subnetId }] });
      return { answer };
    }),
});

/** The main table of a VPC is another from now on. */
async function moveMain(
  tx: WriteTx,
  before: RouteTableRecord,
  after: RouteTableRecord,
  associationId: string,
): Promise<void> {
  await tx.updateTable('route_tables').set({ is_main: 0 }).where('id', '=', before.id).execute();
  await updateData(tx, 'route_tables', before, { mainAssociationId: undefined });
  await tx.updateTable('route_tables').set({ is_main: 1 }).where('id', '=', after.id).execute();
  await updateData(tx, 'route_tables', after, { mainAssociationId: associationId });
}

async function findTable(
  tx: ReadTx,
  place: Place,
  associationId: string,
): Promise<RouteTableRecord | undefined> {
  const tables = await readAll(tx, 'route_tables', place);
  return tables.find(
    ({ data }) =>
      data.mainAssociationId === associationId || data.associations.some(({ id }) => id === associationId),
  );
}

/** @throws AwsError InvalidAssociationID.NotFound */
async function tableOfAssociation(
  tx: ReadTx,
  place: Place,
  associationId: string,
): Promise<RouteTableRecord> {
  const table = await findTable(tx, place, associationId);
  if (table === undefined) throw unknownAssociation(associationId);
  return table;
}

/** The permission on the table and the subnet of an association; on any table for one that is not there. */
async function onAssociated(
  context: OperationContext,
  action: Ec2OperationName,
  associationId: string,
): Promise<Authorization[]> {
  assertIdOf(ASSOCIATION, associationId);
  const table = await context.house.store.read((tx) => findTable(tx, placeOf(context), associationId));
  const subnetId = table?.data.associations.find(({ id }) => id === associationId)?.subnetId;
  const asked: Authorization[] = [];
  if (table === undefined) asked.push(onAny(context, action));
  else asked.push(await onResource(context, action, ROUTE_TABLE, table.id));
  if (subnetId !== undefined) asked.push(await onResource(context, action, SUBNET, subnetId));
  return asked;
}

function onAny(context: OperationContext, action: Ec2OperationName): Authorization {
  return {
    action: `ec2:${action}`,
    resource: ec2Arn(placeOf(context), 'route-table/*'),
    keys: regionKey(context),
  };
}

import type { ModifyVpcEndpointRequest, UnsuccessfulItem } from '../../../model/generated/ec2.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import type { ReadTx, WriteTx } from '../../../store/store.ts';
import { describeResources, type Tagged } from '../shared/describe-resources.ts';
import { change, describing, ec2Operation, regionKey } from '../ec2-operation.ts';
import { notFound } from '../errors.ts';
import type { FilterFields } from '../shared/filters.ts';
import { readTags } from '../instances/instance-record.ts';
import { ec2Arn, placeOf, type Place } from '../shared/place.ts';
import { assertIdOf, assertIdsOf, VPC_ENDPOINT } from '../shared/resources.ts';
import { dropTags, tagList } from '../tags/tags.ts';
import { assertRouteTables, onRouteTables } from './endpoint-route-tables.ts';
import {
  assertEndpointPolicy,
  FULL_ACCESS,
  readVpcEndpoints,
  s3ServiceOf,
  vpcEndpointToWire,
  type VpcEndpointRecord,
} from './vpc-endpoint-record.ts';

const FILTERS: FilterFields<Tagged<VpcEndpointRecord>> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    'service-name': ({ record }) => record.service_name,
    'vpc-id': ({ record }) => record.vpc_id,
    'vpc-endpoint-id': ({ record }) => record.id,
    'vpc-endpoint-state': () => 'available',
    'vpc-endpoint-type': () => 'Gateway',
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html */
export const describeVpcEndpoints = ec2Operation('DescribeVpcEndpoints', {
  authorizes: describing('DescribeVpcEndpoints'),
  async runs({ VpcEndpointIds: ids, ...input }, context) {
    const how = { words: VPC_ENDPOINT, reads: readVpcEndpoints, filters: FILTERS };
    const page = await describeResources(context, { ...input, ids }, how);
    return {
      VpcEndpoints: page.items.map(({ record, tags }) => vpcEndpointToWire(record, tags)),
      NextToken: page.nextToken,
    };
  },
});

/**
 * Gives an endpoint another policy, which decides from the next request on.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html
 */
export const modifyVpcEndpoint = ec2Operation('ModifyVpcEndpoint', {
  async authorizes(input, context) {
    const { VpcEndpointId } = input;
    assertIdOf(VPC_ENDPOINT, VpcEndpointId);
    const tables = [...(input.AddRouteTableIds ?? []), ...(input.RemoveRouteTableIds ?? [])];
    return [
      await onEndpoint(context, 'ec2:ModifyVpcEndpoint', VpcEndpointId),
      ...(await onRouteTables(context, 'ModifyVpcEndpoint', tables)),
    ];
  },

  async runs(input, context) {
    const { VpcEndpointId: id, ResetPolicy, PolicyDocument } = input;
    assertEndpointPolicy(PolicyDocument);
    const policy = ResetPolicy === true ? FULL_ACCESS : PolicyDocument;
    return change(context, input, async (tx) => {
      const place = placeOf(context);
      const record = (await readVpcEndpoints(tx, place)).find((each) => each.id === id);
      if (record === undefined) throw notFound(VPC_ENDPOINT, [id]);
      await changeRouteTables(tx, place, record, input);
      if (policy !== undefined) {
        await tx.updateTable('vpc_endpoints').set({ policy }).where('id', '=', id).execute();
      }
      return { answer: { Return: true } };
    });
  },
});

/**
 * Deletes endpoints; those that are not there are named in the answer.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpoints.html
 */
export const deleteVpcEndpoints = ec2Operation('DeleteVpcEndpoints', {
  async authorizes({ VpcEndpointIds }, context) {
    assertIdsOf(VPC_ENDPOINT, VpcEndpointIds);
    return Promise.all(
      VpcEndpointIds.map((id) =>
        onEndpoint(context, 'ec2:DeleteVpcEndpoints', id, {
          'ec2:VpceServiceName': s3ServiceOf(context.facts.region),
        }),
      ),
    );
  },

  runs: (input, context) =>
    change(context, input, async (tx) => {
      const Unsuccessful: UnsuccessfulItem[] = [];
      for (const id of new Set(input.VpcEndpointIds)) {
        if (await isThere(tx, placeOf(context), id)) {
          await tx.deleteFrom('vpc_endpoints').where('id', '=', id).execute();
          await dropTags(tx, [id]);
        } else {
          const { code: Code, message: Message } = notFound(VPC_ENDPOINT, [id]);
          Unsuccessful.push({ ResourceId: id, Error: { Code, Message } });
        }
      }
      return { answer: { Unsuccessful } };
    }),
});

async function onEndpoint(
  context: OperationContext,
  action: string,
  id: string,
  keys: Authorization['keys'] = {},
): Promise<Authorization> {
  const tags = await context.house.store.read((tx) => readTags(tx, [id]));
  return {
    action,
    resource: ec2Arn(placeOf(context), `vpc-endpoint/${id}`),
    keys: { ...keys, ...resourceTagKeys(tagList(tags.get(id)), 'ec2'), ...regionKey(context) },
  };
}

/** @throws AwsError as `assertRouteTables` */
async function changeRouteTables(
  tx: WriteTx,
  place: Place,
  { id, vpc_id, data }: VpcEndpointRecord,
  { AddRouteTableIds: added = [], RemoveRouteTableIds: removed = [] }: ModifyVpcEndpointRequest,
): Promise<void> {
  if (added.length === 0 && removed.length === 0) return;
  await assertRouteTables(tx, place, vpc_id, added, id);
  const routeTableIds = [...new Set([...(data.routeTableIds ?? []), ...added])].filter(
    (tableId) => !removed.includes(tableId),
  );
  const changed = JSON.stringify({ ...data, routeTableIds });
  await tx.updateTable('vpc_endpoints').set({ data: changed }).where('id', '=', id).execute();
}

async function isThere(tx: ReadTx, place: Place, id: string): Promise<boolean> {
  return (await readVpcEndpoints(tx, place)).some((record) => record.id === id);
}

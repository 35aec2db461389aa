import { cloudformationOperation } from '../cloudformation-operation.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { toResource, toStack, type ResourceRecord, type StackRecord } from '../engine/records.ts';
import { noResource, noStack, noStackForPhysicalId, noStackWithId } from '../errors.ts';
import { onStack, regionOf, stackMeant } from './find-stack.ts';
import { onOwnStack } from './own-stack.ts';
import { pageOf } from './pages.ts';
import { resourceToWire } from './stack-to-wire.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
export const describeStackResources = cloudformationOperation('DescribeStackResources', {
  authorizes: async ({ StackName, PhysicalResourceId }, context) => {
    const named = StackName ?? (await stackHolding(context, PhysicalResourceId ?? ''))?.id ?? '*';
    return onStack(context, 'DescribeStackResources', named);
  },

  async runs({ StackName, LogicalResourceId, PhysicalResourceId }, context) {
    const stack =
      StackName === undefined
        ? await stackHolding(context, PhysicalResourceId ?? '')
        : await stackMeant(context, StackName);
    if (stack === undefined)
      throw StackName === undefined
        ? noStackForPhysicalId(PhysicalResourceId ?? '')
        : noStackWithId(StackName);
    const records = (await resourcesOf(context, stack)).filter(
      ({ logicalId }) => LogicalResourceId === undefined || logicalId === LogicalResourceId,
    );
    if (LogicalResourceId !== undefined && records.length === 0)
      throw noResource(LogicalResourceId, stack.name);
    return { StackResources: records.map((record) => detail(stack, record)) };
  },
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
export const describeStackResource = cloudformationOperation('DescribeStackResource', {
  authorizes: ({ StackName }, context) => onOwnStack(context, 'DescribeStackResource', StackName),

  async runs({ StackName, LogicalResourceId }, context) {
    const stack = await stackMeant(context, StackName);
    if (stack === undefined) throw noStack(StackName);
    const records = await resourcesOf(context, stack);
    const record = records.find(({ logicalId }) => logicalId === LogicalResourceId);
    if (record === undefined) throw noResource(LogicalResourceId, stack.name);
    const { Timestamp, ...shown } = detail(stack, record);
    return {
      StackResourceDetail: {
        ...shown,
        LastUpdatedTimestamp: Timestamp,
        Metadata: record.metadata === undefined ? undefined : JSON.stringify(record.metadata),
      },
    };
  },
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export const listStackResources = cloudformationOperation('ListStackResources', {
  authorizes: ({ StackName }, context) => onStack(context, 'ListStackResources', StackName),

  async runs({ StackName, NextToken }, context) {
    const stack = await stackMeant(context, StackName);
    if (stack === undefined) throw noStackWithId(StackName);
    const records = await resourcesOf(context, stack);
    const { items, ...next } = pageOf('ListStackResources', NextToken, records, (record) => record.logicalId);
    return { StackResourceSummaries: items.map(resourceToWire), ...next };
  },
});

function detail(stack: StackRecord, record: ResourceRecord) {
  const { LastUpdatedTimestamp, ...shown } = resourceToWire(record);
  return { StackName: stack.name, StackId: stack.id, ...shown, Timestamp: LastUpdatedTimestamp };
}

/** A stack's resources in the order of their logical ids. */
export async function resourcesOf(
  { house }: OperationContext,
  { id }: StackRecord,
): Promise<readonly ResourceRecord[]> {
  const rows = await house.store.read((tx) =>
    tx
      .selectFrom('stack_resources')
      .selectAll()
      .where('stack_id', '=', id)
      .where('slot', '=', 'now')
      .orderBy('logical_id')
      .execute(),
  );
  return rows.map(toResource);
}

/** The caller's stack that a resource belongs to, by its physical id. */
async function stackHolding(context: OperationContext, physicalId: string): Promise<StackRecord | undefined> {
  const { accountId, region } = regionOf(context);
  const row = await context.house.store.read((tx) =>
    tx
      .selectFrom('stack_resources')
      .innerJoin('stacks', 'stacks.id', 'stack_resources.stack_id')
      .selectAll('stacks')
      .where('stack_resources.physical_id', '=', physicalId)
      .where('stacks.account_id', '=', accountId)
      .where('stacks.region', '=', region)
      .where('stacks.is_live', '=', 1)
      .executeTakeFirst(),
  );
  return row === undefined ? undefined : toStack(row);
}

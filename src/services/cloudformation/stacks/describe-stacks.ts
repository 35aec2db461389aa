import { cloudformationOperation } from '../cloudformation-operation.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { toStack, type StackRecord } from '../engine/records.ts';
import { noStackWithId } from '../errors.ts';
import { onStack, regionOf, stackMeant } from './find-stack.ts';
import { pageOf } from './pages.ts';
import { stackSummary, stackToWire } from './stack-to-wire.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export const describeStacks = cloudformationOperation('DescribeStacks', {
  authorizes: ({ StackName }, context) =>
    StackName === undefined
      ? { action: 'cloudformation:DescribeStacks', resource: '*' }
      : onStack(context, 'DescribeStacks', StackName),

  async runs({ StackName, NextToken }, context) {
    if (StackName !== undefined) {
      const stack = await stackMeant(context, StackName);
      if (stack === undefined) throw noStackWithId(StackName);
      return { Stacks: [stackToWire(stack)] };
    }
    const live = (await stacksOf(context)).filter(({ is_live }) => is_live === 1);
    const { items, ...next } = pageOf('DescribeStacks', NextToken, live, ({ id }) => id);
    return { Stacks: items.map(stackToWire), ...next };
  },
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
export const listStacks = cloudformationOperation('ListStacks', {
  authorizes: () => ({ action: 'cloudformation:ListStacks', resource: '*' }),

  async runs({ StackStatusFilter = [], NextToken }, context) {
    const wanted: ReadonlySet<string> = new Set(StackStatusFilter);
    const stacks = (await stacksOf(context)).filter(({ status }) => wanted.size === 0 || wanted.has(status));
    const { items, ...next } = pageOf('ListStacks', NextToken, stacks, ({ id }) => id);
    return { StackSummaries: items.map(stackSummary), ...next };
  },
});

/** All stacks of the region, deleted ones among them, newest first. */
async function stacksOf(context: OperationContext): Promise<readonly StackRecord[]> {
  const { accountId, region } = regionOf(context);
  const rows = await context.house.store.read((tx) =>
    tx
      .selectFrom('stacks')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('region', '=', region)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .execute(),
  );
  return rows.map(toStack);
}

import { cloudformationOperation } from '../cloudformation-operation.ts';
import { noStack } from '../errors.ts';
import { onStack, stackMeant } from '../stacks/find-stack.ts';
import { pageOf } from '../stacks/pages.ts';
import { resourcesOf } from '../stacks/stack-resources.ts';
import { driftToWire } from './drift-to-wire.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResourceDrifts.html */
export const describeStackResourceDrifts = cloudformationOperation('DescribeStackResourceDrifts', {
  authorizes: ({ StackName }, context) => onStack(context, 'DescribeStackResourceDrifts', StackName),

  async runs({ StackName, StackResourceDriftStatusFilters: wanted, NextToken, MaxResults }, context) {
    const stack = await stackMeant(context, StackName);
    if (stack === undefined) throw noStack(StackName);
    const drifts = (await resourcesOf(context, stack)).flatMap((record) => {
      const { drift } = record;
      const isWanted = drift !== undefined && (wanted === undefined || wanted.includes(drift.status));
      return isWanted ? [driftToWire(stack, { ...record, drift })] : [];
    });
    const { items, ...next } = pageOf(
      'DescribeStackResourceDrifts',
      NextToken,
      drifts,
      ({ LogicalResourceId }) => LogicalResourceId,
      MaxResults,
    );
    return { StackResourceDrifts: items, ...next };
  },
});

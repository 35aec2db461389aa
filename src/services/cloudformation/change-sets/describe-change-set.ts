import type {
  ChangeSetSummary,
  DescribeChangeSetOutput,
  ResourceChange,
} from '../../../model/generated/cloudformation.ts';
import { cloudformationOperation } from '../cloudformation-operation.ts';
import { toChangeSet, type ChangeSetRecord } from '../engine/records.ts';
import { noStack } from '../errors.ts';
import { onStack, stackMeant, stackNameOf } from '../stacks/find-stack.ts';
import { pageOf } from '../stacks/pages.ts';
import { parametersToWire } from '../stacks/stack-to-wire.ts';
import { withoutValues } from './changes-to-wire.ts';
import { findChangeSet, onChangeSet } from './find-change-set.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
export const describeChangeSet = cloudformationOperation('DescribeChangeSet', {
  authorizes: (input, context) => onChangeSet(context, 'DescribeChangeSet', input),

  async runs({ ChangeSetName, StackName, NextToken, IncludePropertyValues }, context) {
    const set = toChangeSet(await findChangeSet(context, ChangeSetName, StackName));
    const changes = set.data.changes as readonly ResourceChange[];
    const { items, ...next } = pageOf(
      'DescribeChangeSet',
      NextToken,
      changes,
      (change) => change.LogicalResourceId ?? '',
    );
    return {
      ...described(set),
      Changes: items.map((change) => ({
        Type: 'Resource' as const,
        ResourceChange: IncludePropertyValues === true ? change : withoutValues(change),
      })),
      ...next,
    };
  },
});

function described(set: ChangeSetRecord): DescribeChangeSetOutput {
  const { data } = set;
  return {
    ...summaryOf(set),
    Parameters: parametersToWire(data),
    NotificationARNs: data.notificationArns,
    RollbackConfiguration: {},
    Capabilities: data.capabilities as DescribeChangeSetOutput['Capabilities'],
    Tags: data.tags,
    OnStackFailure: data.onFailure,
  };
}

function summaryOf({ id, name, stack_id, created_at, data }: ChangeSetRecord): ChangeSetSummary {
  return {
    StackId: stack_id,
    StackName: stackNameOf(stack_id),
    ChangeSetId: id,
    ChangeSetName: name,
    ExecutionStatus: data.executionStatus,
    Status: data.status,
    StatusReason: data.statusReason,
    CreationTime: new Date(created_at),
    Description: data.description,
    IncludeNestedStacks: data.includeNestedStacks ?? false,
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html */
export const listChangeSets = cloudformationOperation('ListChangeSets', {
  authorizes: ({ StackName }, context) => onStack(context, 'ListChangeSets', StackName),

  async runs({ StackName, NextToken }, context) {
    const stack = await stackMeant(context, StackName);
    if (stack === undefined) throw noStack(StackName);
    const rows = await context.house.store.read((tx) =>
      tx
        .selectFrom('change_sets')
        .selectAll()
        .where('stack_id', '=', stack.id)
        .orderBy('created_at')
        .orderBy('id')
        .execute(),
    );
    const { items, ...next } = pageOf('ListChangeSets', NextToken, rows, ({ id }) => id);
    return { Summaries: items.map((row) => summaryOf(toChangeSet(row))), ...next };
  },
});

import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../../../kernel/caller.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { ResourceTag } from '../../../operation/resource-type.ts';
import type { StackOperationRow } from '../../../store/stack-tables.ts';
import { assumeServiceRole } from '../engine/acting-caller.ts';
import type { Definition, OperationData, Phase } from '../engine/records.ts';
import { duplicateTag, reservedTag } from '../errors.ts';

/** A tag as requests carry it. */
interface GivenTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Reads a stack's tags. @throws AwsError ValidationError for a key given twice, or one of AWS's own */
export function stackTags(tags: readonly GivenTag[] = []): readonly ResourceTag[] {
  const seen = new Set<string>();
  return tags.map(({ Key = '', Value = '' }) => {
    if (/^aws:/i.test(Key)) throw reservedTag();
    if (seen.has(Key)) throw duplicateTag();
    seen.add(Key);
    return { Key, Value };
  });
}

/**
 * The permission to hand a role to CloudFormation.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 */
export function passingRole(roleArn: string | undefined): Authorization[] {
  if (roleArn === undefined) return [];
  return [
    {
      action: 'iam:PassRole',
      resource: roleArn,
      resourceAccount: roleArn.split(':')[4],
      keys: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
    },
  ];
}

/** Tries a service role before any work begins. @throws AwsError ValidationError */
export async function assertRole(context: OperationContext, roleArn: string | undefined): Promise<void> {
  if (roleArn === undefined) return;
  const { house, accountId, facts } = context;
  await assumeServiceRole(house, roleArn, { accountId, region: facts.region });
}

/** An operation's row before anyone works on it. */
export function operationRow(
  stackId: string,
  operationId: string,
  phase: Phase,
  data: OperationData,
  template: string | null,
): StackOperationRow {
  return {
    stack_id: stackId,
    operation_id: operationId,
    phase,
    holder: null,
    held_until: 0,
    template,
    data: JSON.stringify(data),
  };
}

/** What every operation keeps of who asked. */
export function askedBy(context: OperationContext): {
  caller: Caller;
  calledVia?: readonly string[] | undefined;
} {
  return { caller: context.caller, calledVia: context.facts.calledVia };
}

/** Whether two definitions are the same but for what they are called. */
export function isSameDefinition(a: Definition, b: Definition): boolean {
  const essence = ({ parameters, stored, tags, notificationArns }: Definition) => ({
    ...{ parameters, stored, notificationArns },
    tags: [...tags].sort((x, y) => (x.Key < y.Key ? -1 : 1)),
  });
  return isDeepStrictEqual(essence(a), essence(b));
}

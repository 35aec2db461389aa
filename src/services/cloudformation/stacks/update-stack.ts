import { cloudformationOperation } from '../cloudformation-operation.ts';
import { outputsDiffer, plannedChanges } from '../engine/planned-changes.ts';
import { noStack, noUpdates, typeChanged, wrongState } from '../errors.ts';
import { requestTagKeys } from '../../../operation/tag-keys.ts';
import type { StackRecord } from '../engine/records.ts';
import { beginOperation } from './begin-operation.ts';
import { findStack, onStack, regionOf, stackMeant } from './find-stack.ts';
import { prepareStack } from './prepare-stack.ts';
import { askedBy, assertRole, isSameDefinition, passingRole } from './request-parts.ts';
import { readStackPolicy } from './stack-policy-document.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { Prepared } from './prepare-stack.ts';

/** The states from which a stack can be updated. */
const UPDATABLE: ReadonlySet<string> = new Set([
  'CREATE_COMPLETE',
  'CREATE_FAILED',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
]);

/** @throws AwsError ValidationError in a state that allows no update */
export function assertUpdatable({ id, status }: StackRecord): void {
  if (!UPDATABLE.has(status)) throw wrongState(id, status);
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export const updateStack = cloudformationOperation('UpdateStack', {
  authorizes: async (input, context) => [
    await onStack(context, 'UpdateStack', input.StackName, {
      'cloudformation:ResourceTypes': input.ResourceTypes,
      'cloudformation:RoleArn': input.RoleARN,
      'cloudformation:StackPolicyUrl': input.StackPolicyURL,
      'cloudformation:TemplateUrl': input.TemplateURL,
      ...requestTagKeys(input.Tags),
    }),
    ...passingRole(input.RoleARN),
  ],

  async runs(input, context) {
    const { house } = context;
    const stack = await stackMeant(context, input.StackName);
    if (stack === undefined || stack.is_live === 0) throw noStack(input.StackName);
    const token = input.ClientRequestToken && `UpdateStack ${input.ClientRequestToken}`;
    if (token !== undefined && stack.data.lastToken === token) return { StackId: stack.id };
    assertUpdatable(stack);
    const prepared = await prepareStack(input, context, stack, stack);
    const retyped = retypedResources(prepared);
    if (retyped.length > 0) throw typeChanged(retyped);
    if (!(await changesAnything(context, stack, prepared))) throw noUpdates();
    await assertRole(context, input.RoleARN);
    const stackPolicy = await readStackPolicy(input, context, prepared.defined.template);
    const during = await readStackPolicy(
      {
        StackPolicyBody: input.StackPolicyDuringUpdateBody,
        StackPolicyURL: input.StackPolicyDuringUpdateURL,
      },
      context,
      prepared.defined.template,
    );
    await house.store.write(async (tx) => {
      const now = await findStack(tx, regionOf(context), stack.id);
      if (now === undefined) throw noStack(input.StackName);
      assertUpdatable(now);
      await beginOperation(tx, house, stack, {
        phase: 'deploy',
        template: prepared.body,
        data: {
          kind: 'update',
          ...askedBy(context),
          clientRequestToken: input.ClientRequestToken,
          next: { ...prepared.definition, roleArn: input.RoleARN },
          stackPolicy: during ?? stackPolicy ?? now.data.stackPolicy,
          onFailure: input.DisableRollback === true ? 'DO_NOTHING' : 'ROLLBACK',
          skip: [],
        },
        step: {
          status: 'UPDATE_IN_PROGRESS',
          data: {
            disableRollback: input.DisableRollback ?? false,
            lastToken: token,
            ...(stackPolicy === undefined ? {} : { stackPolicy }),
          },
        },
      });
    });
    await house.stackWork.announceAndWait(stack.id);
    return { StackId: stack.id };
  },
});

/** The resources that would keep their logical ids and change their types: AWS makes no such update. */
export function retypedResources({ defined, records }: Prepared): readonly string[] {
  return [...defined.plan.resources]
    .filter(([id, { type }]) => records.has(id) && records.get(id)?.type !== type)
    .map(([id]) => id);
}

/** Whether an update would do anything at all. */
export async function changesAnything(
  { house }: OperationContext,
  stack: StackRecord,
  { defined, values, records, definition, resolve }: Prepared,
): Promise<boolean> {
  if (stack.status.endsWith('_FAILED')) return true;
  const { tags, notificationArns } = stack.data;
  const same = { ...definition, parameters: {}, stored: {} };
  if (!isSameDefinition({ ...same, tags, notificationArns }, same)) return true;
  const changes = await plannedChanges(
    house.resourceTypes,
    defined,
    values,
    records,
    definition.tags,
    resolve,
  );
  return changes.length > 0 || outputsDiffer(defined, stack.data.outputs);
}

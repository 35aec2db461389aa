import { formatArn } from '../../../kernel/arn.ts';
import type { CreateChangeSetInput } from '../../../model/generated/cloudformation.ts';
import { requestTagKeys } from '../../../operation/tag-keys.ts';
import type { ResourceChange } from '../../../model/generated/cloudformation.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { cloudformationOperation } from '../cloudformation-operation.ts';
import { STACK_TYPE, stepStack } from '../engine/journal.ts';
import { secretAttributes } from '../engine/no-echo.ts';
import { plannedChanges } from '../engine/planned-changes.ts';
import { toChangeSet, type ChangeSetData, type StackData, type StackRecord } from '../engine/records.ts';
import {
  changeSetExists,
  importNotBuilt,
  nestedSetsNotBuilt,
  noStack,
  stackExists,
  typeChanged,
} from '../errors.ts';
import { findStack, onStack, regionOf, stackArn, stackMeant } from '../stacks/find-stack.ts';
import { assertStackName } from '../stacks/stack-name.ts';
import { prepareStack, type Prepared } from '../stacks/prepare-stack.ts';
import { insertStack } from '../stacks/insert-stack.ts';
import { assertRole, passingRole } from '../stacks/request-parts.ts';
import { assertUpdatable, changesAnything, retypedResources } from '../stacks/update-stack.ts';
import { masked, secretsOf } from '../template/secrets.ts';
import { changeToWire } from './changes-to-wire.ts';

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/**
 * Works out what an update, or a creation, would change. AWS does so after it answered; here it is done
 * at once, and the change set is complete when first described.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html
 */
export const createChangeSet = cloudformationOperation('CreateChangeSet', {
  authorizes: async (input, context) => [
    await onStack(context, 'CreateChangeSet', input.StackName, {
      'cloudformation:ChangeSetName': input.ChangeSetName,
      'cloudformation:ResourceTypes': input.ResourceTypes,
      'cloudformation:ImportResourceTypes': input.ResourcesToImport?.map(({ ResourceType }) => ResourceType),
      'cloudformation:RoleArn': input.RoleARN,
      'cloudformation:StackPolicyUrl': undefined,
      'cloudformation:TemplateUrl': input.TemplateURL,
      ...requestTagKeys(input.Tags),
    }),
    ...passingRole(input.RoleARN),
  ],

  async runs(input, context) {
    if (input.ChangeSetType === 'IMPORT') throw importNotBuilt();
    const { house } = context;
    const place = regionOf(context);
    const found = await stackMeant(context, input.StackName);
    const stack = found?.is_live === 1 ? found : undefined;
    const isCreation = input.ChangeSetType === 'CREATE';
    assertMeant(input, stack);
    if (stack === undefined) assertStackName(input.StackName);
    await assertRole(context, input.RoleARN);
    const stackId = stack?.id ?? stackArn(place, input.StackName, house.ids.requestId());
    const placed = {
      id: stackId,
      name: stack?.name ?? input.StackName,
      account_id: place.accountId,
      region: place.region,
    };
    const prepared = await prepareStack(input, context, placed, isCreation ? undefined : stack, true);
    if (input.IncludeNestedStacks === true && nestsStacks(prepared)) throw nestedSetsNotBuilt();
    const id = formatArn({
      service: 'cloudformation',
      region: place.region,
      accountId: place.accountId,
      resource: `changeSet/${input.ChangeSetName}/${house.ids.requestId()}`,
    });
    const data = await changeSetData(context, input, prepared, isCreation ? undefined : stack);
    const now = house.clock.now().getTime();
    await house.store.write(async (tx) => {
      const current = await findStack(tx, place, stackId);
      if (current === undefined) {
        if ((await findStack(tx, place, input.StackName)) !== undefined) throw stackExists(input.StackName);
        const status = 'REVIEW_IN_PROGRESS';
        const stackData = review(data);
        const fresh = { id: stackId, ...place, name: input.StackName, status, data: stackData } as const;
        await insertStack(tx, context, { ...fresh, template: '{"Resources":{}}' }, now);
        await stepStack(tx, house, placed, { status, reason: 'User Initiated' });
      }
      const taken = await tx
        .selectFrom('change_sets')
        .selectAll()
        .where('stack_id', '=', stackId)
        .where('name', '=', input.ChangeSetName)
        .executeTakeFirst();
      if (taken !== undefined) {
        // The AWS CLI names them by the second: one that can no more be executed gives its name away.
        if (toChangeSet(taken).data.executionStatus === 'AVAILABLE')
          throw changeSetExists(input.ChangeSetName);
        await tx.deleteFrom('change_sets').where('id', '=', taken.id).execute();
      }
      await tx
        .insertInto('change_sets')
        .values({
          id,
          stack_id: stackId,
          name: input.ChangeSetName,
          created_at: now,
          template: prepared.body,
          data: JSON.stringify(data),
        })
        .execute();
    });
    return { Id: id, StackId: stackId };
  },
});

function nestsStacks({ defined: { plan } }: Prepared): boolean {
  return [...plan.resources.values()].some(({ type }) => type === STACK_TYPE);
}

function assertMeant(
  { ChangeSetType, StackName }: CreateChangeSetInput,
  stack: StackRecord | undefined,
): void {
  if (ChangeSetType === 'CREATE') {
    if (stack !== undefined && stack.status !== 'REVIEW_IN_PROGRESS') throw stackExists(StackName);
    return;
  }
  if (stack === undefined) throw noStack(StackName);
  assertUpdatable(stack);
}

async function changeSetData(
  context: OperationContext,
  input: CreateChangeSetInput,
  prepared: Prepared,
  stack: StackRecord | undefined,
): Promise<ChangeSetData> {
  const { definition, defined, values, records, resolve } = prepared;
  const failure = stack === undefined ? undefined : await failureOf(context, stack, prepared);
  const changes = await plannedChanges(
    context.house.resourceTypes,
    defined,
    values,
    records,
    definition.tags,
    resolve,
  );
  const secrets = [
    ...secretsOf(defined.template, definition.parameters, stack?.data.parameters ?? {}),
    ...secretAttributes(records.values()),
  ];
  const wire: readonly ResourceChange[] = changes.map((change) =>
    changeToWire({
      ...change,
      before: masked(change.before, secrets),
      after: masked(change.after, secrets),
    }),
  );
  return {
    ...definition,
    description: input.Description,
    templateDescription: definition.description,
    type: stack === undefined ? 'CREATE' : 'UPDATE',
    status: failure === undefined ? 'CREATE_COMPLETE' : 'FAILED',
    executionStatus: failure === undefined ? 'AVAILABLE' : 'UNAVAILABLE',
    statusReason: failure,
    roleArn: input.RoleARN,
    onFailure: input.OnStackFailure,
    includeNestedStacks: input.IncludeNestedStacks,
    changes: wire,
  };
}

/** Why nobody can execute the change set of an update. */
async function failureOf(
  context: OperationContext,
  stack: StackRecord,
  prepared: Prepared,
): Promise<string | undefined> {
  const retyped = retypedResources(prepared);
  if (retyped.length > 0) return typeChanged(retyped).message;
  return (await changesAnything(context, stack, prepared)) ? undefined : NO_CHANGES;
}

/** What a stack is before its first change set is executed. */
function review({ tags }: ChangeSetData): StackData {
  return {
    parameters: {},
    stored: {},
    tags,
    capabilities: [],
    notificationArns: [],
    disableRollback: false,
    terminationProtection: false,
    outputs: [],
  };
}

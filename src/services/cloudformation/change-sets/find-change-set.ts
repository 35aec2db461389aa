import type { OperationContext } from '../../../operation/context.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { ChangeSetRow } from '../../../store/stack-tables.ts';
import { changeSetWithoutStack, noChangeSet } from '../errors.ts';
import { onStack, regionOf, stackMeant } from '../stacks/find-stack.ts';

/** How a call names a change set: by its ARN, or by its name and its stack. */
export interface NamedChangeSet {
  readonly ChangeSetName: string;
  readonly StackName?: string | undefined;
}

/** Finds a change set of the caller's. @throws AwsError ChangeSetNotFound (404) */
export async function findChangeSet(
  context: OperationContext,
  name: string,
  stackName: string | undefined,
): Promise<ChangeSetRow> {
  const row = await changeSetMeant(context, name, stackName);
  if (row === undefined) throw noChangeSet(name);
  return row;
}

/**
 * The change set that a call names; `undefined` when there is none.
 *
 * @throws AwsError ValidationError for a name without a stack
 */
export async function changeSetMeant(
  context: OperationContext,
  name: string,
  stackName: string | undefined,
): Promise<ChangeSetRow | undefined> {
  if (stackName === undefined && !name.startsWith('arn:')) throw changeSetWithoutStack();
  const { accountId, region } = regionOf(context);
  const { store } = context.house;
  if (name.startsWith('arn:')) {
    return store.read((tx) =>
      tx
        .selectFrom('change_sets')
        .innerJoin('stacks', 'stacks.id', 'change_sets.stack_id')
        .selectAll('change_sets')
        .where('change_sets.id', '=', name)
        .where('stacks.account_id', '=', accountId)
        .where('stacks.region', '=', region)
        .executeTakeFirst(),
    );
  }
  const stack = stackName === undefined ? undefined : await stackMeant(context, stackName);
  if (stack === undefined) return undefined;
  return store.read((tx) =>
    tx
      .selectFrom('change_sets')
      .selectAll()
      .where('stack_id', '=', stack.id)
      .where('name', '=', name)
      .executeTakeFirst(),
  );
}

/** A permission on a change set's stack. */
export async function onChangeSet(
  context: OperationContext,
  action: string,
  { ChangeSetName, StackName }: NamedChangeSet,
): Promise<Authorization> {
  const found = await changeSetMeant(context, ChangeSetName, StackName);
  const name = found?.name ?? nameIn(ChangeSetName);
  return onStack(context, action, StackName ?? found?.stack_id ?? '*', {
    'cloudformation:ChangeSetName': name,
  });
}

/** The name in `arn:…:changeSet/NAME/UUID`. */
function nameIn(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? (nameOrArn.split('/')[1] ?? nameOrArn) : nameOrArn;
}

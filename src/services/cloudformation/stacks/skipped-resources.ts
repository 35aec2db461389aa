import type { WriteTx } from '../../../store/store.ts';
import { STACK_TYPE } from '../engine/journal.ts';
import type { ResourceRecord, StackRecord } from '../engine/records.ts';
import { cannotSkip } from '../errors.ts';
import { findResource } from './find-resource.ts';
import { findStack } from './find-stack.ts';

/**
 * What a continued rollback is told to skip must be where one failed: a resource of the stack by its logical id, one
 * of a stack within it by `NESTEDSTACKNAME.LOGICALID`. A nested stack itself can be skipped only once it is deleted.
 *
 * @throws AwsError ValidationError
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html
 */
export async function assertSkippable(
  tx: WriteTx,
  stack: StackRecord,
  skip: readonly string[],
): Promise<void> {
  for (const given of skip) {
    const [nested, logicalId] = partsOf(given);
    const owner = nested === undefined ? stack : await stackWithin(tx, stack, nested);
    const record = owner && (await findResource(tx, owner.id, logicalId));
    if (record === undefined || !(await canBeSkipped(tx, record))) throw cannotSkip(given);
  }
}

/** The nested stack's name, where there is one, and the logical id: neither can hold a full stop. */
function partsOf(given: string): readonly [string | undefined, string] {
  const dot = given.indexOf('.');
  return dot < 0 ? [undefined, given] : [given.slice(0, dot), given.slice(dot + 1)];
}

async function stackWithin(tx: WriteTx, root: StackRecord, name: string): Promise<StackRecord | undefined> {
  const { account_id: accountId, region } = root;
  const found = await findStack(tx, { accountId, region }, name);
  return found?.data.rootId === (root.data.rootId ?? root.id) ? found : undefined;
}

async function canBeSkipped(
  tx: WriteTx,
  { status, type, physicalId = '' }: ResourceRecord,
): Promise<boolean> {
  if (status !== 'UPDATE_FAILED') return false;
  if (type !== STACK_TYPE) return true;
  const row = await tx.selectFrom('stacks').select('status').where('id', '=', physicalId).executeTakeFirst();
  return row === undefined || row.status.startsWith('DELETE_');
}

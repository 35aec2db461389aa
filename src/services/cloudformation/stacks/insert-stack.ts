import type { RequestFacts } from '../../../operation/context.ts';
import type { WriteTx } from '../../../store/store.ts';
import { toStack, type StackData } from '../engine/records.ts';
import { STACK_ID_TAG } from '../engine/system-tags.ts';
import { tooDeep, tooManyStacks } from '../errors.ts';
import { forgetDeleted } from './forget-deleted.ts';
import type { StackRegion } from './find-stack.ts';

/** AWS's quota of stacks in an account's region. */
const MAX_STACKS = 2000;
/** How many stacks one may lie within. AWS tells of no bound, but a template that nests itself needs one. */
const MAX_DEPTH = 20;

/** A stack that is not there yet. */
interface NewStack extends StackRegion {
  readonly id: string;
  readonly name: string;
  readonly status: 'CREATE_IN_PROGRESS' | 'REVIEW_IN_PROGRESS';
  readonly template: string;
  readonly data: StackData;
}

/** By which call it is made. */
interface Made {
  readonly facts: Pick<RequestFacts, 'systemTags'>;
}

/**
 * Writes a new stack down, within the one whose resource it is, if it is one.
 *
 * @param now ms since 1970 in emulated time
 * @throws AwsError LimitExceededException for one too many, ValidationError for one too deep
 */
export async function insertStack(
  tx: WriteTx,
  context: Made,
  { id, accountId, region, name, status, template, data }: NewStack,
  now: number,
): Promise<void> {
  const place = { account_id: accountId, region };
  await forgetDeleted(tx, { accountId, region }, now);
  const { count } = await tx
    .selectFrom('stacks')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .where('is_live', '=', 1)
    .executeTakeFirstOrThrow();
  if (Number(count) >= MAX_STACKS) throw tooManyStacks();
  const parent = await parentOf(tx, context);
  const depth = parent === undefined ? 0 : (parent.data.depth ?? 0) + 1;
  if (depth > MAX_DEPTH) throw tooDeep(MAX_DEPTH);
  const within = parent && { depth, rootId: parent.data.rootId ?? parent.id };
  await tx
    .insertInto('stacks')
    .values({
      ...{ id, ...place, name, is_live: 1, status, template },
      ...{ created_at: now, deleted_at: null, parent_id: parent?.id ?? null },
      data: JSON.stringify({ ...data, ...within }),
    })
    .execute();
}

/** The stack that makes this one: by the tags that it puts on all it makes, which no client can send. */
async function parentOf(tx: WriteTx, { facts: { systemTags = [] } }: Made) {
  const id = systemTags.find(({ Key }) => Key === STACK_ID_TAG)?.Value;
  if (id === undefined) return undefined;
  const row = await tx.selectFrom('stacks').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toStack(row);
}

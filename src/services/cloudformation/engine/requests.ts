import type { OpenRequest } from '../../../operation/resource-type.ts';
import type { StackRequestRow } from '../../../store/stack-tables.ts';
import { pauseUntil } from './pause.ts';
import type { Work } from './work.ts';

/** Below it lie the addresses for answers. */
const ANSWER_PATH = '/_utsuwa/custom-resources/';
/** Digits of an address's token. */
const TOKEN_DIGITS = 64;
/** How long one looks for an answer without being told of it, ms: another node may have taken it. */
const LOOK_AGAIN_MS = 5000;

/**
 * Opens a step's request, or finds it as an attempt that was cut short left it.
 *
 * @param step unlike that of any other step of the stack's operation
 */
export async function openRequest(work: Work, step: string): Promise<OpenRequest> {
  const { house, stack } = work;
  const row = await requestOf(work, step);
  const endpoint = await house.functions.callbackEndpoint(stack.region);
  return {
    requestId: row.request_id,
    url: `${endpoint}${ANSWER_PATH}${row.token}`,
    isSent: row.is_sent === 1,
    sent: () =>
      work.write(async (tx) => {
        await tx.updateTable('stack_requests').set({ is_sent: 1 }).where('token', '=', row.token).execute();
      }),
    answer: (timeoutSeconds) => awaitAnswer(work, row, row.asked_at + timeoutSeconds * 1000),
  };
}

function requestOf(work: Work, step: string): Promise<StackRequestRow> {
  const { house, stack } = work;
  return work.write(async (tx, now) => {
    const known = await tx
      .selectFrom('stack_requests')
      .selectAll()
      .where('stack_id', '=', stack.id)
      .where('step', '=', step)
      .executeTakeFirst();
    if (known !== undefined) return known;
    const row: StackRequestRow = {
      token: house.ids.token(TOKEN_DIGITS),
      stack_id: stack.id,
      step,
      request_id: house.ids.requestId(),
      asked_at: now,
      is_sent: 0,
      answer: null,
    };
    await tx.insertInto('stack_requests').values(row).execute();
    return row;
  });
}

async function awaitAnswer(work: Work, { token }: StackRequestRow, end: number): Promise<string | undefined> {
  const { house } = work;
  for (;;) {
    const news = work.nextNews();
    const row = await house.store.read((tx) =>
      tx.selectFrom('stack_requests').select('answer').where('token', '=', token).executeTakeFirst(),
    );
    if (row !== undefined && row.answer !== null) return row.answer;
    const now = house.clock.now().getTime();
    if (now >= end) return undefined;
    await untilNews(work, news, Math.min(end, now + LOOK_AGAIN_MS));
  }
}

/** @throws the signal's reason when the work is given up */
async function untilNews(work: Work, news: Promise<void>, at: number): Promise<void> {
  const over = new AbortController();
  const pause = pauseUntil(work.house.clock, at, AbortSignal.any([over.signal, work.signal]));
  await Promise.race([news, pause.catch(() => undefined)]);
  over.abort();
  work.signal.throwIfAborted();
}

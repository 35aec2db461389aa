import type { ReadTx, WriteTx } from '../../../store/store.ts';

/** What EC2 keeps of a console, in bytes: the newest. */
const MAX_BYTES = 64 * 1024;

/** What an instance wrote to its console, and when it last did. */
export interface ConsoleOutput {
  readonly text: string;
  /** ms since 1970 in emulated time */
  readonly updatedAt: number;
}

/** `undefined` for an instance that wrote nothing. */
export async function readConsoleOutput(tx: ReadTx, instanceId: string): Promise<ConsoleOutput | undefined> {
  const row = await tx
    .selectFrom('console_outputs')
    .select(['output', 'updated_at'])
    .where('instance_id', '=', instanceId)
    .executeTakeFirst();
  return row && { text: row.output, updatedAt: row.updated_at };
}

/** Adds text at the end, and lets the oldest go beyond 64 KB. The store takes no U+0000, so none is kept. */
export async function appendConsoleOutput(
  tx: WriteTx,
  instanceId: string,
  text: string,
  now: number,
): Promise<void> {
  const instance = await tx
    .selectFrom('instances')
    .select('id')
    .where('id', '=', instanceId)
    .executeTakeFirst();
  if (instance === undefined) return;
  const before = await readConsoleOutput(tx, instanceId);
  const output = newest((before?.text ?? '') + newest(text).replaceAll('\u0000', ''));
  await tx
    .insertInto('console_outputs')
    .values({ instance_id: instanceId, output, updated_at: now })
    .onConflict((conflict) => conflict.column('instance_id').doUpdateSet({ output, updated_at: now }))
    .execute();
}

/** The end of a text, at most so many bytes of UTF-8, beginning with a whole character; halves of one are replaced. */
function newest(text: string): string {
  const bytes = Buffer.from(text);
  let from = Math.max(0, bytes.length - MAX_BYTES);
  while (((bytes[from] ?? 0) & 0xc0) === 0x80) from++;
  return bytes.subarray(from).toString();
}

import type { InputLogEvent, RejectedLogEventsInfo } from '../../model/generated/logs.ts';
import type { LogGroupRow, LogStreamRow } from '../../store/log-tables.ts';
import type { WriteTx } from '../../store/store.ts';
import { notChronological, tooLarge } from './errors.ts';
import { groupIn, onStream, placeOf } from './log-groups.ts';
import { streamIn } from './log-streams.ts';
import { logsOperation } from './logs-operation.ts';

const MAX_BATCH = 1_048_576;
/** What AWS counts for each event beside its message. */
const OVERHEAD = 26;
const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const OLDEST = 14 * DAY;
const NEWEST = 2 * HOUR;

/** What a stream keeps; the oldest make room. */
const MAX_EVENTS = 10_000;
const MAX_BYTES = 16 * 1_048_576;
/** Rows written or looked at in one statement. */
const CHUNK = 500;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export const putLogEvents = logsOperation('PutLogEvents', {
  authorizes: ({ logGroupName, logStreamName }, context) =>
    onStream(context, 'PutLogEvents', logGroupName, logStreamName),

  async runs({ logGroupName, logStreamName, logEvents }, context) {
    assertBatch(logEvents);
    const { house } = context;
    return house.store.write(async (tx) => {
      const now = house.clock.now().getTime();
      const group = await groupIn(tx, placeOf(context), logGroupName);
      const stream = await streamIn(tx, group, logStreamName);
      const { taken, rejected } = judge(logEvents, group, now);
      if (taken.length > 0) await append(tx, stream, taken, now);
      // Sequence tokens have no meaning any more, and are given all the same.
      const nextSequenceToken = String(stream.next_position + taken.length).padStart(56, '0');
      return { nextSequenceToken, ...(rejected === undefined ? {} : { rejectedLogEventsInfo: rejected }) };
    });
  },
});

/** @throws AwsError InvalidParameterException */
function assertBatch(events: readonly InputLogEvent[]): void {
  const bytes = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + OVERHEAD, 0);
  if (bytes > MAX_BATCH) throw tooLarge(bytes, MAX_BATCH);
  for (const [index, { timestamp }] of events.entries()) {
    if (index > 0 && timestamp < (events[index - 1]?.timestamp ?? 0)) throw notChronological();
  }
}

/** Events too old, too new, or older than the group keeps any are left out, and told by their index. */
function judge(events: readonly InputLogEvent[], { retention_days: days }: LogGroupRow, now: number) {
  const oldest = now - OLDEST;
  const kept = days === null ? 0 : now - days * DAY;
  const old = events.findLastIndex(({ timestamp }) => timestamp < oldest) + 1;
  const expired = events.findLastIndex(({ timestamp }) => timestamp < kept) + 1;
  const fresh = events.findIndex(({ timestamp }) => timestamp > now + NEWEST);
  const taken = events.slice(Math.max(old, expired), fresh < 0 ? undefined : fresh);
  const rejected: RejectedLogEventsInfo = {
    ...(fresh < 0 ? {} : { tooNewLogEventStartIndex: fresh }),
    ...(old === 0 ? {} : { tooOldLogEventEndIndex: old }),
    ...(expired === 0 ? {} : { expiredLogEventEndIndex: expired }),
  };
  return { taken, rejected: taken.length === events.length ? undefined : rejected };
}

async function append(
  tx: WriteTx,
  stream: LogStreamRow,
  events: readonly InputLogEvent[],
  now: number,
): Promise<void> {
  const rows = events.map(({ timestamp, message }, index) => ({
    stream_id: stream.id,
    position: stream.next_position + index,
    at: timestamp,
    ingested_at: now,
    bytes: Buffer.byteLength(message),
    message: JSON.stringify(message),
  }));
  for (let from = 0; from < rows.length; from += CHUNK) {
    await tx
      .insertInto('log_events')
      .values(rows.slice(from, from + CHUNK))
      .execute();
  }
  const first = events[0]?.timestamp ?? now;
  const last = events.at(-1)?.timestamp ?? now;
  const kept = await makeRoom(tx, stream.id, {
    events: stream.events + rows.length,
    bytes: stream.bytes + rows.reduce((sum, { bytes }) => sum + bytes, 0),
  });
  await tx
    .updateTable('log_streams')
    .set({
      first_event_at: Math.min(stream.first_event_at ?? first, first),
      last_event_at: Math.max(stream.last_event_at ?? last, last),
      last_ingested_at: now,
      next_position: stream.next_position + rows.length,
      ...kept,
    })
    .where('id', '=', stream.id)
    .execute();
}

interface Held {
  readonly events: number;
  readonly bytes: number;
}

/** Drops a stream's oldest events until the rest may stay. */
async function makeRoom(tx: WriteTx, streamId: string, held: Held): Promise<Held> {
  let { events, bytes } = held;
  while (events > MAX_EVENTS || bytes > MAX_BYTES) {
    const oldest = await tx
      .selectFrom('log_events')
      .select(['position', 'bytes'])
      .where('stream_id', '=', streamId)
      .orderBy('position')
      .limit(CHUNK)
      .execute();
    let last = -1;
    for (const row of oldest) {
      if (events <= MAX_EVENTS && bytes <= MAX_BYTES) break;
      last = row.position;
      events -= 1;
      bytes -= row.bytes;
    }
    if (last < 0) break;
    await tx
      .deleteFrom('log_events')
      .where('stream_id', '=', streamId)
      .where('position', '<=', last)
      .execute();
  }
  return { events, bytes };
}

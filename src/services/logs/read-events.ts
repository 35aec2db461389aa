import type { LogGroupRow } from '../../store/log-tables.ts';
import type { ReadTx } from '../../store/store.ts';
import { DAY } from './put-log-events.ts';

/** An event as it is found. */
export interface FoundEvent {
  /** Of all events in the order of time, then of arrival. */
  readonly key: string;
  readonly at: number;
  readonly ingestedAt: number;
  readonly message: string;
}

interface Range {
  readonly startTime?: number | undefined;
  readonly endTime?: number | undefined;
}

/** A stream's events in the order of time: from `startTime` on, before `endTime`, and not older than the group keeps. */
export async function readEvents(
  tx: ReadTx,
  { retention_days: days }: LogGroupRow,
  streamId: string,
  { startTime = 0, endTime }: Range,
  now: number,
): Promise<readonly FoundEvent[]> {
  const from = days === null ? startTime : Math.max(startTime, now - days * DAY);
  const rows = await tx
    .selectFrom('log_events')
    .selectAll()
    .where('stream_id', '=', streamId)
    .where('at', '>=', from)
    .$if(endTime !== undefined, (query) => query.where('at', '<', endTime ?? 0))
    .orderBy('at')
    .orderBy('position')
    .execute();
  return rows.map(({ position, at, ingested_at: ingestedAt, message }) => ({
    key: `${String(at).padStart(16, '0')}${String(position).padStart(16, '0')}`,
    at,
    ingestedAt,
    message: JSON.parse(message) as string,
  }));
}

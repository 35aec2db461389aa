import type { LogStream } from '../../model/generated/logs.ts';
import { pageAfter } from '../../operation/pages.ts';
import type { LogGroupRow, LogStreamRow } from '../../store/log-tables.ts';
import type { ReadTx } from '../../store/store.ts';
import { alreadyExists, invalidNextToken, limitExceeded, notFound, orderByTimeWithPrefix } from './errors.ts';
import { groupArn, groupIn, groupNameOf, onGroup, onStream, placeOf } from './log-groups.ts';
import { logsOperation } from './logs-operation.ts';

/** AWS sets no bound: what is kept here has one. */
const MAX_STREAMS = 10_000;
const PAGE = 50;

export const createLogStream = logsOperation('CreateLogStream', {
  authorizes: ({ logGroupName, logStreamName }, context) =>
    onStream(context, 'CreateLogStream', logGroupName, logStreamName),

  async runs({ logGroupName, logStreamName: name }, context) {
    const { house } = context;
    const id = house.ids.requestId();
    await house.store.write(async (tx) => {
      const group = await groupIn(tx, placeOf(context), logGroupName);
      const streams = await readStreams(tx, group.id);
      if (streams.some((stream) => stream.name === name)) throw alreadyExists('stream');
      if (streams.length >= MAX_STREAMS) throw limitExceeded();
      const created_at = house.clock.now().getTime();
      const counts = { next_position: 0, events: 0, bytes: 0 };
      await tx
        .insertInto('log_streams')
        .values({ id, group_id: group.id, name, created_at, ...counts })
        .execute();
    });
    return {};
  },
});

export const deleteLogStream = logsOperation('DeleteLogStream', {
  authorizes: ({ logGroupName, logStreamName }, context) =>
    onStream(context, 'DeleteLogStream', logGroupName, logStreamName),

  async runs({ logGroupName, logStreamName }, context) {
    await context.house.store.write(async (tx) => {
      const group = await groupIn(tx, placeOf(context), logGroupName);
      const { id } = await streamIn(tx, group, logStreamName);
      await tx.deleteFrom('log_streams').where('id', '=', id).execute();
    });
    return {};
  },
});

export const describeLogStreams = logsOperation('DescribeLogStreams', {
  authorizes: (input, context) => onGroup(context, 'DescribeLogStreams', groupNameOf(input)),

  async runs(input, context) {
    const { logStreamNamePrefix: prefix, orderBy = 'LogStreamName', descending = false } = input;
    if (orderBy === 'LastEventTime' && prefix !== undefined) throw orderByTimeWithPrefix();
    const name = groupNameOf(input);
    const { group, streams } = await context.house.store.read(async (tx) => {
      const found = await groupIn(tx, placeOf(context), name);
      return { group: found, streams: await readStreams(tx, found.id) };
    });
    const time = ({ last_event_at: at, created_at: made }: LogStreamRow) =>
      String(at ?? made).padStart(16, '0');
    const keyed = streams
      .filter((stream) => stream.name.startsWith(prefix ?? ''))
      .map((stream) => ({
        stream,
        key: orderBy === 'LastEventTime' ? `${time(stream)} ${stream.name}` : stream.name,
      }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    if (descending) keyed.reverse();
    const ranked = keyed.map((one, rank) => ({ ...one, rank: String(rank).padStart(8, '0') }));
    const page = {
      listing: JSON.stringify(['DescribeLogStreams', name, prefix, orderBy, descending]),
      ...{ size: input.limit ?? PAGE, token: input.nextToken, invalidToken: invalidNextToken },
    };
    const { items, next } = pageAfter(page, ranked, ({ rank }) => rank);
    return { logStreams: items.map(({ stream }) => streamToWire(group, stream)), nextToken: next };
  },
});

/** A group's streams in the order of their names. */
export function readStreams(tx: ReadTx, groupId: string): Promise<readonly LogStreamRow[]> {
  return tx.selectFrom('log_streams').selectAll().where('group_id', '=', groupId).orderBy('name').execute();
}

/** @throws AwsError ResourceNotFoundException */
export async function streamIn(tx: ReadTx, group: LogGroupRow, name: string): Promise<LogStreamRow> {
  const found = await tx
    .selectFrom('log_streams')
    .selectAll()
    .where('group_id', '=', group.id)
    .where('name', '=', name)
    .executeTakeFirst();
  if (found === undefined) throw notFound('stream');
  return found;
}

function streamToWire(group: LogGroupRow, stream: LogStreamRow): LogStream {
  return {
    logStreamName: stream.name,
    creationTime: stream.created_at,
    firstEventTimestamp: stream.first_event_at ?? undefined,
    lastEventTimestamp: stream.last_event_at ?? undefined,
    lastIngestionTime: stream.last_ingested_at ?? undefined,
    arn: `${groupArn(group, group.name)}:log-stream:${stream.name}`,
    // AWS tells nothing of a stream's bytes any more.
    storedBytes: 0,
  };
}

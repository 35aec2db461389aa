import { pageAfter } from '../../operation/pages.ts';
import { invalidNextToken, namesAndPrefix } from './errors.ts';
import { readFilterPattern } from './filter-pattern.ts';
import { groupIn, groupNameOf, onGroup, placeOf } from './log-groups.ts';
import { readStreams } from './log-streams.ts';
import { logsOperation } from './logs-operation.ts';
import { readEvents } from './read-events.ts';

const PAGE = 10_000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const filterLogEvents = logsOperation('FilterLogEvents', {
  authorizes: (input, context) => onGroup(context, 'FilterLogEvents', groupNameOf(input)),

  async runs(input, context) {
    const { logStreamNames: names, logStreamNamePrefix: prefix, filterPattern: pattern = '' } = input;
    if (names !== undefined && prefix !== undefined) throw namesAndPrefix();
    const passes = readFilterPattern(pattern);
    const { house } = context;
    const found = await house.store.read(async (tx) => {
      const group = await groupIn(tx, placeOf(context), groupNameOf(input));
      const now = house.clock.now().getTime();
      const streams = (await readStreams(tx, group.id)).filter(
        ({ name }) => (names?.includes(name) ?? true) && name.startsWith(prefix ?? ''),
      );
      const all = [];
      for (const [index, { id, name }] of streams.entries()) {
        const events = await readEvents(tx, group, id, input, now);
        const rank = String(index).padStart(8, '0');
        const matching = events.filter(({ message }) => passes(message));
        all.push(...matching.map((event) => ({ ...event, stream: name, key: `${event.key}${rank}` })));
      }
      return all.sort((a, b) => (a.key < b.key ? -1 : 1));
    });
    const page = {
      listing: JSON.stringify(['FilterLogEvents', groupNameOf(input), names, prefix, pattern]),
      ...{ size: input.limit ?? PAGE, token: input.nextToken, invalidToken: invalidNextToken },
    };
    const { items, next } = pageAfter(page, found, ({ key }) => key);
    const events = items.map(({ stream, at, message, ingestedAt, key }) => ({
      ...{ logStreamName: stream, timestamp: at, message, ingestionTime: ingestedAt, eventId: key },
    }));
    return { events, searchedLogStreams: [], nextToken: next };
  },
});

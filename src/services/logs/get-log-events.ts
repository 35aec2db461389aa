import { invalidNextToken } from './errors.ts';
import { groupIn, groupNameOf, onStream, placeOf } from './log-groups.ts';
import { streamIn } from './log-streams.ts';
import { logsOperation } from './logs-operation.ts';
import { readEvents, type FoundEvent } from './read-events.ts';

const PAGE = 10_000;
/** What an answer's messages come to at most, bytes. */
const MAX_ANSWER = 1_048_576;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
export const getLogEvents = logsOperation('GetLogEvents', {
  authorizes: (input, context) => onStream(context, 'GetLogEvents', groupNameOf(input), input.logStreamName),

  async runs(input, context) {
    const { house } = context;
    const all = await house.store.read(async (tx) => {
      const group = await groupIn(tx, placeOf(context), groupNameOf(input));
      const stream = await streamIn(tx, group, input.logStreamName);
      return readEvents(tx, group, stream.id, input, house.clock.now().getTime());
    });
    const { limit = PAGE, startFromHead = false, nextToken } = input;
    const { forward, key } = nextToken === undefined ? { forward: startFromHead } : readToken(nextToken);
    const events = forward
      ? upTo(
          all.filter((event) => key === undefined || event.key > key),
          limit,
        )
      : upTo(all.filter((event) => key === undefined || event.key < key).toReversed(), limit).toReversed();
    // At either end the token that was given comes back.
    const first = events[0]?.key ?? key ?? '';
    const last = events.at(-1)?.key ?? key ?? '';
    return {
      events: events.map(({ at, ingestedAt, message }) => ({
        timestamp: at,
        ingestionTime: ingestedAt,
        message,
      })),
      nextForwardToken: `f/${last}/s`,
      nextBackwardToken: `b/${first}/s`,
    };
  },
});

/** As many of the first as an answer holds; one at least. */
function upTo(events: readonly FoundEvent[], limit: number): readonly FoundEvent[] {
  let bytes = 0;
  const end = events.findIndex(({ message }, index) => {
    bytes += Buffer.byteLength(message);
    return index >= limit || (index > 0 && bytes > MAX_ANSWER);
  });
  return end < 0 ? events : events.slice(0, end);
}

/** @throws AwsError InvalidParameterException */
function readToken(token: string): { readonly forward: boolean; readonly key: string | undefined } {
  const found = /^([fb])\/(\d{32}|)\/s$/.exec(token);
  if (found === null) throw invalidNextToken();
  return { forward: found[1] === 'f', key: found[2] === '' ? undefined : found[2] };
}

import { useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { EventLog, type KnownEvents } from '../../aws/event-log.ts';
import type { ActivityEvent } from '../../aws/look-up-events.ts';
import { useSession } from '../../session/session.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';

/** How often it is looked, ms; while nobody looks at the tab it is not. */
const EVERY = 1_500;

const LIVE = ['activity', 'live'] as const;

/** Which events are looked for, and how many would do. */
interface Sought {
  readonly isWanted: (event: ActivityEvent) => boolean;
  readonly enough: number;
  /** What tells this search from others. */
  readonly key: string;
}

interface LiveEvents {
  readonly live: UseQueryResult<KnownEvents>;
  /** Whether it still goes back through older ones. */
  readonly isLookingBack: boolean;
  /** What refused to be looked back through. */
  readonly error: Error | null;
}

/**
 * The requests as they come, newest first, and as far back as it takes to find enough of those that are wanted, or
 * all that the server remembers. After a refusal it looks again only when told to.
 */
export function useLiveEvents(isPaused: boolean, { isWanted, enough, key }: Sought): LiveEvents {
  const { id: session, connection } = useSession();
  const queries = useQueryClient();
  const [log] = useState(() => new EventLog(connection));
  const live = useAwsQuery<KnownEvents>({
    key: LIVE,
    every: isPaused ? false : EVERY,
    ask: (_connection, signal) => log.refresh(signal),
  });
  const found = live.data?.events.filter(isWanted).length ?? 0;
  const isMissing = live.data !== undefined && !live.data.isWhole && found < enough;
  const back = useAwsQuery({
    key: ['activity', 'older', key, String(enough)],
    enabled: isMissing,
    ask: async (_connection, signal) => {
      for (;;) {
        const known = await log.lookBack(signal);
        queries.setQueryData([session, ...LIVE], known);
        const isEnough = known.events.filter(isWanted).length >= enough;
        if (known.isWhole || isEnough) return known.events.length;
      }
    },
  });
  return { live, isLookingBack: isMissing && back.isFetching, error: back.error };
}

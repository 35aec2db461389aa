import { useRef } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { lookUpEvents, type ActivityEvent } from '../../aws/look-up-events.ts';
import { useAwsQuery } from '../../session/use-aws.ts';

/** How often it is looked, ms; while nobody looks at the tab it is not. */
const EVERY = 1_500;

/** How many are kept, newest first. */
const MOST = 1_000;

const FIRST_PAGES = 4;
const FURTHER_PAGES = 10;

/** The requests as they come, newest first; after a refusal it looks again only when told to. */
export function useLiveEvents(isPaused: boolean): UseQueryResult<readonly ActivityEvent[]> {
  const seen = useRef<readonly ActivityEvent[]>([]);
  return useAwsQuery<readonly ActivityEvent[]>({
    key: ['activity', 'live'],
    every: isPaused ? false : EVERY,
    ask: async (connection, signal) => {
      const known = new Set(seen.current.map(({ id }) => id));
      const pages = known.size === 0 ? FIRST_PAGES : FURTHER_PAGES;
      const fresh = await lookUpEvents(connection, { until: (id) => known.has(id), pages, signal });
      if (fresh.length > 0) seen.current = [...fresh, ...seen.current].slice(0, MOST);
      return seen.current;
    },
  });
}

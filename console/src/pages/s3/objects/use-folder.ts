import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useBucketQuery } from '../use-bucket.ts';
import { listObjects, listVersions, type EntryPage, type Marker } from './list-objects.ts';

/** A folder as it is looked at: page by page, forwards and back. */
export interface FolderView {
  readonly query: UseQueryResult<EntryPage>;
  /** From 1. */
  readonly page: number;
  /** How many pages are known by now; after the last of them there may be more. */
  readonly pages: number;
  readonly hasMore: boolean;
  readonly goTo: (page: number) => void;
}

interface Place {
  readonly where: string;
  readonly page: number;
  readonly markers: readonly Marker[];
}

/** Lists a folder of a bucket a page at a time, however many objects it has. */
export function useFolder(bucket: string, prefix: string, withVersions: boolean): FolderView {
  const where = JSON.stringify([bucket, prefix, withVersions]);
  const [place, setPlace] = useState<Place>({ where, page: 1, markers: [] });
  // Another folder begins at its own first page.
  const { page, markers } = place.where === where ? place : { page: 1, markers: [] };
  const marker = page === 1 ? {} : (markers[page - 2] ?? {});
  const query = useBucketQuery(
    bucket,
    ['objects', withVersions ? 'versions' : 'current', prefix, JSON.stringify(marker)],
    (client, signal) =>
      (withVersions ? listVersions : listObjects)(client, { bucket, prefix, marker }, signal),
  );
  const next = query.data?.next;
  return {
    query,
    page,
    pages: Math.max(markers.length + 1, page),
    hasMore: page > markers.length && next !== undefined,
    goTo: (wanted) => {
      const known =
        next === undefined ? markers : [...markers.slice(0, page - 1), next, ...markers.slice(page)];
      setPlace({ where, page: Math.min(wanted, known.length + 1), markers: known });
    },
  };
}

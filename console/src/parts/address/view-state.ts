import type { Location } from 'react-router';

/**
 * Which look at a page a location is. What a listing shows of it (a filter, a page number) changes the address, but the
 * look stays the same; every way to a page, Back too, begins another one.
 */
export function viewOf({ state, key }: Location): string {
  const isKept = typeof state === 'object' && state !== null && 'view' in state;
  return isKept ? String(state.view) : key;
}

/** Whether one location is the other with something else filtered, sorted or turned to. */
export function isSameView(before: Location, after: Location): boolean {
  return viewOf(before) === viewOf(after);
}

import { useSyncExternalStore } from 'react';

/** Below it a page is a phone's: the width at which Cloudscape's own layouts change. */
const NARROW = '(max-width: 688px)';

/** Whether the page is as narrow as a phone's, so that tables stack what they say. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(NARROW);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => window.matchMedia(NARROW).matches,
  );
}

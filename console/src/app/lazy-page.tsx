import Spinner from '@cloudscape-design/components/spinner';
import { useQuery } from '@tanstack/react-query';
import { loadModule } from '../parts/load-module.ts';
import type { ConsolePage } from './console-page.ts';
import { PageFailed } from './page-failed.tsx';

/**
 * Loads a page as the router asks for it. The router remembers a failure for good, so there is none: in place of a page
 * that does not come stands one that asks for it again, each time that somebody goes there.
 */
export function lazyPage({ path, load }: ConsolePage) {
  return async () => {
    try {
      return { Component: (await loadModule(load)).default };
    } catch {
      // What failed is asked for again, and told, by the page in its place.
      return { Component: askingAgain(path, load) };
    }
  };
}

function askingAgain(path: string, load: ConsolePage['load']) {
  return function AskedAgain() {
    const { data, isFetching, refetch } = useQuery({
      queryKey: ['page', path],
      queryFn: () => loadModule(load),
      staleTime: Infinity,
      structuralSharing: false,
    });
    if (data !== undefined) return <data.default />;
    return isFetching ? <Spinner size="large" /> : <PageFailed onRetry={() => void refetch()} />;
  };
}

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { MapGraph } from '../graph/map-graph.ts';
import type { Place, Plan } from './place.ts';

/** Where each node is; undefined while that is being found out. */
export function useLayout(graph: MapGraph) {
  const plan = useMemo((): Plan => planOf(graph), [graph]);
  return useQuery<ReadonlyMap<string, Place>>({
    queryKey: ['map layout', plan],
    queryFn: ({ signal }) => placeAside(plan, signal),
    staleTime: Infinity,
    gcTime: 60_000,
    structuralSharing: false,
  });
}

function planOf({ nodes, edges }: MapGraph): Plan {
  return { nodes: [...nodes.keys()], edges: edges.map(({ from, to }) => [from, to]) };
}

/** Asks a worker; one that is no longer waited for is ended. */
function placeAside(plan: Plan, signal: AbortSignal): Promise<ReadonlyMap<string, Place>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
    const end = () => worker.terminate();
    signal.addEventListener('abort', () => {
      end();
      reject(new Error('no longer waited for'));
    });
    worker.addEventListener('message', ({ data }: MessageEvent<readonly (readonly [string, Place])[]>) => {
      resolve(new Map(data));
      end();
    });
    worker.addEventListener('error', ({ message }) => {
      reject(new Error(message === '' ? 'the layout could not be loaded' : message));
      end();
    });
    worker.postMessage(plan, { transfer: [] });
  });
}

import type { MapEdge, MapGraph } from './map-graph.ts';

/**
 * What reaches a node and what it reaches, so many steps away: against the edges' direction and along it, never back,
 * so that a policy that everybody has does not bring everybody.
 */
export function neighbourhood({ nodes, edges }: MapGraph, focus: string, steps: number): ReadonlySet<string> {
  const found = new Set<string>();
  if (!nodes.has(focus)) return found;
  for (const [near, far] of [
    ['to', 'from'],
    ['from', 'to'],
  ] as const) {
    const byNear = new Map<string, MapEdge[]>();
    for (const edge of edges) byNear.set(edge[near], [...(byNear.get(edge[near]) ?? []), edge]);
    const seen = new Set([focus]);
    let rim: readonly string[] = [focus];
    for (let step = 0; step < steps && rim.length > 0; step += 1) {
      rim = rim
        .flatMap((id) => (byNear.get(id) ?? []).map((edge) => edge[far]))
        .filter((id) => !seen.has(id));
      for (const id of rim) seen.add(id);
    }
    for (const id of seen) found.add(id);
  }
  return found;
}

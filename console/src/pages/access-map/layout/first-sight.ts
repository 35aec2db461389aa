import type { MapGraph, MapNode } from '../graph/map-graph.ts';
import { gravityOf } from '../graph/gravity.ts';
import { NODE_SIZE, type Place } from './place.ts';

/** A map that is larger, px, would be too small to be read as a whole. */
const READABLE = { width: 3_000, height: 1_600 };
/** How near it is begun then. */
const LEGIBLE = 0.6;
/** How much of a large map without remarks is begun with. */
const FEW = 8;

/**
 * What a map is begun with: all of it where that can be read, otherwise what it is about, or what stands out most, with
 * what hangs on it.
 */
export function firstSight(
  graph: MapGraph,
  places: ReadonlyMap<string, Place>,
  focus: string | undefined,
): { readonly nodes?: { id: string }[]; readonly minZoom?: number } {
  const all = [...places.values()];
  const most = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.max(a, b), 0);
  const width = most(all.map(({ x }) => x)) + NODE_SIZE.width;
  const height = most(all.map(({ y }) => y)) + NODE_SIZE.height;
  if (width <= READABLE.width && height <= READABLE.height) return {};
  const [gravest] = [...graph.nodes.values()].filter(isWrong).sort((a, b) => gravityOf(a) - gravityOf(b));
  const middle = focus !== undefined && graph.nodes.has(focus) ? focus : gravest?.id;
  const ids = middle === undefined ? [...places.keys()].slice(0, FEW) : around(graph, places, middle);
  return { nodes: ids.map((id) => ({ id })), minZoom: LEGIBLE };
}

function isWrong({ remarks }: MapNode): boolean {
  return remarks.some((remark) => remark !== 'policy-unattached');
}

/** A node with the nearest of those that hang on it: hundreds may, and fill more than can be read. */
function around({ edges }: MapGraph, places: ReadonlyMap<string, Place>, id: string): string[] {
  const own = places.get(id) ?? { x: 0, y: 0 };
  const distance = (other: string) => {
    const { x, y } = places.get(other) ?? own;
    return Math.hypot(x - own.x, y - own.y);
  };
  const near = edges.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []));
  return [id, ...near.sort((a, b) => distance(a) - distance(b)).slice(0, FEW)];
}

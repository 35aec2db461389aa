import { graphlib, layout } from '@dagrejs/dagre';

/** What is to be placed: nodes by their ids, edges between them. */
export interface Plan {
  readonly nodes: readonly string[];
  readonly edges: readonly (readonly [from: string, to: string])[];
}

/** Where a node's upper left corner is, px. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** How large a node is drawn, px. */
export const NODE_SIZE = { width: 232, height: 60 } as const;

const GAP = { column: 64, row: 16, part: 56 };
/** Above it the quicker, coarser ranking. */
const MANY = 100;

interface Box {
  readonly places: ReadonlyMap<string, Place>;
  readonly width: number;
  readonly height: number;
}

/** Places what hangs together by dagre, from left to right, and the parts beside each other, large ones first. */
export function place(plan: Plan): Map<string, Place> {
  const parts = partsOf(plan);
  const alone = parts.filter(({ nodes }) => nodes.length === 1).flatMap(({ nodes }) => nodes);
  const boxes = parts
    .filter(({ nodes }) => nodes.length > 1)
    .map(placePart)
    .sort((a, b) => b.height * b.width - a.height * a.width);
  return pack(alone.length === 0 ? boxes : [...boxes, grid(alone)]);
}

function placePart({ nodes, edges }: Plan): Box {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: 'LR',
    nodesep: GAP.row,
    ranksep: GAP.column,
    ranker: nodes.length > MANY ? 'longest-path' : 'network-simplex',
  });
  for (const id of nodes) graph.setNode(id, { ...NODE_SIZE });
  for (const [index, [from, to]] of edges.entries()) graph.setEdge(from, to, {}, String(index));
  layout(graph);
  const places = new Map<string, Place>();
  for (const id of nodes) {
    const { x, y } = graph.node(id) as Place;
    places.set(id, { x: x - NODE_SIZE.width / 2, y: y - NODE_SIZE.height / 2 });
  }
  const [xs, ys] = [[...places.values()].map(({ x }) => x), [...places.values()].map(({ y }) => y)];
  const [left, top] = [least(xs), least(ys)];
  return {
    places: new Map([...places].map(([id, { x, y }]) => [id, { x: x - left, y: y - top }])),
    width: -least(xs.map((x) => -x)) - left + NODE_SIZE.width,
    height: -least(ys.map((y) => -y)) - top + NODE_SIZE.height,
  };
}

/** What hangs on nothing, in rows. */
function grid(ids: readonly string[]): Box {
  const columns = Math.ceil(Math.sqrt(ids.length / 4));
  const step = { x: NODE_SIZE.width + GAP.row * 2, y: NODE_SIZE.height + GAP.row };
  const places = new Map(
    ids.map((id, index) => [id, { x: (index % columns) * step.x, y: Math.floor(index / columns) * step.y }]),
  );
  return {
    places,
    width: Math.min(columns, ids.length) * step.x,
    height: Math.ceil(ids.length / columns) * step.y,
  };
}

/** Puts boxes into columns of about equal height, so that the whole is about as wide as the page leaves room for. */
function pack(boxes: readonly Box[]): Map<string, Place> {
  const area = boxes.reduce((sum, { width, height }) => sum + (width + GAP.part) * (height + GAP.part), 0);
  const tallest = boxes.reduce((most, { height }) => Math.max(most, height), 0);
  const limit = Math.max(tallest, Math.sqrt(area * 1.3));
  const places = new Map<string, Place>();
  let [left, top, width] = [0, 0, 0];
  for (const box of boxes) {
    if (top > 0 && top + box.height > limit) [left, top, width] = [left + width + GAP.part, 0, 0];
    for (const [id, { x, y }] of box.places) places.set(id, { x: x + left, y: y + top });
    top += box.height + GAP.part;
    width = Math.max(width, box.width);
  }
  return places;
}

/** The parts of a plan that hang together. */
function partsOf({ nodes, edges }: Plan): Plan[] {
  const neighbours = new Map<string, string[]>(nodes.map((id) => [id, []]));
  for (const [from, to] of edges) {
    neighbours.get(from)?.push(to);
    neighbours.get(to)?.push(from);
  }
  const partOf = new Map<string, number>();
  const parts: { nodes: string[]; edges: (readonly [string, string])[] }[] = [];
  for (const start of nodes) {
    if (partOf.has(start)) continue;
    const part = { nodes: [start], edges: [] };
    partOf.set(start, parts.length);
    // Grows while it is gone through.
    for (const id of part.nodes)
      for (const next of neighbours.get(id) ?? [])
        if (!partOf.has(next)) {
          partOf.set(next, parts.length);
          part.nodes.push(next);
        }
    parts.push(part);
  }
  for (const edge of edges) parts[partOf.get(edge[0]) ?? -1]?.edges.push(edge);
  return parts;
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((least, number) => Math.min(least, number), Infinity);
}

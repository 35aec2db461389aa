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
/** What more than so many hang on is placed beside them. */
const CROWD = 24;

interface Box {
  readonly places: ReadonlyMap<string, Place>;
  readonly width: number;
  readonly height: number;
}

/** Places what hangs together from left to right, and the parts beside each other, large ones first. */
export function place(plan: Plan): ReadonlyMap<string, Place> {
  return arrange(plan).places;
}

function arrange(plan: Plan): Box {
  const parts = partsOf(plan);
  const alone = parts.filter(({ nodes }) => nodes.length === 1).flatMap(({ nodes }) => nodes);
  const boxes = parts
    .filter(({ nodes }) => nodes.length > 1)
    .map(placePart)
    .sort((a, b) => b.height * b.width - a.height * a.width);
  return pack(alone.length === 0 ? boxes : [...boxes, grid(alone)]);
}

function placePart(plan: Plan): Box {
  const { sources, targets } = hubsOf(plan);
  return sources.length + targets.length === 0 ? rank(plan) : placeAround(plan, sources, targets);
}

/** What hundreds hang on, such as a service that all roles trust; each is counted where most of them are. */
function hubsOf({ nodes, edges }: Plan): { readonly sources: string[]; readonly targets: string[] } {
  const count = (end: 0 | 1) => {
    const counts = new Map<string, number>();
    for (const edge of edges) counts.set(edge[end], (counts.get(edge[end]) ?? 0) + 1);
    return counts;
  };
  const [outgoing, incoming] = [count(0), count(1)];
  const many = (counts: ReadonlyMap<string, number>, id: string) => counts.get(id) ?? 0;
  const isHub = (id: string) => Math.max(many(outgoing, id), many(incoming, id)) > CROWD;
  const isSource = (id: string) => many(outgoing, id) >= many(incoming, id);
  const hubs = nodes.filter(isHub);
  return { sources: hubs.filter(isSource), targets: hubs.filter((id) => !isSource(id)) };
}

/**
 * By rank all that hangs on a hub would be one tall column. So it is placed as if there were no hub, in several, and the
 * hubs beside it: those that reach it on the left, those that it reaches on the right.
 */
function placeAround({ nodes, edges }: Plan, sources: readonly string[], targets: readonly string[]): Box {
  const hubs = new Set([...sources, ...targets]);
  const middle = arrange({
    nodes: nodes.filter((id) => !hubs.has(id)),
    edges: edges.filter(([from, to]) => !hubs.has(from) && !hubs.has(to)),
  });
  const step = { x: NODE_SIZE.width + GAP.part * 2, y: NODE_SIZE.height + GAP.part };
  const column = (ids: readonly string[], x: number) => {
    const top = Math.max(0, (middle.height - ids.length * step.y + GAP.part) / 2);
    return ids.map((id, index): [string, Place] => [id, { x, y: top + index * step.y }]);
  };
  const left = sources.length === 0 ? 0 : step.x;
  const right = left + middle.width + GAP.part * 2;
  const height = Math.max(middle.height, Math.max(sources.length, targets.length) * step.y);
  return {
    places: new Map([
      ...column(sources, 0),
      ...[...middle.places].map(([id, { x, y }]): [string, Place] => [id, { x: x + left, y }]),
      ...column(targets, right),
    ]),
    width: targets.length === 0 ? left + middle.width : right + NODE_SIZE.width,
    height,
  };
}

/** By dagre, in columns by how far each is along the way. */
function rank({ nodes, edges }: Plan): Box {
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
function pack(boxes: readonly Box[]): Box {
  const area = boxes.reduce((sum, { width, height }) => sum + (width + GAP.part) * (height + GAP.part), 0);
  const tallest = boxes.reduce((most, { height }) => Math.max(most, height), 0);
  const limit = Math.max(tallest, Math.sqrt(area * 1.3));
  const places = new Map<string, Place>();
  let [left, top, width, height] = [0, 0, 0, 0];
  for (const box of boxes) {
    if (top > 0 && top + box.height > limit) [left, top, width] = [left + width + GAP.part, 0, 0];
    for (const [id, { x, y }] of box.places) places.set(id, { x: x + left, y: y + top });
    top += box.height + GAP.part;
    width = Math.max(width, box.width);
    height = Math.max(height, top - GAP.part);
  }
  return { places, width: left + width, height };
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

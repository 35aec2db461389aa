import type { MapGraph, MapNode, NodeKind } from './map-graph.ts';
import { neighbourhood } from './neighbourhood.ts';

/** Which part of the map is shown. */
export interface View {
  readonly kinds: ReadonlySet<NodeKind>;
  /** Whether nodes are shown that hang on nothing. */
  readonly alone: boolean;
  readonly focus?: string | undefined;
  readonly steps: number;
}

/** From here on an account is large: what is common to most of it, and what hangs on nothing, is left out at first. */
const LARGE = 60;
const LEFT_OUT: ReadonlySet<NodeKind> = new Set(['aws-policy', 'principal']);

/** What is shown of an account at first. */
export function firstView(graph: MapGraph, all: readonly NodeKind[]): Pick<View, 'kinds' | 'alone'> {
  if (graph.nodes.size <= LARGE) return { kinds: new Set(all), alone: true };
  const view = { kinds: new Set(all.filter((kind) => !LEFT_OUT.has(kind))), alone: false };
  // An account of lone roles has nothing else to show.
  return visibleGraph(graph, { ...view, steps: 0 }).nodes.size === 0 ? { ...view, alone: true } : view;
}

/** The part of the map that a view shows; whatever is wrong, and what is in focus, is always in it. */
export function visibleGraph(graph: MapGraph, { kinds, alone, focus, steps }: View): MapGraph {
  const near = focus === undefined ? undefined : neighbourhood(graph, focus, steps);
  const isShown = ({ id, kind }: MapNode) => (near === undefined ? kinds.has(kind) : near.has(id));
  const nodes = new Map([...graph.nodes].filter(([, node]) => isShown(node)));
  const edges = graph.edges.filter(({ from, to }) => nodes.has(from) && nodes.has(to));
  if (alone || near !== undefined) return { nodes, edges };
  const connected = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const isKept = ({ id, remarks }: MapNode) =>
    connected.has(id) || remarks.some((remark) => remark !== 'policy-unattached');
  return { nodes: new Map([...nodes].filter(([, node]) => isKept(node))), edges };
}

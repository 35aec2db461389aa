import type { EdgeKind, MapEdge, MapGraph, MapNode, Remark } from './map-graph.ts';

/** Gathers nodes and edges in any order; each once. */
export class GraphBuilder {
  readonly #nodes = new Map<string, MapNode>();
  readonly #edges = new Map<string, MapEdge>();

  has(id: string): boolean {
    return this.#nodes.has(id);
  }

  /** Adds a node; one that is there already stays as it is. */
  add(node: Omit<MapNode, 'remarks'>): void {
    if (!this.#nodes.has(node.id)) this.#nodes.set(node.id, { ...node, remarks: [] });
  }

  connect(from: string, to: string, kind: EdgeKind): void {
    const id = `${kind} ${from} ${to}`;
    if (!this.#edges.has(id)) this.#edges.set(id, { id, from, to, kind });
  }

  remark(id: string, remark: Remark): void {
    const node = this.#nodes.get(id);
    if (node !== undefined && !node.remarks.includes(remark))
      this.#nodes.set(id, { ...node, remarks: [...node.remarks, remark] });
  }

  build(): MapGraph {
    const edges = [...this.#edges.values()].filter(({ from, to }) => this.has(from) && this.has(to));
    return { nodes: this.#nodes, edges };
  }
}

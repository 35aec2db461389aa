import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import type { EdgeKind, MapGraph, MapNode } from '../graph/map-graph.ts';
import { MAP_TEXTS } from '../map-texts.ts';
import { NodeName } from '../node-name.tsx';

const TEXTS = defineTexts({
  en: {
    from: 'Comes to it',
    to: 'Goes on to',
    none: 'Nothing',
    more: (count: number) => `Show ${count} more`,
  },
  ja: {
    from: 'これに届くもの',
    to: 'これが届く先',
    none: 'なし',
    more: (count: number) => `ほか ${count} 件を表示`,
  },
});

const FEW = 8;

interface NodeRelationsProps {
  readonly graph: MapGraph;
  readonly node: MapNode;
  readonly onSelect: (id: string) => void;
}

/** What hangs on a node directly, on both sides, and how. */
export function NodeRelations({ graph, node, onSelect }: NodeRelationsProps) {
  const texts = useTexts(TEXTS);
  const from = graph.edges.flatMap(({ from, to, kind }) => (to === node.id ? [{ id: from, kind }] : []));
  const to = graph.edges.flatMap(({ from, to, kind }) => (from === node.id ? [{ id: to, kind }] : []));
  return (
    <>
      <Relations title={texts.from} graph={graph} relations={from} onSelect={onSelect} />
      <Relations title={texts.to} graph={graph} relations={to} onSelect={onSelect} />
    </>
  );
}

interface RelationsProps {
  readonly title: string;
  readonly graph: MapGraph;
  readonly relations: readonly { readonly id: string; readonly kind: EdgeKind }[];
  readonly onSelect: (id: string) => void;
}

function Relations({ title, graph, relations, onSelect }: RelationsProps) {
  const texts = useTexts(TEXTS);
  const { edges } = useTexts(MAP_TEXTS);
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? relations : relations.slice(0, FEW);
  return (
    <div>
      <Box variant="awsui-key-label">{title}</Box>
      {relations.length === 0 ? texts.none : null}
      <ul className="utsuwa-map-list" aria-label={title}>
        {shown.map(({ id, kind }) => {
          const other = graph.nodes.get(id);
          return other === undefined ? null : (
            <li key={`${kind} ${id}`}>
              <Box fontSize="body-s">
                <NodeName node={other} onSelect={onSelect} /> – {edges[kind]}
              </Box>
            </li>
          );
        })}
      </ul>
      {relations.length > shown.length ? (
        <Button variant="inline-link" onClick={() => setIsWhole(true)}>
          {texts.more(relations.length - shown.length)}
        </Button>
      ) : null}
    </div>
  );
}

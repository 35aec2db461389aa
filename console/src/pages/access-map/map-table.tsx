import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import type { Column } from '../../parts/table/column.tsx';
import { TRUSTED_ENTITY_TEXTS } from '../../parts/trusted-entity.tsx';
import { useNarrow } from '../../parts/use-narrow.ts';
import type { EdgeKind, MapGraph, MapNode } from './graph/map-graph.ts';
import { kindText, MAP_TEXTS } from './map-texts.ts';
import { NodeName } from './node-name.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Access map as a table',
    name: 'Name',
    kind: 'Kind',
    from: 'Comes to it',
    to: 'Goes on to',
    state: 'What stands out',
    more: (count: number) => `and ${count} more`,
    empty: 'Nothing is on the map yet.',
  },
  ja: {
    title: 'アクセスマップ (表)',
    name: '名前',
    kind: '種類',
    from: 'これに届くもの',
    to: 'これが届く先',
    state: '注意が必要な点',
    more: (count: number) => `ほか ${count} 件`,
    empty: 'マップに表示するものがまだありません。',
  },
});

/** A node with what hangs on it. */
interface Row {
  readonly node: MapNode;
  readonly from: readonly Relation[];
  readonly to: readonly Relation[];
}

interface Relation {
  readonly node: MapNode;
  readonly kind: EdgeKind;
}

interface MapTableProps {
  readonly graph: MapGraph;
  readonly onSelect: (id: string) => void;
}

/** The same as the picture, for who cannot see it or has little room. */
export function MapTable({ graph, onSelect }: MapTableProps) {
  const texts = useTexts(TEXTS);
  const mapTexts = useTexts(MAP_TEXTS);
  const entities = useTexts(TRUSTED_ENTITY_TEXTS);
  const isNarrow = useNarrow();
  // Nothing is asked here: the table only shows what the map knows.
  const rows = useMemo(
    () =>
      ({ data: rowsOf(graph), isPending: false, isError: false }) as unknown as UseQueryResult<
        readonly Row[]
      >,
    [graph],
  );
  const list = (relations: readonly Relation[]) => (
    <Relations relations={relations} more={texts.more} edges={mapTexts.edges} onSelect={onSelect} />
  );
  const state = (node: MapNode) =>
    node.remarks.map((remark) => (
      <StatusIndicator key={remark} type={remark === 'policy-unattached' ? 'info' : 'error'}>
        {mapTexts.remarks[remark]}
      </StatusIndicator>
    ));
  const columns: Column<Row>[] = [
    {
      id: 'name',
      header: texts.name,
      text: ({ node }) => node.name,
      cell: ({ node, from, to }) => (
        <>
          {node.to === undefined ? node.name : <PageLink to={node.to}>{node.name}</PageLink>}
          {isNarrow ? (
            <SpaceBetween size="xxs">
              <Box fontSize="body-s">{kindText(mapTexts, entities, node)}</Box>
              {state(node)}
              {from.length === 0 ? null : <Stacked title={texts.from}>{list(from)}</Stacked>}
              {to.length === 0 ? null : <Stacked title={texts.to}>{list(to)}</Stacked>}
            </SpaceBetween>
          ) : null}
        </>
      ),
    },
    { id: 'kind', header: texts.kind, text: ({ node }) => kindText(mapTexts, entities, node) },
    {
      id: 'state',
      header: texts.state,
      text: ({ node }) => node.remarks.map((remark) => mapTexts.remarks[remark]).join(', '),
      cell: ({ node }) => (node.remarks.length === 0 ? '-' : state(node)),
    },
    { id: 'from', header: texts.from, text: ({ from }) => textOf(from), cell: ({ from }) => list(from) },
    { id: 'to', header: texts.to, text: ({ to }) => textOf(to), cell: ({ to }) => list(to) },
  ];
  return (
    <ResourceTable<Row>
      title={texts.title}
      inAddress=""
      query={rows}
      idOf={({ node }) => node.id}
      columns={isNarrow ? columns.slice(0, 1) : columns}
      empty={texts.empty}
    />
  );
}

function Stacked({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <Box variant="awsui-key-label">{title}</Box>
      {children}
    </div>
  );
}

const FEW = 5;

interface RelationsProps {
  readonly relations: readonly Relation[];
  readonly more: (count: number) => string;
  readonly edges: Readonly<Record<EdgeKind, string>>;
  readonly onSelect: (id: string) => void;
}

function Relations({ relations, more, edges, onSelect }: RelationsProps) {
  if (relations.length === 0) return '-';
  return (
    <SpaceBetween size="xxs">
      {relations.slice(0, FEW).map(({ node, kind }) => (
        <div key={`${kind} ${node.id}`}>
          {edges[kind]}: <NodeName node={node} onSelect={onSelect} />
        </div>
      ))}
      {relations.length > FEW ? <Box fontSize="body-s">{more(relations.length - FEW)}</Box> : null}
    </SpaceBetween>
  );
}

function textOf(relations: readonly Relation[]): string {
  return relations.map(({ node }) => node.name).join(' ');
}

function rowsOf({ nodes, edges }: MapGraph): Row[] {
  const rows = new Map(
    [...nodes.values()].map((node) => [node.id, { node, from: [] as Relation[], to: [] as Relation[] }]),
  );
  for (const { from, to, kind } of edges) {
    const [before, after] = [rows.get(from), rows.get(to)];
    if (before === undefined || after === undefined) continue;
    before.to.push({ node: after.node, kind });
    after.from.push({ node: before.node, kind });
  }
  return [...rows.values()];
}

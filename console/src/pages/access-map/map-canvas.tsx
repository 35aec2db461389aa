import {
  Background,
  Controls,
  MiniMap,
  Position,
  ReactFlow,
  type Edge,
  type NodeChange,
  type ReactFlowInstance,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useEffect, useMemo, useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { TRUSTED_ENTITY_TEXTS } from '../../parts/trusted-entity.tsx';
import './access-map.css';
import type { MapEdge, MapGraph } from './graph/map-graph.ts';
import { NODE_SIZE, type Place } from './layout/place.ts';
import { firstSight } from './layout/first-sight.ts';
import { kindText, MAP_TEXTS } from './map-texts.ts';
import { Thing, type ThingNode } from './thing.tsx';

const TEXTS = defineTexts({
  en: {
    map: 'Access map',
    keys: 'Press Enter or Space to select it. Arrow keys and Tab lead on.',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Show all',
    small: 'The whole map, small',
  },
  ja: {
    map: 'アクセスマップ',
    keys: 'Enter または Space で選択します。Tab で次へ移ります。',
    zoomIn: '拡大',
    zoomOut: '縮小',
    fit: '全体を表示',
    small: 'マップ全体の縮小図',
  },
});

const NODE_TYPES = { thing: Thing };
/** Where edges end and begin, told beforehand: what is out of sight is not drawn, and so not measured. */
const HANDLES = [
  { type: 'target', position: Position.Left, x: 0, y: NODE_SIZE.height / 2, width: 1, height: 1 },
  {
    type: 'source',
    position: Position.Right,
    x: NODE_SIZE.width,
    y: NODE_SIZE.height / 2,
    width: 1,
    height: 1,
  },
] as const;
/** How many lines at a node have words. */
const MOST_WORDS = 24;
/** Beyond it the small map costs more than it shows. */
const MOST_IN_MINIMAP = 3_000;

interface MapCanvasProps {
  readonly graph: MapGraph;
  readonly places: ReadonlyMap<string, Place>;
  readonly focus: string | undefined;
  readonly selected: string | undefined;
  /** The node to go to; each new object leads there again. */
  readonly centred: { readonly id: string } | undefined;
  readonly onSelect: (id: string | undefined) => void;
}

/** The picture: moved, zoomed, and gone through by keyboard. Only what is in sight is drawn. */
export function MapCanvas({ graph, places, focus, selected, centred, onSelect }: MapCanvasProps) {
  const texts = useTexts(TEXTS);
  const mapTexts = useTexts(MAP_TEXTS);
  const entities = useTexts(TRUSTED_ENTITY_TEXTS);
  const [flow, setFlow] = useState<ReactFlowInstance<ThingNode>>();
  const things = useMemo(
    () =>
      [...graph.nodes.values()].map((node): ThingNode => {
        const remarks = node.remarks.map((remark) => mapTexts.remarks[remark]);
        return {
          id: node.id,
          type: 'thing',
          position: places.get(node.id) ?? { x: 0, y: 0 },
          data: { node },
          ...NODE_SIZE,
          measured: NODE_SIZE,
          handles: [...HANDLES],
          ariaLabel: [`${kindText(mapTexts, entities, node)} ${node.name}`, ...remarks].join('. '),
        };
      }),
    [graph, places, mapTexts, entities],
  );
  const nodes = useMemo(
    () => things.map((thing) => (thing.id === selected ? { ...thing, selected: true } : thing)),
    [things, selected],
  );
  const edges = useMemo(() => {
    const isNearTo = ({ from, to }: MapEdge) => from === selected || to === selected;
    // The words of hundreds would hide what they lead to.
    const isWordy = graph.edges.filter(isNearTo).length <= MOST_WORDS;
    return graph.edges.map((edge): Edge => {
      const { id, from, to, kind } = edge;
      const isNear = isNearTo(edge);
      return {
        id,
        source: from,
        target: to,
        className: `utsuwa-map-edge ${kind}${isNear ? ' near' : ''}`,
        ...(isNear && isWordy ? { label: mapTexts.edges[kind], zIndex: 1 } : {}),
      };
    });
  }, [graph, selected, mapTexts]);
  const seenFirst = useMemo(() => firstSight(graph, places, focus), [graph, places, focus]);
  useEffect(() => {
    const place = centred === undefined ? undefined : places.get(centred.id);
    if (flow === undefined || place === undefined) return;
    const { width, height } = NODE_SIZE;
    void flow.setCenter(place.x + width / 2, place.y + height / 2, { zoom: Math.max(flow.getZoom(), 0.9) });
  }, [flow, centred, places]);
  const follow = (changes: readonly NodeChange<ThingNode>[]) => {
    const choices = changes.flatMap((change) => (change.type === 'select' ? [change] : []));
    const chosen = choices.find((choice) => choice.selected);
    if (chosen !== undefined) onSelect(chosen.id);
    else if (choices.some(({ id }) => id === selected)) onSelect(undefined);
  };
  return (
    <section className="utsuwa-map" aria-label={texts.map}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        onNodesChange={follow}
        onInit={setFlow}
        fitView
        fitViewOptions={{ padding: 0.08, maxZoom: 1, ...seenFirst }}
        minZoom={0.01}
        maxZoom={2}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        multiSelectionKeyCode={null}
        selectionKeyCode={null}
        deleteKeyCode={null}
        onlyRenderVisibleElements
        ariaLabelConfig={{
          'node.a11yDescription.default': texts.keys,
          'controls.zoomIn.ariaLabel': texts.zoomIn,
          'controls.zoomOut.ariaLabel': texts.zoomOut,
          'controls.fitView.ariaLabel': texts.fit,
          'minimap.ariaLabel': texts.small,
        }}
      >
        <Background />
        <Controls showInteractive={false} />
        {nodes.length > MOST_IN_MINIMAP ? null : (
          <MiniMap<ThingNode>
            pannable
            zoomable
            nodeClassName={({ data: { node } }) =>
              node.remarks.some((remark) => remark !== 'policy-unattached') ? 'wrong' : node.kind
            }
          />
        )}
      </ReactFlow>
    </section>
  );
}

import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { useTexts } from '../../language/language.tsx';
import { TRUSTED_ENTITY_TEXTS } from '../../parts/trusted-entity.tsx';
import type { MapNode } from './graph/map-graph.ts';
import { KindShape } from './kind-shape.tsx';
import { kindText, MAP_TEXTS } from './map-texts.ts';

/** A node as React Flow holds it. */
export type ThingNode = Node<{ readonly node: MapNode }, 'thing'>;

/** One thing on the map: what kind it is, what it is called, and what is wrong with it. */
export function Thing({ data: { node } }: NodeProps<ThingNode>) {
  const texts = useTexts(MAP_TEXTS);
  const entities = useTexts(TRUSTED_ENTITY_TEXTS);
  const [remark] = node.remarks;
  const isWrong = remark !== undefined && remark !== 'policy-unattached';
  return (
    <div className={`utsuwa-map-thing ${node.kind}${isWrong ? ' wrong' : ''}`} title={node.arn ?? node.name}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <KindShape kind={node.kind} />
      <div className="words">
        <div className="kind">
          {kindText(texts, entities, node)}
          {node.note === undefined || node.note === '' ? '' : ` · ${node.note}`}
        </div>
        <div className="name">{node.name}</div>
        {remark === undefined ? null : (
          <div className="remark">
            {isWrong ? '⚠ ' : ''}
            {texts.remarks[remark]}
          </div>
        )}
      </div>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}

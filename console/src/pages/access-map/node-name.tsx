import Link from '@cloudscape-design/components/link';
import { useTexts } from '../../language/language.tsx';
import { TRUSTED_ENTITY_TEXTS } from '../../parts/trusted-entity.tsx';
import type { MapNode } from './graph/map-graph.ts';
import { kindText, MAP_TEXTS } from './map-texts.ts';

interface NodeNameProps {
  readonly node: MapNode;
  readonly onSelect: (id: string) => void;
}

/** A node by kind and name; it leads to the node on the map. */
export function NodeName({ node, onSelect }: NodeNameProps) {
  const texts = useTexts(MAP_TEXTS);
  const entities = useTexts(TRUSTED_ENTITY_TEXTS);
  return (
    <span className="utsuwa-breakable">
      {kindText(texts, entities, node)}{' '}
      <Link
        variant="primary"
        onFollow={(event) => {
          event.preventDefault();
          onSelect(node.id);
        }}
      >
        {node.name}
      </Link>
    </span>
  );
}

import { useTexts } from '../../language/language.tsx';
import { NODE_KINDS } from './graph/map-graph.ts';
import { KindShape } from './kind-shape.tsx';
import { MAP_TEXTS } from './map-texts.ts';

const LINES = ['attached', 'boundary', 'trusts', 'bucket-policy'] as const;

/** What the map's shapes and lines mean. */
export function MapLegend() {
  const texts = useTexts(MAP_TEXTS);
  return (
    <div className="utsuwa-map-legend">
      {NODE_KINDS.map((kind) => (
        <span key={kind}>
          <KindShape kind={kind} />
          {texts.kinds[kind]}
        </span>
      ))}
      {LINES.map((kind) => (
        <span key={kind}>
          <svg width="28" height="8" aria-hidden="true">
            <line className={`utsuwa-map-line ${kind}`} x1="0" y1="4" x2="28" y2="4" />
          </svg>
          {texts.edges[kind]}
        </span>
      ))}
    </div>
  );
}

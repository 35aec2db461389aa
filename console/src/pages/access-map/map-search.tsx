import Autosuggest from '@cloudscape-design/components/autosuggest';
import { useMemo, useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { TRUSTED_ENTITY_TEXTS } from '../../parts/trusted-entity.tsx';
import type { MapGraph } from './graph/map-graph.ts';
import { kindText, MAP_TEXTS } from './map-texts.ts';

const TEXTS = defineTexts({
  en: {
    find: 'Find by name or ARN',
    none: 'Nothing is called that',
    use: (text: string) => `Find “${text}”`,
  },
  ja: {
    find: '名前または ARN で検索',
    none: '一致するものはありません',
    use: (text: string) => `「${text}」を検索`,
  },
});

interface MapSearchProps {
  readonly graph: MapGraph;
  readonly onFound: (id: string) => void;
}

/** Finds a node by its name or ARN as one types. */
export function MapSearch({ graph, onFound }: MapSearchProps) {
  const texts = useTexts(TEXTS);
  const mapTexts = useTexts(MAP_TEXTS);
  const entities = useTexts(TRUSTED_ENTITY_TEXTS);
  const [text, setText] = useState('');
  const options = useMemo(
    () =>
      [...graph.nodes.values()].map((node) => ({
        value: node.id,
        label: node.name,
        tags: [kindText(mapTexts, entities, node)],
        ...(node.arn === undefined ? {} : { description: node.arn }),
      })),
    [graph, mapTexts, entities],
  );
  return (
    <Autosuggest
      value={text}
      options={options}
      ariaLabel={texts.find}
      placeholder={texts.find}
      empty={texts.none}
      enteredTextLabel={texts.use}
      virtualScroll
      onChange={({ detail }) => setText(detail.value)}
      onSelect={({ detail }) => {
        const wanted = detail.value.toLowerCase();
        const found =
          graph.nodes.get(detail.value) ??
          [...graph.nodes.values()].find(({ name }) => name.toLowerCase().includes(wanted));
        if (found === undefined) return;
        setText(found.name);
        onFound(found.id);
      }}
    />
  );
}

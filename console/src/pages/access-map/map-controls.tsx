import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { NODE_KINDS, type MapGraph, type MapNode, type NodeKind } from './graph/map-graph.ts';
import type { View } from './graph/visible-graph.ts';
import { MapSearch } from './map-search.tsx';
import { MAP_TEXTS } from './map-texts.ts';

const TEXTS = defineTexts({
  en: {
    kinds: 'Kinds on the map',
    chosen: (count: number) => (count === 1 ? '1 kind' : `${count} kinds`),
    alone: 'Also what hangs on nothing',
    inFocus: (name: string) => `Only what reaches ${name} and what it reaches`,
    steps: 'How far',
    step: (count: number) => (count === 1 ? '1 step' : `${count} steps`),
    whole: 'Show the whole map',
  },
  ja: {
    kinds: '表示する種類',
    chosen: (count: number) => `${count} 種類`,
    alone: 'どこにもつながっていないものも表示',
    inFocus: (name: string) => `${name} につながるものだけを表示しています`,
    steps: '範囲',
    step: (count: number) => `${count} ステップ`,
    whole: 'マップ全体を表示',
  },
});

const STEPS = [1, 2, 3, 4, 5];

interface MapControlsProps {
  readonly graph: MapGraph;
  readonly view: View;
  readonly focused: MapNode | undefined;
  readonly onView: (change: Partial<View>) => void;
  readonly onFound: (id: string) => void;
  readonly onWhole: () => void;
}

/** What is looked for, and which part of the map is shown. */
export function MapControls({ graph, view, focused, onView, onFound, onWhole }: MapControlsProps) {
  const texts = useTexts(TEXTS);
  const { kinds } = useTexts(MAP_TEXTS);
  const options = NODE_KINDS.map((value) => ({ value: value as string, label: kinds[value] }));
  const steps = STEPS.map((value) => ({ value: String(value), label: texts.step(value) }));
  return (
    <SpaceBetween size="s">
      <div className="utsuwa-map-controls">
        <MapSearch graph={graph} onFound={onFound} />
        {focused === undefined ? (
          <Multiselect
            ariaLabel={texts.kinds}
            options={options}
            selectedOptions={options.filter(({ value }) => view.kinds.has(value as NodeKind))}
            placeholder={texts.chosen(view.kinds.size)}
            hideTokens
            inlineTokens
            onChange={({ detail }) =>
              onView({ kinds: new Set(detail.selectedOptions.map(({ value }) => value as NodeKind)) })
            }
          />
        ) : (
          <Select
            ariaLabel={texts.steps}
            options={steps}
            selectedOption={steps.find(({ value }) => value === String(view.steps)) ?? null}
            onChange={({ detail }) => onView({ steps: Number(detail.selectedOption.value) })}
          />
        )}
      </div>
      {focused === undefined ? (
        <Checkbox checked={view.alone} onChange={({ detail }) => onView({ alone: detail.checked })}>
          {texts.alone}
        </Checkbox>
      ) : (
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <Box>
            <span className="utsuwa-breakable">{texts.inFocus(focused.name)}</span>
          </Box>
          <Button onClick={onWhole}>{texts.whole}</Button>
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

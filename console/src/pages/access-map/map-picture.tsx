import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import type { MapGraph } from './graph/map-graph.ts';
import { useLayout } from './layout/use-layout.ts';
import { MapCanvas } from './map-canvas.tsx';
import { MapLegend } from './map-legend.tsx';

const TEXTS = defineTexts({
  en: {
    arranging: 'Arranging the map',
    empty:
      'Nothing to show. Choose more kinds, or create a role: what reaches it and what it reaches appears here.',
  },
  ja: {
    arranging: 'マップを配置しています',
    empty:
      '表示するものがありません。表示する種類を増やすか、ロールを作成してください。つながりがここに表示されます。',
  },
});

interface MapPictureProps {
  readonly graph: MapGraph;
  readonly focus: string | undefined;
  readonly selected: string | undefined;
  readonly centred: { readonly id: string } | undefined;
  readonly onSelect: (id: string | undefined) => void;
}

/** The picture with its legend, once it is arranged. */
export function MapPicture({ graph, focus, selected, centred, onSelect }: MapPictureProps) {
  const texts = useTexts(TEXTS);
  const layout = useLayout(graph);
  if (graph.nodes.size === 0)
    return (
      <Box textAlign="center" padding="xxl">
        {texts.empty}
      </Box>
    );
  if (layout.isError) return <ErrorAlert error={layout.error} onRetry={() => void layout.refetch()} />;
  return (
    <SpaceBetween size="s">
      {layout.data === undefined ? (
        <Box textAlign="center" padding="xxl">
          <Spinner size="large" /> {texts.arranging}
        </Box>
      ) : (
        <MapCanvas
          key={layout.dataUpdatedAt}
          graph={graph}
          places={layout.data}
          focus={focus}
          selected={selected}
          centred={centred}
          onSelect={onSelect}
        />
      )}
      <MapLegend />
    </SpaceBetween>
  );
}

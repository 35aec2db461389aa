import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { useViewParams } from '../../parts/address/use-view-params.ts';
import { Page } from '../../parts/page.tsx';
import { useNarrow } from '../../parts/use-narrow.ts';
import { useSession } from '../../session/session.tsx';
import { NodeDetails } from './details/node-details.tsx';
import { NODE_KINDS } from './graph/map-graph.ts';
import { firstView, visibleGraph, type View } from './graph/visible-graph.ts';
import { MapControls } from './map-controls.tsx';
import { MapPicture } from './map-picture.tsx';
import { MapRefusals } from './map-refusals.tsx';
import { MapTable } from './map-table.tsx';
import { StandsOut } from './stands-out.tsx';
import { useMapGraph } from './use-map-graph.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Access map',
    description: (region: string) =>
      `Policies reach roles, roles reach instance profiles, instance profiles reach instances. Instances and functions are those of ${region}.`,
    loading: 'Asking what there is',
    refresh: 'Refresh',
    view: 'How it is shown',
    picture: 'Map',
    table: 'Table',
    shown: (shown: number, all: number) => `${shown} of ${all} shown`,
    unknown:
      'What this address names is not on the map. It may be gone, in another Region, or not yours to see.',
  },
  ja: {
    title: 'アクセスマップ',
    description: (region: string) =>
      `ポリシーはロールに、ロールはインスタンスプロファイルに、インスタンスプロファイルはインスタンスに届きます。インスタンスと関数は ${region} のものです。`,
    loading: '読み込み中',
    refresh: '更新',
    view: '表示方法',
    picture: 'マップ',
    table: '表',
    shown: (shown: number, all: number) => `${all} 件中 ${shown} 件を表示`,
    unknown:
      'このアドレスが指すものはマップにありません。削除されたか、別のリージョンにあるか、表示する権限がない可能性があります。',
  },
});

/** How many steps a focus shows at first: from a policy to the instance that its role reaches. */
const STEPS = 4;

/** What is attached to what, what may reach what, and what stands out in it. */
export default function AccessMapPage() {
  const texts = useTexts(TEXTS);
  const { region } = useSession().connection;
  const isNarrow = useNarrow();
  const [address, setAddress] = useSearchParams();
  const { write } = useViewParams();
  const focus = address.get('focus') ?? undefined;
  const { graph, refusals, isFetching, refresh } = useMapGraph(focus);
  const [selected, setSelected] = useState<string | undefined>(focus);
  const [centred, setCentred] = useState<{ readonly id: string }>();
  const [changed, setChanged] = useState<Partial<View>>({ steps: STEPS });
  const focused = focus === undefined ? undefined : graph?.nodes.get(focus);
  const view = useMemo(
    (): View | undefined =>
      graph && { steps: STEPS, ...firstView(graph, NODE_KINDS), ...changed, focus: focused?.id },
    [graph, changed, focused?.id],
  );
  const visible = useMemo(() => graph && view && visibleGraph(graph, view), [graph, view]);
  const chosen = selected === undefined ? undefined : graph?.nodes.get(selected);
  const shape = address.get('as') ?? (isNarrow ? 'table' : 'map');
  const isTable = shape === 'table';
  const focusOn = (id: string | undefined) =>
    setAddress({ ...(address.has('as') ? { as: shape } : {}), ...(id === undefined ? {} : { focus: id }) });
  const goTo = (id: string) => {
    setSelected(id);
    setCentred({ id });
    if (visible?.nodes.has(id) !== true) focusOn(id);
  };
  return (
    <Page
      title={texts.title}
      description={texts.description(region)}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <SegmentedControl
            label={texts.view}
            selectedId={isTable ? 'table' : 'map'}
            options={[
              { id: 'map', text: texts.picture },
              { id: 'table', text: texts.table },
            ]}
            onChange={({ detail }) => write({ as: detail.selectedId })}
          />
          <Button iconName="refresh" ariaLabel={texts.refresh} loading={isFetching} onClick={refresh} />
        </SpaceBetween>
      }
    >
      <MapRefusals refusals={refusals} />
      {graph === undefined || view === undefined || visible === undefined ? (
        <Box textAlign="center" padding="xxl">
          <Spinner size="large" /> {texts.loading}
        </Box>
      ) : (
        <SpaceBetween size="s">
          {focus !== undefined && focused === undefined ? (
            <Alert type="warning">{texts.unknown}</Alert>
          ) : null}
          <MapControls
            graph={graph}
            view={view}
            focused={focused}
            onView={(change) => setChanged((current) => ({ ...current, ...change }))}
            onFound={goTo}
            onWhole={() => focusOn(undefined)}
          />
          <Box fontSize="body-s" color="text-body-secondary">
            {texts.shown(visible.nodes.size, graph.nodes.size)}
          </Box>
          <div className="utsuwa-map-beside">
            {isTable ? (
              <MapTable graph={visible} onSelect={goTo} />
            ) : (
              <MapPicture
                graph={visible}
                focus={focused?.id}
                selected={selected}
                centred={centred}
                onSelect={setSelected}
              />
            )}
            <SpaceBetween size="m">
              {chosen === undefined ? null : (
                <NodeDetails
                  graph={graph}
                  node={chosen}
                  isFocus={chosen.id === focused?.id}
                  onSelect={(id) => (id === undefined ? setSelected(undefined) : goTo(id))}
                  onFocus={focusOn}
                />
              )}
              <StandsOut graph={graph} onSelect={goTo} />
            </SpaceBetween>
          </div>
        </SpaceBetween>
      )}
    </Page>
  );
}

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { GRAVITIES, GRAVITY } from './graph/gravity.ts';
import type { MapGraph } from './graph/map-graph.ts';
import { MAP_TEXTS } from './map-texts.ts';
import { NodeName } from './node-name.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'What stands out',
    nothing: 'Nothing: every instance, function and role that you may see gets what it is meant to.',
    more: (count: number) => `Show ${count} more`,
  },
  ja: {
    title: '注意が必要なもの',
    nothing: 'ありません。表示できる範囲のインスタンス、関数、ロールに問題はありません。',
    more: (count: number) => `ほか ${count} 件を表示`,
  },
});

const FEW = 12;

interface StandsOutProps {
  readonly graph: MapGraph;
  readonly onSelect: (id: string) => void;
}

/** Everything on the map that is wrong or unused; each leads there. */
export function StandsOut({ graph, onSelect }: StandsOutProps) {
  const texts = useTexts(TEXTS);
  const { remarks: words } = useTexts(MAP_TEXTS);
  const [isWhole, setIsWhole] = useState(false);
  const found = [...graph.nodes.values()]
    .flatMap((node) => node.remarks.map((remark) => ({ node, remark, gravity: GRAVITY[remark] })))
    .sort((a, b) => GRAVITIES.indexOf(a.gravity) - GRAVITIES.indexOf(b.gravity));
  const shown = isWhole ? found : found.slice(0, FEW);
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${found.length})`}>
          {texts.title}
        </Header>
      }
    >
      {found.length === 0 ? (
        <StatusIndicator type="success">{texts.nothing}</StatusIndicator>
      ) : (
        <SpaceBetween size="s">
          <ul className="utsuwa-map-list" aria-label={texts.title}>
            {shown.map(({ node, remark, gravity }) => (
              <li key={`${remark} ${node.id}`}>
                <StatusIndicator type={gravity}>{words[remark]}</StatusIndicator>
                <Box fontSize="body-s">
                  <NodeName node={node} onSelect={onSelect} />
                </Box>
              </li>
            ))}
          </ul>
          {found.length > shown.length ? (
            <Button variant="inline-link" onClick={() => setIsWhole(true)}>
              {texts.more(found.length - shown.length)}
            </Button>
          ) : null}
        </SpaceBetween>
      )}
    </Container>
  );
}

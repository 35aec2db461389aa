import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { CopyText } from '../../../parts/copy-text.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { TRUSTED_ENTITY_TEXTS } from '../../../parts/trusted-entity.tsx';
import type { MapGraph, MapNode } from '../graph/map-graph.ts';
import { KindShape } from '../kind-shape.tsx';
import { kindText, MAP_TEXTS } from '../map-texts.ts';
import { NodeRelations } from './node-relations.tsx';
import { Reach } from './reach.tsx';

const TEXTS = defineTexts({
  en: {
    close: 'Close the details',
    open: 'Open its page',
    focus: 'Focus on this',
  },
  ja: { close: '詳細を閉じる', open: '詳細ページを開く', focus: 'これに絞り込む' },
});

interface NodeDetailsProps {
  readonly graph: MapGraph;
  readonly node: MapNode;
  readonly isFocus: boolean;
  readonly onSelect: (id: string | undefined) => void;
  readonly onFocus: (id: string) => void;
}

/** What is known of the chosen node: what is wrong with it, what it hangs on, what it may reach. */
export function NodeDetails({ graph, node, isFocus, onSelect, onFocus }: NodeDetailsProps) {
  const texts = useTexts(TEXTS);
  const mapTexts = useTexts(MAP_TEXTS);
  const entities = useTexts(TRUSTED_ENTITY_TEXTS);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={kindText(mapTexts, entities, node)}
          actions={
            <Button
              variant="icon"
              iconName="close"
              ariaLabel={texts.close}
              onClick={() => onSelect(undefined)}
            />
          }
        >
          <span className="utsuwa-breakable">{node.name}</span>
        </Header>
      }
    >
      <SpaceBetween size="m">
        {node.remarks.map((remark) => (
          <StatusIndicator key={remark} type={remark === 'policy-unattached' ? 'info' : 'error'}>
            {mapTexts.remarks[remark]}
          </StatusIndicator>
        ))}
        {node.note === undefined || node.note === '' ? null : <Box fontSize="body-s">{node.note}</Box>}
        {node.arn === undefined ? null : <CopyText text={node.arn} />}
        {node.to === undefined ? null : (
          <span>
            <KindShape kind={node.kind} />{' '}
            <PageLink to={node.to} label={`${texts.open}: ${node.name}`}>
              {texts.open}
            </PageLink>
          </span>
        )}
        {isFocus ? null : (
          <Button iconName="zoom-to-fit" fullWidth onClick={() => onFocus(node.id)}>
            {texts.focus}
          </Button>
        )}
        <NodeRelations graph={graph} node={node} onSelect={onSelect} />
        <Reach key={node.id} graph={graph} node={node} />
      </SpaceBetween>
    </Container>
  );
}

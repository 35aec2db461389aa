import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { useTexts } from '../../../language/language.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';
import { EXPLANATION_TEXTS, type ExplanationTexts } from './explanation-texts.ts';
import type { ToldDecision, ToldPreview } from '../../../../../src/kernel/told-request.ts';

interface Row {
  readonly key: string;
  readonly what: ReactNode;
  readonly resource: string;
  readonly before: ToldDecision;
  readonly after: ToldDecision;
}

/** Verdicts before and after: of this request, and of the caller's other ones. */
export function PreviewResult({ preview }: { readonly preview: ToldPreview }) {
  const texts = useTexts(EXPLANATION_TEXTS);
  const own = preview.evaluations.map(({ action, ...rest }, place): Row => ({
    key: String(place),
    what: action,
    ...rest,
  }));
  const rest = preview.others.map(({ requestId, service, operation, ...verdicts }): Row => ({
    key: requestId,
    what: (
      <PageLink to={paths.activity(requestId)}>
        {service}:{operation}
      </PageLink>
    ),
    ...verdicts,
  }));
  return (
    <SpaceBetween size="l">
      <Verdicts title={texts.thisRequest} rows={own} />
      {preview.after.notes.length === 0 ? null : <Box color="text-body-secondary">{texts.mayAskMore}</Box>}
      <Verdicts
        title={texts.others}
        description={texts.othersHint}
        rows={rest}
        empty={<Box textAlign="center">{texts.othersNone}</Box>}
      />
    </SpaceBetween>
  );
}

interface VerdictsProps {
  readonly title: string;
  readonly description?: string;
  readonly rows: readonly Row[];
  readonly empty?: ReactNode;
}

function Verdicts({ title, description, rows, empty }: VerdictsProps) {
  const texts = useTexts(EXPLANATION_TEXTS);
  return (
    <Table<Row>
      variant="embedded"
      wrapLines
      header={
        <Header variant="h3" {...(description === undefined ? {} : { description })}>
          {title}
        </Header>
      }
      items={[...rows]}
      trackBy="key"
      columnDefinitions={columns(texts)}
      empty={empty}
    />
  );
}

function columns(texts: ExplanationTexts): TableProps.ColumnDefinition<Row>[] {
  return [
    {
      id: 'what',
      header: texts.action,
      cell: ({ what, resource }) => (
        <>
          {what}
          <Box color="text-body-secondary" fontSize="body-s">
            <span className="utsuwa-breakable">{resource}</span>
          </Box>
        </>
      ),
      isRowHeader: true,
    },
    { id: 'before', header: texts.before, cell: ({ before }) => <Verdict decision={before} />, width: '25%' },
    {
      id: 'after',
      header: texts.after,
      cell: ({ before, after }) => <Verdict decision={after} isChanged={before !== after} />,
      width: '25%',
    },
  ];
}

function Verdict({ decision, isChanged }: { readonly decision: ToldDecision; readonly isChanged?: boolean }) {
  const texts = useTexts(EXPLANATION_TEXTS);
  const said = (
    <StatusIndicator type={decision === 'allowed' ? 'success' : 'error'}>
      {texts.decisions[decision]}
    </StatusIndicator>
  );
  if (isChanged === undefined) return said;
  return (
    <Box fontWeight={isChanged ? 'bold' : 'normal'}>
      {said} <Box color="text-body-secondary">{isChanged ? texts.changed : texts.unchanged}</Box>
    </Box>
  );
}

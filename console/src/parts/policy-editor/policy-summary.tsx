import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import Pagination from '@cloudscape-design/components/pagination';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useMemo } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { readStatements, type ConditionView } from './read-statements.ts';
import { summaryRows, type SummaryRow } from './summary-rows.ts';
import { ValueList } from './value-list.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Policy summary',
    statement: 'Statement',
    nth: (number: number) => `Statement ${number}`,
    jump: (name: string, line: number) => `${name}, to line ${line}`,
    effect: 'Effect',
    service: 'Service',
    actions: 'Actions',
    resources: 'Resource',
    principals: 'Principal',
    condition: 'Request condition',
    allow: 'Allow',
    deny: 'Deny',
    allServices: 'All services',
    allActions: 'All actions',
    allResources: 'All resources',
    everyone: 'Everyone (*)',
    except: 'All except',
    none: 'None',
    empty: 'This policy has no statements that name an action.',
    noJson: 'The document is not valid JSON, so there is nothing to summarise.',
  },
  ja: {
    title: 'ポリシーの概要',
    statement: 'ステートメント',
    nth: (number: number) => `ステートメント ${number}`,
    jump: (name: string, line: number) => `${name}、${line} 行へ移動`,
    effect: '効果',
    service: 'サービス',
    actions: 'アクション',
    resources: 'リソース',
    principals: 'プリンシパル',
    condition: 'リクエスト条件',
    allow: '許可',
    deny: '拒否',
    allServices: 'すべてのサービス',
    allActions: 'すべてのアクション',
    allResources: 'すべてのリソース',
    everyone: 'すべてのユーザー (*)',
    except: '次を除くすべて',
    none: 'なし',
    empty: 'アクションを指定したステートメントはありません。',
    noJson: '有効な JSON ではないため、概要を表示できません。',
  },
});

interface PolicySummaryProps {
  /** The policy's document. */
  readonly text: string;
  /** Shows a statement's first line in an editor; without it statements are no links. */
  readonly onJump?: ((line: number) => void) | undefined;
}

/** How many rows are shown at once: AWS's largest policies speak of hundreds of services. */
const MOST = 20;

/** What a policy's document says, as a table: a row for each service that a statement names. */
export function PolicySummary({ text, onJump }: PolicySummaryProps) {
  const texts = useTexts(TEXTS);
  const reading = useMemo(() => readStatements(text), [text]);
  const rows = useMemo(() => (reading.kind === 'policy' ? summaryRows(reading.statements) : []), [reading]);
  const { items, collectionProps, paginationProps } = useCollection(rows, { pagination: { pageSize: MOST } });
  const nameOf = ({ statement }: SummaryRow) => statement.sid ?? texts.nth(statement.number);
  const listed = (values: readonly string[], isExcept: boolean, all: string) =>
    values.includes('*') && !isExcept ? (
      all
    ) : (
      <ValueList values={values} lead={isExcept ? texts.except : ''} />
    );
  const columns: TableProps.ColumnDefinition<SummaryRow>[] = [
    {
      id: 'statement',
      minWidth: 120,
      header: texts.statement,
      isRowHeader: true,
      cell: (row) =>
        onJump === undefined ? (
          nameOf(row)
        ) : (
          <Link
            ariaLabel={texts.jump(nameOf(row), row.statement.line)}
            onFollow={() => onJump(row.statement.line)}
          >
            {nameOf(row)}
          </Link>
        ),
    },
    {
      id: 'effect',
      minWidth: 96,
      header: texts.effect,
      cell: ({ statement }) => <Effect effect={statement.effect} />,
    },
    {
      id: 'service',
      minWidth: 96,
      header: texts.service,
      cell: ({ service }) => (service === '*' ? texts.allServices : service),
    },
    {
      id: 'actions',
      minWidth: 130,
      header: texts.actions,
      cell: ({ actions, statement }) =>
        actions.length === 0
          ? texts.allActions
          : listed(actions, statement.actions.isExcept, texts.allActions),
    },
    {
      id: 'resources',
      minWidth: 140,
      header: texts.resources,
      cell: ({ statement: { resources } }) =>
        resources === undefined ? '-' : listed(resources.values, resources.isExcept, texts.allResources),
    },
    {
      id: 'principals',
      minWidth: 140,
      header: texts.principals,
      cell: ({ statement: { principals } }) =>
        principals === undefined ? '-' : listed(principals.values, principals.isExcept, texts.everyone),
    },
    {
      id: 'condition',
      minWidth: 140,
      header: texts.condition,
      cell: ({ statement }) =>
        statement.conditions.length === 0 ? (
          texts.none
        ) : (
          <ValueList values={statement.conditions.map(worded)} />
        ),
    },
  ];
  // Trust policies name no resource, policies of identities no principal.
  const shown = columns.filter(
    ({ id }) =>
      (id !== 'resources' || rows.length === 0 || rows.some(({ statement }) => statement.resources)) &&
      (id !== 'principals' || rows.some(({ statement }) => statement.principals)),
  );
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      wrapLines
      {...collectionProps}
      items={items}
      columnDefinitions={shown}
      trackBy={({ statement, service }) => `${statement.number} ${service}`}
      ariaLabels={{ tableLabel: texts.title }}
      {...(rows.length > MOST ? { pagination: <Pagination {...paginationProps} /> } : {})}
      empty={<Box color="text-body-secondary">{reading.kind === 'problem' ? texts.noJson : texts.empty}</Box>}
    />
  );
}

function Effect({ effect }: { readonly effect: string }) {
  const texts = useTexts(TEXTS);
  if (effect === 'Allow') return <StatusIndicator type="success">{texts.allow}</StatusIndicator>;
  if (effect === 'Deny') return <StatusIndicator type="error">{texts.deny}</StatusIndicator>;
  return effect === '' ? '-' : effect;
}

function worded({ key, operator, values }: ConditionView): string {
  return `${key} ${operator} ${values.join(', ')}`;
}

import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import Header from '@cloudscape-design/components/header';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import { useTexts } from '../../language/language.tsx';
import { useNarrow } from '../../parts/use-narrow.ts';
import { SIMULATOR_TEXTS, type SimulatorTexts } from './simulator-texts.ts';
import type { Verdict } from './simulate.ts';
import { AskedFor, Reasons, VerdictBadge } from './verdict-view.tsx';

interface Pair {
  readonly a: Verdict;
  readonly b: Verdict;
  readonly differs: boolean;
}

interface ComparisonProps {
  readonly a: readonly Verdict[];
  readonly b: readonly Verdict[];
}

/** The verdicts of two policies on the same requests; where they differ stands out. */
export function Comparison({ a, b }: ComparisonProps) {
  const texts = useTexts(SIMULATOR_TEXTS);
  const isNarrow = useNarrow();
  const [onlyDifferences, setOnlyDifferences] = useState(false);
  const pairs = pairsOf(a, b);
  const different = pairs.filter(({ differs }) => differs);
  return (
    <Table<Pair>
      variant="container"
      wrapLines
      header={
        <Header variant="h2" description={texts.differences(different.length, pairs.length)}>
          {texts.comparison}
        </Header>
      }
      filter={
        <Checkbox checked={onlyDifferences} onChange={({ detail }) => setOnlyDifferences(detail.checked)}>
          {texts.onlyDifferences}
        </Checkbox>
      }
      items={onlyDifferences ? different : pairs}
      trackBy={({ a: { action, resource } }) => `${action} ${resource}`}
      columnDefinitions={isNarrow ? narrowColumns(texts) : columns(texts)}
      empty={<Box textAlign="center">{texts.noDifference}</Box>}
    />
  );
}

/** Both simulations answer in the order in which they were asked. */
function pairsOf(a: readonly Verdict[], b: readonly Verdict[]): Pair[] {
  return a.flatMap((one, place) => {
    const other = b[place];
    return other === undefined ? [] : [{ a: one, b: other, differs: one.decision !== other.decision }];
  });
}

function columns(texts: SimulatorTexts): TableProps.ColumnDefinition<Pair>[] {
  return [
    {
      id: 'request',
      header: texts.request,
      cell: (pair) => <Asked pair={pair} />,
      isRowHeader: true,
      width: '34%',
    },
    {
      id: 'a',
      header: texts.policyA,
      cell: ({ a, differs }) => <Side verdict={a} stands={differs} policy={texts.policyA} />,
      width: '33%',
    },
    {
      id: 'b',
      header: texts.policyB,
      cell: ({ b, differs }) => <Side verdict={b} stands={differs} policy={texts.policyB} />,
    },
  ];
}

function narrowColumns(texts: SimulatorTexts): TableProps.ColumnDefinition<Pair>[] {
  return [
    {
      id: 'request',
      header: texts.request,
      cell: (pair) => (
        <>
          <Asked pair={pair} />
          <Box fontSize="body-s">{texts.policyA}</Box>
          <Side verdict={pair.a} stands={pair.differs} policy={texts.policyA} />
          <Box fontSize="body-s">{texts.policyB}</Box>
          <Side verdict={pair.b} stands={pair.differs} policy={texts.policyB} />
        </>
      ),
      isRowHeader: true,
    },
  ];
}

function Asked({ pair: { a, differs } }: { readonly pair: Pair }) {
  const texts = useTexts(SIMULATOR_TEXTS);
  return (
    <>
      <AskedFor verdict={a} />
      {differs ? <Badge color="severity-medium">{texts.differs}</Badge> : null}
    </>
  );
}

interface SideProps {
  readonly verdict: Verdict;
  readonly stands: boolean;
  readonly policy: string;
}

function Side({ verdict, stands, policy }: SideProps) {
  return (
    <>
      <Box fontWeight={stands ? 'bold' : 'normal'}>
        <VerdictBadge verdict={verdict} />
      </Box>
      <Reasons verdict={verdict} policy={policy} />
    </>
  );
}

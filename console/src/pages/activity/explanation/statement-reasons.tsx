import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import Button from '@cloudscape-design/components/button';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { EXPLANATION_TEXTS, type ExplanationTexts } from './explanation-texts.ts';
import type { LaidOut } from './lay-out-document.ts';
import type { ToldCondition, ToldStatement } from '../../../../../src/kernel/told-request.ts';

const TEXTS = defineTexts({
  en: {
    others: (count: number) =>
      count === 1 ? '1 statement speaks of other actions' : `${count} statements speak of other actions`,
    show: 'Show them',
    line: (line: number) => `line ${line}`,
  },
  ja: {
    others: (count: number) => `${count} 個のステートメントは別のアクションについてのものです`,
    show: '表示',
    line: (line: number) => `${line} 行目`,
  },
});

interface StatementReasonsProps {
  readonly statements: readonly ToldStatement[];
  readonly lines: LaidOut['lines'];
}

/** Of each statement, why it matched or not; those of other actions only when asked for. */
export function StatementReasons({ statements, lines }: StatementReasonsProps) {
  const own = useTexts(TEXTS);
  const [showsAll, setShowsAll] = useState(false);
  const near = statements.filter(({ failedAt }) => failedAt !== 'Action' && failedAt !== 'NotAction');
  const isFew = statements.length - near.length <= 3;
  const shown = showsAll || isFew ? statements : near;
  const hidden = statements.length - shown.length;
  return (
    <SpaceBetween size="s">
      {shown.map((statement) => (
        <Reason key={statement.index} statement={statement} line={lines[statement.index]?.from} />
      ))}
      {hidden === 0 ? null : (
        <SpaceBetween size="xs" direction="horizontal" alignItems="center">
          <Box color="text-body-secondary">{own.others(hidden)}</Box>
          <Button variant="inline-link" onClick={() => setShowsAll(true)}>
            {own.show}
          </Button>
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

interface ReasonProps {
  readonly statement: ToldStatement;
  readonly line: number | undefined;
}

function Reason({ statement, line }: ReasonProps) {
  const texts = useTexts(EXPLANATION_TEXTS);
  const own = useTexts(TEXTS);
  const { sid, index, effect, decided, conditions, failedAt } = statement;
  const unmet = failedAt === 'Condition' ? conditions.filter(({ holds }) => !holds) : [];
  return (
    <div>
      <SpaceBetween size="xxs" direction="horizontal" alignItems="center">
        <Badge color={effect === 'Allow' ? 'green' : 'red'}>{effect}</Badge>
        <Box fontWeight="bold">{sid ?? texts.statement(index + 1)}</Box>
        {line === undefined ? null : <Box color="text-body-secondary">{own.line(line)}</Box>}
      </SpaceBetween>
      <Box
        color={
          decided ? (effect === 'Allow' ? 'text-status-success' : 'text-status-error') : 'text-body-secondary'
        }
        fontWeight={decided ? 'bold' : 'normal'}
      >
        {reasonOf(statement, texts)}
      </Box>
      {unmet.map((condition) => (
        <Box key={`${condition.operator} ${condition.key}`} color="text-status-warning">
          <span className="utsuwa-breakable">{conditionText(condition, texts)}</span>
        </Box>
      ))}
    </div>
  );
}

function reasonOf({ decided, effect, matched, failedAt }: ToldStatement, texts: ExplanationTexts): string {
  if (decided) return effect === 'Allow' ? texts.decidesAllow : texts.decidesDeny;
  if (matched) return texts.matches;
  return failedAt === 'Condition' ? texts.failsAtCondition : texts.failsAt(failedAt ?? '');
}

function conditionText({ operator, key, values, actual }: ToldCondition, texts: ExplanationTexts): string {
  const wanted = values.join(texts.or);
  const says = /Not|^Null/.test(operator) ? texts.conditionNegated : texts.condition;
  const had = actual === undefined ? texts.absent : texts.actual([actual].flat().join(', '));
  return `${says(operator, key, wanted)}; ${had}.`;
}

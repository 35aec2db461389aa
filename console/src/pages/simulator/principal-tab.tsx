import { GetContextKeysForPrincipalPolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import { useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { useNarrow } from '../../parts/use-narrow.ts';
import { useAwsChange } from '../../session/use-aws.ts';
import { FurtherPoliciesFields } from './further-policies-fields.tsx';
import { PrincipalField } from './principal-field.tsx';
import { NO_QUESTIONS } from './questions.ts';
import { QuestionsForm } from './questions-form.tsx';
import { SIMULATOR_TEXTS, type SimulatorTexts } from './simulator-texts.ts';
import { simulatePrincipal, type Verdict } from './simulate.ts';
import { AskedFor, Reasons, VerdictBadge } from './verdict-view.tsx';

/** What one user, group or role may do. */
export function PrincipalTab() {
  const texts = useTexts(SIMULATOR_TEXTS);
  const [arn, setArn] = useState('');
  const [questions, setQuestions] = useState(NO_QUESTIONS);
  const [further, setFurther] = useState({ additional: '', boundary: '', resourcePolicy: '' });
  const run = useAwsChange({
    change: (connection) => simulatePrincipal(connection, arn, questions, further),
  });
  const askForKeys = async (connection: Parameters<typeof simulatePrincipal>[0]) => {
    const { ContextKeyNames = [] } = await connection.client(IAMClient).send(
      new GetContextKeysForPrincipalPolicyCommand({
        PolicySourceArn: arn,
        ...(further.additional.trim() === '' ? {} : { PolicyInputList: [further.additional] }),
      }),
    );
    return ContextKeyNames;
  };
  /** What was answered before is no answer to what is asked now. */
  const changing =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      run.reset();
      set(value);
    };
  const isReady = arn !== '' && questions.actions.length > 0;
  return (
    <SpaceBetween size="l">
      <Container>
        <SpaceBetween size="l">
          <PrincipalField arn={arn} onChange={changing(setArn)} />
          <QuestionsForm
            questions={questions}
            onChange={changing(setQuestions)}
            askForKeys={arn === '' ? undefined : askForKeys}
          />
          <FurtherPoliciesFields policies={further} onChange={changing(setFurther)} />
          <Button
            variant="primary"
            disabled={!isReady}
            {...(isReady ? {} : { disabledReason: texts.needsPrincipal })}
            loading={run.isPending}
            onClick={() => run.mutate()}
          >
            {texts.run}
          </Button>
        </SpaceBetween>
      </Container>
      {run.isError ? <ErrorAlert error={run.error} /> : null}
      {run.data === undefined ? null : <Verdicts verdicts={run.data} />}
    </SpaceBetween>
  );
}

function Verdicts({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  const texts = useTexts(SIMULATOR_TEXTS);
  const isNarrow = useNarrow();
  return (
    <Table<Verdict>
      variant="container"
      wrapLines
      header={
        <Header variant="h2" counter={`(${verdicts.length})`} description={texts.resultsHint}>
          {texts.results}
        </Header>
      }
      items={[...verdicts]}
      trackBy={({ action, resource }) => `${action} ${resource}`}
      columnDefinitions={isNarrow ? narrowColumns(texts) : columns(texts)}
    />
  );
}

function columns(texts: SimulatorTexts): TableProps.ColumnDefinition<Verdict>[] {
  return [
    {
      id: 'request',
      header: texts.request,
      cell: (verdict) => <AskedFor verdict={verdict} />,
      isRowHeader: true,
      width: '36%',
    },
    {
      id: 'verdict',
      header: texts.verdict,
      cell: (verdict) => <VerdictBadge verdict={verdict} />,
      width: '20%',
    },
    { id: 'why', header: texts.why, cell: (verdict) => <Reasons verdict={verdict} /> },
  ];
}

function narrowColumns(texts: SimulatorTexts): TableProps.ColumnDefinition<Verdict>[] {
  return [
    {
      id: 'request',
      header: texts.request,
      cell: (verdict) => (
        <>
          <AskedFor verdict={verdict} />
          <VerdictBadge verdict={verdict} />
          <Reasons verdict={verdict} />
        </>
      ),
      isRowHeader: true,
    },
  ];
}

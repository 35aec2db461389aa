import { GetContextKeysForCustomPolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Connection } from '../../aws/connection.ts';
import { useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { readStatements } from '../../parts/policy-editor/read-statements.ts';
import { useAwsChange } from '../../session/use-aws.ts';
import { AccessSummary } from './access-summary.tsx';
import { Comparison } from './comparison.tsx';
import { NO_QUESTIONS } from './questions.ts';
import { QuestionsForm } from './questions-form.tsx';
import { SIMULATOR_TEXTS } from './simulator-texts.ts';
import { RefusedPolicies } from './refused-policies.tsx';
import { simulatePolicy } from './simulate.ts';
import { SimulatedPolicy } from './simulated-policy.tsx';

const SAMPLE = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }],
  },
  null,
  2,
);

/** Two policies side by side, asked the same. */
export function CompareTab() {
  const texts = useTexts(SIMULATOR_TEXTS);
  const [policies, setPolicies] = useState({ a: SAMPLE, b: SAMPLE });
  // Editors hold what is typed; to set them from here could undo what was typed meanwhile. A copy makes a new one.
  const [copied, setCopied] = useState({ times: 0, text: SAMPLE });
  const [questions, setQuestions] = useState(NO_QUESTIONS);
  const run = useAwsChange({
    change: async (connection) => {
      // Each by itself: what is wrong with one is said of it, and not of both.
      const [a, b] = await Promise.allSettled([
        simulatePolicy(connection, policies.a, questions),
        simulatePolicy(connection, policies.b, questions),
      ]);
      return { a, b, policies };
    },
  });
  const askForKeys = async (connection: Connection) => {
    const { ContextKeyNames = [] } = await connection
      .client(IAMClient)
      .send(new GetContextKeysForCustomPolicyCommand({ PolicyInputList: [policies.a, policies.b] }));
    return ContextKeyNames;
  };
  const change = (changed: typeof policies) => {
    run.reset();
    setPolicies(changed);
  };
  const missing =
    readStatements(policies.a).kind === 'problem' || readStatements(policies.b).kind === 'problem'
      ? texts.needsJson
      : questions.actions.length === 0
        ? texts.needsAction
        : undefined;
  const { a, b } = run.data ?? {};
  return (
    <SpaceBetween size="l">
      <Container>
        <SpaceBetween size="l">
          <ColumnLayout columns={2} minColumnWidth={300}>
            <SimulatedPolicy
              label={texts.policyA}
              description={texts.policyHint}
              first={SAMPLE}
              text={policies.a}
              onChange={(text) => change({ ...policies, a: text })}
              height={260}
            />
            <SimulatedPolicy
              label={texts.policyB}
              description={texts.policyHint}
              key={copied.times}
              first={copied.text}
              text={policies.b}
              onChange={(text) => change({ ...policies, b: text })}
              height={260}
            />
          </ColumnLayout>
          <Button
            iconName="copy"
            onClick={() => {
              setCopied({ times: copied.times + 1, text: policies.a });
              change({ ...policies, b: policies.a });
            }}
          >
            {texts.copyToB}
          </Button>
          <Header variant="h3">{texts.sample}</Header>
          <QuestionsForm
            questions={questions}
            onChange={(changed) => {
              run.reset();
              setQuestions(changed);
            }}
            askForKeys={askForKeys}
          />
          <Button
            variant="primary"
            disabled={missing !== undefined}
            {...(missing === undefined ? {} : { disabledReason: missing })}
            loading={run.isPending}
            onClick={() => run.mutate()}
          >
            {texts.compare}
          </Button>
        </SpaceBetween>
      </Container>
      {run.isError ? <ErrorAlert error={run.error} /> : null}
      {a === undefined || b === undefined ? null : <RefusedPolicies a={a} b={b} />}
      {a?.status === 'fulfilled' && b?.status === 'fulfilled' && run.data !== undefined ? (
        <SpaceBetween size="l">
          <Comparison a={a.value} b={b.value} />
          <AccessSummary {...run.data.policies} />
        </SpaceBetween>
      ) : null}
    </SpaceBetween>
  );
}

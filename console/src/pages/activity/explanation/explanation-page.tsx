import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { isMissing, readAwsError } from '../../../aws/aws-error.ts';
import { askServer } from '../../../aws/ask-server.ts';
import { useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { Page } from '../../../parts/page.tsx';
import { paths } from '../../../parts/paths.ts';
import { useAwsQuery } from '../../../session/use-aws.ts';
import { ChangedSince } from './changed-since.tsx';
import { EvaluationView } from './evaluation-view.tsx';
import { EXPLANATION_TEXTS } from './explanation-texts.ts';
import { RequestFacts } from './request-facts.tsx';
import type { ToldEvaluation, ToldRequest } from '../../../../../src/kernel/told-request.ts';
import { TryPolicies } from './try-policies.tsx';
import { titleOf, VerdictAlert } from './verdict.tsx';

/** Why one request was decided as it was: the whole way, policy by policy, and what would change it. */
export default function ExplanationPage() {
  const { id = '' } = useParams();
  const texts = useTexts(EXPLANATION_TEXTS);
  const query = useAwsQuery({
    key: ['activity', 'explained', id],
    ask: (connection, signal) =>
      askServer<ToldRequest>(connection, `activity/${encodeURIComponent(id)}`, { signal }),
  });
  const crumbs = [{ text: texts.activity, to: paths.activity() }];
  if (query.data !== undefined) {
    return (
      <Page title={titleOf(query.data, texts)} crumbs={crumbs}>
        <Explanation key={id} told={query.data} id={id} />
      </Page>
    );
  }
  return (
    <Page title={texts.request} crumbs={crumbs}>
      {query.isPending ? (
        <Box>
          <Spinner /> {texts.loading}
        </Box>
      ) : isMissing(query.error) ? (
        <Unknown />
      ) : (
        <SpaceBetween size="m">
          <ErrorAlert error={query.error} hasNoWhy onRetry={() => void query.refetch()} />
          {readAwsError(query.error).isDenial ? <Box>{texts.needs}</Box> : null}
        </SpaceBetween>
      )}
    </Page>
  );
}

function Explanation({ told, id }: { readonly told: ToldRequest; readonly id: string }) {
  const isRefused = told.evaluations.some(({ decision }) => decision !== 'allowed');
  const now = useMemo(() => ({ ...told, ...told.present }), [told]);
  return (
    <SpaceBetween size="l">
      <VerdictAlert told={told} />
      <RequestFacts told={told} />
      {refusedFirst(told.evaluations).map(({ id: key, evaluation }) => (
        <EvaluationView
          key={key}
          told={told}
          evaluation={evaluation}
          isOpen={!isRefused || evaluation.decision !== 'allowed'}
        />
      ))}
      {told.present === undefined ? null : <ChangedSince then={told} now={told.present} />}
      {now.evaluations.some(({ policies, edits = [] }) => policies.length + edits.length > 0) ? (
        <TryPolicies told={now} id={id} />
      ) : null}
    </SpaceBetween>
  );
}

/**
 * What was refused stands first, otherwise as it was asked. Permissions have no ids of their own: what a request asks
 * for may repeat, but keeps its place.
 */
function refusedFirst(evaluations: readonly ToldEvaluation[]) {
  return evaluations
    .map((evaluation, place) => ({ id: `permission ${place}`, evaluation }))
    .sort((a, b) => Number(isAllowed(a.evaluation)) - Number(isAllowed(b.evaluation)));
}

function isAllowed({ decision }: ToldEvaluation): boolean {
  return decision === 'allowed';
}

function Unknown() {
  const texts = useTexts(EXPLANATION_TEXTS);
  const navigate = useNavigate();
  return (
    <Alert
      type="warning"
      header={texts.unknown}
      action={<Button onClick={() => void navigate(paths.activity())}>{texts.back}</Button>}
    >
      {texts.unknownHint}
    </Alert>
  );
}

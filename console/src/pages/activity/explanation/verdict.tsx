import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { outcomeOfCode } from '../../../aws/look-up-events.ts';
import { useLanguage, useTexts, type Language } from '../../../language/language.tsx';
import { nameOfCaller } from '../../../session/name-of-caller.ts';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';
import { EXPLANATION_TEXTS, type ExplanationTexts } from './explanation-texts.ts';
import { sentenceIn } from './sentences.ts';
import type { ToldEvaluation, ToldRequest } from '../../../../../src/kernel/told-request.ts';

type Outcome = 'allowed' | 'denied' | 'failed';

/** Also what no policy refused is denied where AWS calls it so: by Block Public Access, for instance. */
function outcomeOf({ evaluations, errorCode }: ToldRequest): Outcome {
  const isRefused = evaluations.some(({ decision }) => decision !== 'allowed');
  if (isRefused) return 'denied';
  return outcomeOfCode(errorCode);
}

function requestOf({ service, operation, evaluations: [first] }: ToldRequest): string {
  return operation === undefined ? (first?.action ?? '') : `${service}:${operation}`;
}

/** What the page is called: how it ended, and what was asked. */
export function titleOf(told: ToldRequest, texts: ExplanationTexts): string {
  const request = requestOf(told);
  switch (outcomeOf(told)) {
    case 'allowed':
      return texts.allowedTitle(request);
    case 'denied':
      return texts.deniedTitle(request);
    case 'failed':
      return texts.failedTitle(request);
  }
}

const ALERTS = { allowed: 'success', denied: 'error', failed: 'warning' } as const;

/** The verdict in a sentence, one for each permission that was refused. */
export function VerdictAlert({ told }: { readonly told: ToldRequest }) {
  const texts = useTexts(EXPLANATION_TEXTS);
  const { language } = useLanguage();
  const outcome = outcomeOf(told);
  const blocked = publicAccessOf(told);
  return (
    <Alert type={ALERTS[outcome]}>
      <SpaceBetween size="xs">
        {sentencesOf(told, outcome, texts, language).map((sentence) => (
          <span key={sentence} className="utsuwa-breakable">
            {sentence}
          </span>
        ))}
        {told.notes.map((note) => (
          <Box key={note.code} color="inherit" fontSize="body-s">
            <span className="utsuwa-breakable">{sentenceIn(language, note)}</span>
          </Box>
        ))}
        {blocked === undefined ? null : (
          <PageLink to={paths.bucketPermissions(blocked)}>{texts.publicAccess(blocked)}</PageLink>
        )}
      </SpaceBetween>
    </Alert>
  );
}

/** The bucket whose Block Public Access refused it. */
function publicAccessOf({ errorMessage, evaluations }: ToldRequest): string | undefined {
  if (errorMessage?.includes('Block Public Access') !== true) return undefined;
  const arns = evaluations.map(({ resource }) => /^arn:aws:s3:::([^/*?]+)/.exec(resource)?.[1]);
  return arns.find((bucket) => bucket !== undefined);
}

function sentencesOf(
  told: ToldRequest,
  outcome: Outcome,
  texts: ExplanationTexts,
  language: Language,
): string[] {
  const { evaluations, exempt, errorCode, errorMessage, caller } = told;
  const isRefused = evaluations.some(({ decision }) => decision !== 'allowed');
  const answered = errorMessage === undefined ? [] : [errorMessage];
  if (outcome === 'denied' && !isRefused)
    return [...answered, ...(evaluations.length === 0 ? [] : [texts.notByPolicies])];
  if (outcome === 'failed' && exempt === undefined) return [texts.failedAfter(errorCode ?? ''), ...answered];
  if (evaluations.length === 0) {
    const needsNone = texts.exempt(requestOf(told));
    return [exempt === undefined ? needsNone : `${needsNone} ${sentenceIn(language, exempt)}`];
  }
  const telling = evaluations.filter(({ decision }) => outcome !== 'denied' || decision !== 'allowed');
  return [...new Set(telling.map((evaluation) => sentenceOf(caller, evaluation, texts)))];
}

function sentenceOf(
  arn: string,
  { action, resource, decision, decidedBy }: ToldEvaluation,
  texts: ExplanationTexts,
): string {
  const caller = nameOfCaller(arn);
  if (decidedBy === undefined) return texts.root(caller);
  const type = texts.type(decidedBy);
  switch (decision) {
    case 'allowed':
      return texts.allowedBy(caller, action, resource, type);
    case 'implicit-deny':
      return texts.implicit(caller, action, resource, type);
    case 'explicit-deny':
      return texts.explicit(caller, action, resource, type);
  }
}

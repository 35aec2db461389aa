import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTexts } from '../../../language/language.tsx';
import { EXPLANATION_TEXTS } from './explanation-texts.ts';
import { PolicyView } from './policy-view.tsx';
import type { ToldEvaluation, ToldPolicy, ToldRequest } from '../../../../../src/kernel/told-request.ts';

interface EvaluationViewProps {
  readonly told: ToldRequest;
  readonly evaluation: ToldEvaluation;
  readonly isOpen: boolean;
}

/** One permission: what was decided, and what each policy said. */
export function EvaluationView({ told, evaluation, isOpen }: EvaluationViewProps) {
  const texts = useTexts(EXPLANATION_TEXTS);
  const { action, resource, decision, decidedBy, policies, missingKeys } = evaluation;
  return (
    <ExpandableSection
      variant="container"
      defaultExpanded={isOpen}
      headerText={<span className="utsuwa-breakable">{texts.permission(action, resource)}</span>}
      headerInfo={
        <StatusIndicator type={decision === 'allowed' ? 'success' : 'error'}>
          {texts.decisions[decision]}
        </StatusIndicator>
      }
    >
      <SpaceBetween size="m">
        {decision === 'implicit-deny' && decidedBy !== undefined ? (
          <Box color="text-status-error">{texts.nobodyAllows(texts.type(decidedBy))}</Box>
        ) : null}
        {missingKeys.length === 0 ? null : (
          <Box>
            {texts.missing}: <Box variant="code">{missingKeys.join(', ')}</Box>
          </Box>
        )}
        {policies.length === 0 ? <Box color="text-body-secondary">{texts.noPolicy}</Box> : null}
        {sorted(policies).map((policy) => (
          <PolicyView
            key={`${policy.place} ${policy.type} ${policy.level}`}
            policy={policy}
            document={told.documents[policy.document] ?? '{}'}
            isOpen={policies.length === 1 || weightOf(policy) > 0}
          />
        ))}
      </SpaceBetween>
    </ExpandableSection>
  );
}

/** What decided first, then what came near; what speaks of other actions last. */
function sorted(policies: readonly ToldPolicy[]): readonly ToldPolicy[] {
  return [...policies].sort((a, b) => weightOf(b) - weightOf(a));
}

function weightOf({ statements }: ToldPolicy): number {
  if (statements.some(({ decided }) => decided)) return 3;
  if (statements.some(({ matched }) => matched)) return 2;
  return statements.some(({ failedAt }) => failedAt !== 'Action' && failedAt !== 'NotAction') ? 1 : 0;
}

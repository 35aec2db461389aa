import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { JsonEditor, type LineFinding } from '../json-editor.tsx';
import { JSON_PROBLEM_TEXT } from './json-problem-text.ts';
import { lineOf, type TextPlace } from './line-of.ts';
import { PolicyFindings } from './policy-findings.tsx';
import { PolicySummary } from './policy-summary.tsx';
import { readStatements } from './read-statements.ts';
import {
  usePolicyFindings,
  type PolicyFinding,
  type PolicyResourceType,
  type PolicyType,
} from './use-policy-findings.ts';

const TEXTS = defineTexts({
  en: { summary: 'Policy summary' },
  ja: { summary: 'ポリシーの概要' },
});

interface PolicyEditorProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What it is to be attached to; a role's trust policy is `trust`. */
  readonly policyType: PolicyType;
  /** For policies of resources, where Access Analyzer knows the kind: `AWS::S3::Bucket`. */
  readonly resourceType?: PolicyResourceType | undefined;
  /** px */
  readonly height?: number | undefined;
}

const LEVELS: Readonly<Record<PolicyFinding['type'], LineFinding['level']>> = {
  ERROR: 'error',
  SECURITY_WARNING: 'warning',
  WARNING: 'warning',
  SUGGESTION: 'info',
};

/**
 * Writes a policy: JSON with what is wrong at its line, as one types; below it Access Analyzer's findings and what the
 * document says, both leading to their lines. It refuses nothing: that is for the operation the policy goes to.
 */
export function PolicyEditor(props: PolicyEditorProps) {
  const { label, value, onChange, policyType, resourceType, height } = props;
  const texts = useTexts(TEXTS);
  const problemText = useTexts(JSON_PROBLEM_TEXT);
  const reading = useMemo(() => readStatements(value), [value]);
  const isJson = reading.kind === 'policy';
  const checked = usePolicyFindings(value, isJson, policyType, resourceType);
  const findings = useMemo<readonly PolicyFinding[]>(() => {
    if (reading.kind === 'policy') return checked.findings;
    const { problem } = reading;
    const place = lineOf(value, problem.offset);
    const text = problemText(problem, value);
    return [{ type: 'ERROR', code: 'JSON_SYNTAX_ERROR', text, learnMore: undefined, place }];
  }, [reading, checked.findings, value, problemText]);
  const marks = useMemo(
    () =>
      findings.map(({ type, text, place }) => ({
        line: place?.line ?? 1,
        column: place?.column ?? 0,
        level: LEVELS[type],
        text,
      })),
    [findings],
  );
  const [shown, setShown] = useState<TextPlace>();
  return (
    <SpaceBetween size="s">
      <JsonEditor
        label={label}
        value={value}
        onChange={onChange}
        findings={marks}
        shown={shown}
        height={height}
      />
      <PolicyFindings
        findings={findings}
        isChecking={checked.isChecking}
        error={checked.error}
        onRetry={checked.retry}
        onJump={(place) => setShown({ ...place })}
      />
      <ExpandableSection headerText={texts.summary} defaultExpanded>
        <PolicySummary text={value} onJump={(line) => setShown({ line, column: 0 })} />
      </ExpandableSection>
    </SpaceBetween>
  );
}

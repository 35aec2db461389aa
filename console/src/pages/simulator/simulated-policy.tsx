import FormField from '@cloudscape-design/components/form-field';
import { useMemo } from 'react';
import { useTexts } from '../../language/language.tsx';
import { JsonEditor } from '../../parts/json-editor.tsx';
import { JSON_PROBLEM_TEXT } from '../../parts/policy-editor/json-problem-text.ts';
import { lineOf } from '../../parts/policy-editor/line-of.ts';
import { readStatements } from '../../parts/policy-editor/read-statements.ts';
import { SIMULATOR_TEXTS } from './simulator-texts.ts';

interface SimulatedPolicyProps {
  readonly label: string;
  readonly description?: string | undefined;
  /** What the editor begins with; it holds what is typed. */
  readonly first: string;
  /** As it is now. */
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** px */
  readonly height: number;
}

/** A policy that is asked; what is no JSON is marked as one types. */
export function SimulatedPolicy(props: SimulatedPolicyProps) {
  const { label, description, first, text, onChange, height } = props;
  const texts = useTexts(SIMULATOR_TEXTS);
  const problemText = useTexts(JSON_PROBLEM_TEXT);
  const findings = useMemo(() => {
    const reading = readStatements(text);
    if (reading.kind === 'policy' || text.trim() === '') return [];
    const { line, column } = lineOf(text, reading.problem.offset);
    return [{ line, column, level: 'error' as const, text: problemText(reading.problem, text) }];
  }, [text, problemText]);
  const [wrong] = findings;
  return (
    <FormField
      label={label}
      description={description}
      errorText={wrong === undefined ? undefined : texts.atLine(wrong.line, wrong.text)}
      stretch
    >
      <JsonEditor label={label} value={first} onChange={onChange} findings={findings} height={height} />
    </FormField>
  );
}

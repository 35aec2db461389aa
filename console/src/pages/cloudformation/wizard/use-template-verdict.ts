import { CloudFormationClient, ValidateTemplateCommand } from '@aws-sdk/client-cloudformation';
import { useMemo } from 'react';
import { readAwsError } from '../../../aws/aws-error.ts';
import type { LineFinding } from '../../../parts/json-editor.tsx';
import { useSettled } from '../../../parts/policy-editor/use-settled.ts';
import { useAwsQuery } from '../../../session/use-aws.ts';

/** What CloudFormation thinks of a template. */
export interface TemplateVerdict {
  readonly kind: 'none' | 'checking' | 'valid' | 'wrong';
  /** What it answered, when it is wrong. */
  readonly error?: unknown;
  /** The place that it names. */
  readonly findings: readonly LineFinding[];
}

/** After so much rest the text is taken for whole, ms. */
const REST = 600;
const NOWHERE: readonly LineFinding[] = [];

/** Asks CloudFormation for its opinion of a template, as it is typed. */
export function useTemplateVerdict(template: string): TemplateVerdict {
  const settled = useSettled(template, REST);
  const verdict = useAwsQuery({
    key: ['cloudformation', 'validate', settled],
    ask: (connection) =>
      connection.client(CloudFormationClient).send(new ValidateTemplateCommand({ TemplateBody: settled })),
    enabled: settled.trim() !== '',
  });
  const findings = useMemo(
    () => (verdict.isError ? findingsOf(readAwsError(verdict.error).message) : NOWHERE),
    [verdict.isError, verdict.error],
  );
  if (template.trim() === '') return { kind: 'none', findings: NOWHERE };
  if (verdict.isPending || settled !== template) return { kind: 'checking', findings: NOWHERE };
  if (!verdict.isError) return { kind: 'valid', findings: NOWHERE };
  return { kind: 'wrong', error: verdict.error, findings };
}

/** The place that CloudFormation names in its sentence: `(line 5, column 3)`. */
function findingsOf(message: string): readonly LineFinding[] {
  const [, line, column] = /\(line (\d+), column (\d+)\)/.exec(message) ?? [];
  if (line === undefined) return NOWHERE;
  return [{ line: Number(line), column: Number(column) - 1, level: 'error', text: message }];
}

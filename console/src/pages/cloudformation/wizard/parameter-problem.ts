import type { ParameterDeclaration } from '@aws-sdk/client-cloudformation';
import { defineTexts } from '../../../language/language.tsx';
import type { Constraints } from './read-constraints.ts';
import type { ParameterDraft } from './stack-draft.ts';

/** What is wrong with a parameter's value. */
export interface ParameterProblem {
  readonly kind: 'number' | 'allowed' | 'pattern' | 'least' | 'most' | 'shortest' | 'longest' | 'described';
  /** The limit or the pattern that it fails, or what the template's author says of it. */
  readonly wanted: string | number;
}

/** Says a problem. */
export const PARAMETER_PROBLEM_TEXTS = defineTexts<
  Readonly<Record<ParameterProblem['kind'], (wanted: string | number) => string>>
>({
  en: {
    number: () => 'It has to be a number.',
    allowed: () => 'Choose one of the allowed values.',
    pattern: (pattern) => `It has to match the pattern ${pattern}`,
    least: (limit) => `It has to be at least ${limit}.`,
    most: (limit) => `It may be at most ${limit}.`,
    shortest: (limit) => `It has to have at least ${limit} characters.`,
    longest: (limit) => `It may have at most ${limit} characters.`,
    described: String,
  },
  ja: {
    number: () => '数値を入力してください。',
    allowed: () => '許可された値から選択してください。',
    pattern: (pattern) => `次のパターンに一致する必要があります: ${pattern}`,
    least: (limit) => `${limit} 以上にしてください。`,
    most: (limit) => `${limit} 以下にしてください。`,
    shortest: (limit) => `${limit} 文字以上で入力してください。`,
    longest: (limit) => `${limit} 文字以内で入力してください。`,
    described: String,
  },
});

/**
 * What CloudFormation would refuse a value for, which may be the empty text; whether what it names exists is for
 * CloudFormation alone.
 */
export function problemOfParameter(
  declaration: ParameterDeclaration,
  constraints: Constraints,
  { value, isKept }: ParameterDraft,
): ParameterProblem | undefined {
  if (isKept) return undefined;
  const problem = problemOfText(declaration, constraints, value);
  const { ConstraintDescription: described } = constraints;
  return problem === undefined || described === undefined
    ? problem
    : { kind: 'described', wanted: described };
}

function problemOfText(
  { ParameterType = 'String', ParameterConstraints }: ParameterDeclaration,
  {
    AllowedPattern,
    MinLength = 0,
    MaxLength = Infinity,
    MinValue = -Infinity,
    MaxValue = Infinity,
  }: Constraints,
  value: string,
): ParameterProblem | undefined {
  const isList = /^(CommaDelimitedList$|List<)/.test(ParameterType);
  const items = !isList ? [value] : value === '' ? [] : value.split(',').map((item) => item.trim());
  if (/^(Number|List<Number>)$/.test(ParameterType)) {
    const numbers = items.map((item) => (item.trim() === '' ? Number.NaN : Number(item)));
    if (!numbers.every(Number.isFinite)) return { kind: 'number', wanted: '' };
    if (Math.min(...numbers) < MinValue) return { kind: 'least', wanted: MinValue };
    if (Math.max(...numbers) > MaxValue) return { kind: 'most', wanted: MaxValue };
  }
  const allowed = ParameterConstraints?.AllowedValues ?? [];
  if (allowed.length > 0 && !items.every((item) => allowed.includes(item)))
    return { kind: 'allowed', wanted: '' };
  if (value.length < MinLength) return { kind: 'shortest', wanted: MinLength };
  if (value.length > MaxLength) return { kind: 'longest', wanted: MaxLength };
  if (AllowedPattern !== undefined && !matches(AllowedPattern, value))
    return { kind: 'pattern', wanted: AllowedPattern };
  return undefined;
}

/** For longer values a pattern may take long; they are left to CloudFormation, as is a pattern of Java's that is none here. */
const MOST_MATCHED = 256;

function matches(pattern: string, value: string): boolean {
  if (value.length > MOST_MATCHED) return true;
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    return true;
  }
}

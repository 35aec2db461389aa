import type { RequestContext } from '../request.ts';
import { isInRange, readBase64, readDate, readNumber } from './values.ts';
import { fillIn } from './variables.ts';
import type { Sign } from './wildcards.ts';
import { asPattern, literally, matchesWhole } from './wildcards.ts';

/** One value of a policy, and what is needed to read variables in it. */
export interface Wanted {
  readonly value: string;
  /** Whether `${…}` is a variable. */
  readonly variables: boolean;
  readonly context: RequestContext;
}

/** What an operator says of one value of the request and one of the policy. */
export interface Operator {
  readonly matches: (actual: string, wanted: Wanted) => boolean;
  /** Whether it holds when no value matches. */
  readonly negated: boolean;
}

/**
 * Rule: the operators of IAM, each with its opposite where there is one; names in any case.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function operatorNamed(name: string): Operator | undefined {
  switch (name.toLowerCase()) {
    case 'stringequals':
      return { matches: isSameString, negated: false };
    case 'stringnotequals':
      return { matches: isSameString, negated: true };
    case 'stringequalsignorecase':
      return { matches: isSameStringInAnyCase, negated: false };
    case 'stringnotequalsignorecase':
      return { matches: isSameStringInAnyCase, negated: true };
    case 'stringlike':
      return { matches: isLikeString, negated: false };
    case 'stringnotlike':
      return { matches: isLikeString, negated: true };
    case 'numericequals':
      return { matches: byNumber((a, b) => a === b), negated: false };
    case 'numericnotequals':
      return { matches: byNumber((a, b) => a === b), negated: true };
    case 'numericlessthan':
      return { matches: byNumber((a, b) => a < b), negated: false };
    case 'numericlessthanequals':
      return { matches: byNumber((a, b) => a <= b), negated: false };
    case 'numericgreaterthan':
      return { matches: byNumber((a, b) => a > b), negated: false };
    case 'numericgreaterthanequals':
      return { matches: byNumber((a, b) => a >= b), negated: false };
    case 'dateequals':
      return { matches: byDate((a, b) => a === b), negated: false };
    case 'datenotequals':
      return { matches: byDate((a, b) => a === b), negated: true };
    case 'datelessthan':
      return { matches: byDate((a, b) => a < b), negated: false };
    case 'datelessthanequals':
      return { matches: byDate((a, b) => a <= b), negated: false };
    case 'dategreaterthan':
      return { matches: byDate((a, b) => a > b), negated: false };
    case 'dategreaterthanequals':
      return { matches: byDate((a, b) => a >= b), negated: false };
    case 'bool':
      return { matches: isSameTruth, negated: false };
    case 'binaryequals':
      return { matches: isSameBinary, negated: false };
    case 'ipaddress':
      return { matches: (actual, { value }) => isInRange(actual, value), negated: false };
    case 'notipaddress':
      return { matches: (actual, { value }) => isInRange(actual, value), negated: true };
    case 'arnequals':
    case 'arnlike':
      return { matches: isLikeArn, negated: false };
    case 'arnnotequals':
    case 'arnnotlike':
      return { matches: isLikeArn, negated: true };
    default:
      return undefined;
  }
}

/** Rule: StringEquals compares exactly; its wildcards are text. */
function isSameString(actual: string, wanted: Wanted): boolean {
  return textOf(wanted) === actual;
}

/** Rule: StringEqualsIgnoreCase compares but for case. */
function isSameStringInAnyCase(actual: string, wanted: Wanted): boolean {
  return textOf(wanted)?.toLowerCase() === actual.toLowerCase();
}

/** Rule: StringLike's `*` and `?` stand for anything, colons and slashes too. */
function isLikeString(actual: string, wanted: Wanted): boolean {
  const pattern = patternOf(wanted);
  return pattern !== undefined && matchesWhole(pattern, actual);
}

/** Rule: the Arn operators compare each of an ARN's six parts on its own, by pattern; Equals is Like. */
function isLikeArn(actual: string, wanted: Wanted): boolean {
  const pattern = patternOf(wanted);
  if (pattern === undefined) return false;
  const wantedParts = sixParts(pattern, (sign) => sign.is === 'character' && sign.character === ':');
  const actualParts = sixParts(actual.split(''), (character) => character === ':');
  return (
    wantedParts.length === 6 &&
    actualParts.length === 6 &&
    wantedParts.every((part, at) => matchesWhole(part, (actualParts[at] ?? []).join('')))
  );
}

/** Cut at the first five colons: what follows the fifth is one part, colons and all. */
function sixParts<T>(signs: readonly T[], isColon: (sign: T) => boolean): T[][] {
  const parts: T[][] = [[]];
  for (const sign of signs) {
    if (isColon(sign) && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(sign);
  }
  return parts;
}

/** Rule: what is no number compares with nothing. */
function byNumber(relation: (actual: number, wanted: number) => boolean): Operator['matches'] {
  return (actual, { value }) => {
    const [left, right] = [readNumber(actual), readNumber(value)];
    return left !== undefined && right !== undefined && relation(left, right);
  };
}

/** Rule: what is no date compares with nothing. */
function byDate(relation: (actual: number, wanted: number) => boolean): Operator['matches'] {
  return (actual, { value }) => {
    const [left, right] = [readDate(actual), readDate(value)];
    return left !== undefined && right !== undefined && relation(left, right);
  };
}

/** Rule: Bool knows `true` and `false`, in any case. */
function isSameTruth(actual: string, { value }: Wanted): boolean {
  return ['true', 'false'].includes(value.toLowerCase()) && value.toLowerCase() === actual.toLowerCase();
}

/** Rule: BinaryEquals compares bytes, written in base64; what is no base64 (guess) compares with nothing. */
function isSameBinary(actual: string, { value }: Wanted): boolean {
  const bytes = readBase64(value);
  return bytes !== undefined && bytes === readBase64(actual);
}

/** The value with its variables filled in; `undefined` while one of them is unresolved. */
function textOf({ value, variables, context }: Wanted): string | undefined {
  if (!variables) return value;
  return fillIn(value, context)
    ?.map((piece) => piece.text)
    .join('');
}

function patternOf({ value, variables, context }: Wanted): Sign[] | undefined {
  if (!variables) return asPattern(value);
  return fillIn(value, context)?.flatMap(({ text, written }) =>
    written ? asPattern(text) : literally(text),
  );
}

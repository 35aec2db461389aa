import { readOperator } from '../conditions/operators.ts';
import type { JsonNode } from '../json/json-node.ts';
import type { StatementShape } from './policy-shape.ts';

/**
 * What IAM's older parser refuses, with one sentence for all of it: an effect in the wrong case, an ARN
 * with too few parts, a date that is none. Returns the offending node.
 */
export function legacyParsingFailure(statement: StatementShape): JsonNode | undefined {
  const { effect, resources, conditions } = statement;
  if (effect.value !== 'Allow' && effect.value !== 'Deny') return effect;
  const arn = resources?.values.find(({ value }) => !isLegacyArn(value));
  if (arn !== undefined) return arn;
  for (const { operator, values } of conditions) {
    if (!isDateOperator(operator)) continue;
    const date = values.find((value) => !isLegacyDate(value));
    if (date !== undefined) return date;
  }
  return undefined;
}

/**
 * Only ARNs that begin with `arn:aws:` are looked at. They name a service and, unless they end there or
 * in a `*` that stands for the rest, have all six parts. Policy variables may stand before the last part in
 * AWS's own policies, so they are let through.
 */
function isLegacyArn(resource: string): boolean {
  if (!resource.startsWith('arn:aws:')) return true;
  const [service, ...rest] = resource.slice('arn:aws:'.length).split(':');
  if (service === '') return false;
  const [region = '', account = '', ...path] = rest;
  if (path.length === 0) return rest.length === 0 || resource.endsWith('*');
  if (region.includes('${aws') || account.includes('${aws')) return true;
  return (REGION.test(region) || region === '') && ACCOUNT.test(account);
}

/** A region by its letters alone: names grow. A placeholder that was left in a template is none. */
const REGION = /^[a-z\d*?]+(?:-[a-z\d*?]+)*$/;

/** An account's twelve digits, a pattern of digits, none, or a word as `aws`. */
const ACCOUNT = /^(?:|\d{12}|[\d*?]*[*?][\d*?]*|[a-z]+(?:-[a-z]+)*)$/;

function isDateOperator(operator: string): boolean {
  return readOperator(operator)?.operator?.name.startsWith('Date') ?? false;
}

const INT_64 = 2n ** 63n;
const DATE =
  /^[+-]?\d{1,9}(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[Tt](?:(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:[.,]\d{1,9})?)?)?)?(?:[Zz]|[+-](\d{2})(?::?(\d{2}))?)?)?$/;
/** Lowest and highest month, day, hour, minute, second, zone hour, zone minute. */
const RANGES: readonly (readonly [number, number])[] = [
  [1, 12],
  [1, 31],
  [0, 24],
  [0, 59],
  [0, 59],
  [0, 23],
  [0, 59],
];

/** Seconds since 1970 in 64 bits, or something close to ISO 8601. */
function isLegacyDate(node: JsonNode): boolean {
  if (node.kind === 'number') return Number.isSafeInteger(node.value);
  if (node.kind !== 'string') return false;
  const text = node.value;
  if (/^[+-]?\d{1,20}$/.test(text)) {
    const seconds = BigInt(text.startsWith('+') ? text.slice(1) : text);
    return seconds >= -INT_64 && seconds < INT_64;
  }
  const [, ...fields] = DATE.exec(text) ?? [];
  if (fields.length === 0) return false;
  return RANGES.every(([low, high], at) => {
    const field = fields[at];
    return field === undefined || (Number(field) >= low && Number(field) <= high);
  });
}

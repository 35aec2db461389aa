import { parseRange } from '../conditions/ip-comparison.ts';
import { parseDate, parseNumber } from '../conditions/number-comparisons.ts';
import { splitArn } from '../resource-matcher.ts';
import type { Effort } from './effort.ts';
import { caselessSigns, globSigns, literalSigns, type Pattern, type Sign } from './sign.ts';
import { textClasses } from './text-classes.ts';

/** How an operator looks at a value; what is looked at in two ways cannot be told apart exactly. */
export type Family = 'text' | 'number' | 'date' | 'address' | 'other';

/** @param operator as IAM writes it, without qualifier and IfExists */
export function familyOf(operator: string): Family {
  if (/^(?:String|Arn|Bool)/.test(operator)) return 'text';
  if (operator.startsWith('Numeric')) return 'number';
  if (operator.startsWith('Date')) return 'date';
  return operator.endsWith('IpAddress') ? 'address' : 'other';
}

/** An operator with the values it compares with. */
export interface Comparison {
  readonly operator: string;
  readonly values: readonly string[];
}

/**
 * Values, at least one of each kind that the comparisons of one family tell apart; `undefined` where these
 * cannot be listed.
 * @throws EffortSpent
 */
export function sampleValues(
  family: Family,
  comparisons: readonly Comparison[],
  effort: Effort,
): readonly string[] | undefined {
  const values = comparisons.flatMap((one) => one.values);
  switch (family) {
    case 'text':
      return sampleTexts(comparisons, effort);
    case 'number':
      return sampleNumbers(values, parseNumber, String);
    case 'date':
      return sampleNumbers(values, parseDate, writeDate);
    case 'address':
      return sampleAddresses(values);
    case 'other':
      return undefined;
  }
}

function sampleTexts(comparisons: readonly Comparison[], effort: Effort): readonly string[] | undefined {
  // The empty text is by itself: for the set operators it is no value.
  const sought: { signs: Pattern }[] = [{ signs: [] }];
  for (const { operator, values } of comparisons) {
    for (const value of values) {
      const signs = signsFor(operator, value);
      if (signs === undefined) return undefined;
      if (signs !== 'nothing') sought.push({ signs });
    }
  }
  return textClasses(sought, effort).map(({ text }) => text);
}

function signsFor(operator: string, value: string): Pattern | 'nothing' | undefined {
  switch (operator) {
    case 'StringEquals':
    case 'StringNotEquals':
      return literalSigns(value);
    case 'StringEqualsIgnoreCase':
    case 'StringNotEqualsIgnoreCase':
      return caselessSigns(value);
    case 'StringLike':
    case 'StringNotLike':
      return globSigns(value);
    case 'Bool':
      return /^(?:true|false)$/i.test(value) ? caselessSigns(value) : 'nothing';
    default:
      return arnSigns(value);
  }
}

/** Each of the six parts by itself: in the first five no wildcard stands for a colon. */
function arnSigns(value: string): Pattern | 'nothing' {
  const parts = splitArn(value);
  if (parts.length !== 6) return 'nothing';
  const colon: Sign = { kind: 'character', is: ':' };
  return parts.flatMap((part, at) => (at < 5 ? [...globSigns(part, true), colon] : globSigns(part)));
}

/** Each number, one between each two neighbours, one beyond either end, and what is no number. */
function sampleNumbers(
  values: readonly string[],
  parse: (text: string) => number,
  write: (value: number) => string,
): readonly string[] | undefined {
  const thresholds = new Set(values.map(parse).filter((value) => !Number.isNaN(value)));
  const sorted = [...thresholds].sort((a, b) => a - b);
  const between = sorted.flatMap((value, at) => (at === 0 ? [] : [(value + sorted[at - 1]!) / 2]));
  const beyond = [(sorted[0] ?? 0) - 10_000, (sorted.at(-1) ?? 0) + 10_000];
  const exact = sorted.map(write);
  if (exact.some((text, at) => parse(text) !== sorted[at])) return undefined;
  return [...exact, ...[...between, ...beyond].map(write), ...NOTHING];
}

/** @param time ms since 1970 */
function writeDate(time: number): string {
  const isUsual = Number.isInteger(time) && time > -6e13 && time < 2e14;
  return isUsual ? new Date(time).toISOString() : (time / 1000).toFixed(6);
}

/** What is no number, date or address: some text, and none, which the set operators take for no value. */
export const NOTHING: readonly string[] = ['x', ''];

const V4_BITS = 32n;
const V6_BITS = 128n;
/** IPv4 addresses written as IPv6 are IPv4 addresses. */
const MAPPED = 0xffff_0000_0000n;

/** One address of each stretch that no range's edge cuts. */
function sampleAddresses(ranges: readonly string[]): readonly string[] {
  const edges = { 1: new Set([0n]), 4: new Set([0n, MAPPED + (1n << V4_BITS)]) };
  for (const range of ranges) {
    const read = parseRange(range);
    if (read === undefined) continue;
    const { network, prefix } = read;
    const isV4 = network.length === 1;
    const width = isV4 ? V4_BITS : V6_BITS;
    const address = network.reduce((sum, word) => (sum << 32n) | BigInt(word), 0n);
    const rest = width - BigInt(prefix);
    const first = (address >> rest) << rest;
    const set = isV4 ? edges[1] : edges[4];
    set.add(first);
    const behind = first + (1n << rest);
    if (behind < 1n << width) set.add(behind);
  }
  const isMapped = (address: bigint): boolean => address >> V4_BITS === MAPPED >> V4_BITS;
  return [
    ...[...edges[1]].map((address) => [24n, 16n, 8n, 0n].map((at) => (address >> at) & 255n).join('.')),
    ...[...edges[4]].filter((address) => !isMapped(address)).map(writeV6),
    ...NOTHING,
  ];
}

function writeV6(address: bigint): string {
  return [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n]
    .map((at) => ((address >> at) & 0xffffn).toString(16))
    .join(':');
}

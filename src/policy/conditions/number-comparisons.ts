import type { CompileComparison, Comparison } from './comparison.ts';
import { anyOf } from './comparison.ts';

type Relation = (actual: number, wanted: number) => boolean;

/** NumericEquals, NumericLessThan …: decimal numbers; what is no number compares with nothing. */
export function compareNumbers(relation: Relation): CompileComparison {
  return compareBy(parseNumber, relation);
}

/** DateEquals, DateLessThan …: instants; what is no date compares with nothing. */
export function compareDates(relation: Relation): CompileComparison {
  return compareBy(parseDate, relation);
}

function compareBy(parse: (text: string) => number, relation: Relation): CompileComparison {
  return (values) =>
    anyOf(
      values.map((value): Comparison => {
        const wanted = parse(value);
        if (Number.isNaN(wanted)) return () => false;
        return (actual) => {
          const number = parse(actual);
          return !Number.isNaN(number) && relation(number, wanted);
        };
      }),
    );
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

function parseNumber(text: string): number {
  return NUMBER.test(text) ? Number(text) : Number.NaN;
}

const EPOCH = /^[+-]?\d+(?:\.\d+)?$/;
const ISO_8601 =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[Tt](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?)?)?$/;

/**
 * A date in ms since 1970: ISO 8601 in the forms W3C lists, in UTC when it names no zone, or seconds
 * since 1970. Four digits are a year. `NaN` when it is neither.
 * @see https://www.w3.org/TR/NOTE-datetime
 */
export function parseDate(text: string): number {
  const iso = ISO_8601.exec(text);
  if (iso === null) return EPOCH.test(text) ? Number(text) * 1000 : Number.NaN;
  const [
    ,
    year,
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    fraction = '',
    zone = 'Z',
  ] = iso;
  const milliseconds = `${fraction}000`.slice(0, 3);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${fullZone(zone)}`);
}

/** `Z`, `+01`, `+0100` and `+01:00` in the one form that `Date.parse` takes. */
function fullZone(zone: string): string {
  if (zone === 'Z' || zone === 'z') return 'Z';
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

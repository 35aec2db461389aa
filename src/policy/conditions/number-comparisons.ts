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

/** A decimal number; `NaN` when it is none. */
export function parseNumber(text: string): number {
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
  const usual = parseUsualDate(text);
  if (usual !== undefined) return usual;
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
  if (Number(day) > daysIn(Number(year), Number(month)) || hour === '24') return Number.NaN;
  const milliseconds = `${fraction}000`.slice(0, 3);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${fullZone(zone)}`);
}

/** The usual forms, `2026-01-31T23:59:59Z` and with `.000` before the `Z`, read in a tenth of the time. */
function parseUsualDate(text: string): number | undefined {
  const { length } = text;
  if ((length !== 20 && length !== 24) || text[length - 1] !== 'Z' || text[10] !== 'T') return undefined;
  if (text[4] !== '-' || text[7] !== '-' || text[13] !== ':' || text[16] !== ':') return undefined;
  const century = twoDigits(text, 0);
  const year = twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const milliseconds = length === 20 ? 0 : parseMilliseconds(text);
  if (!(century >= 1) || !(hour <= 23 && minute <= 59 && second <= 59)) return undefined;
  if (!(month >= 1 && month <= 12 && day >= 1)) return undefined;
  if (day > 28 && !(day <= daysIn(century * 100 + year, month))) return undefined;
  const time = Date.UTC(century * 100 + year, month - 1, day, hour, minute, second, milliseconds);
  return Number.isNaN(time) ? undefined : time;
}

/** The days of a month, 1 to 12; `NaN` for any other. JavaScript alone takes 30 February for 2 March. */
function daysIn(year: number, month: number): number {
  if (month !== 2) return DAYS_IN_MONTH[month - 1] ?? Number.NaN;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** What stands in `.000Z` at the end; `NaN` when it is something else. */
function parseMilliseconds(text: string): number {
  return text[19] === '.' ? twoDigits(text, 20) * 10 + twoDigits(`0${text[22]}`, 0) : Number.NaN;
}

/** The number two digits stand for; `NaN` when they are none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** `Z`, `+01`, `+0100` and `+01:00` in the one form that `Date.parse` takes. */
function fullZone(zone: string): string {
  if (zone === 'Z' || zone === 'z') return 'Z';
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

import type { NumberShape, TimestampShape } from '../model/shape.ts';

/** How protocols write numbers, truth values, times and bytes as text, in both directions. */

/** How a timestamp is written: whole seconds (IAM, STS), with milliseconds (EC2, S3, CloudFormation), or as in HTTP headers. */
export type TimestampFormat = 'iso8601' | 'iso8601-ms' | 'rfc822' | 'unixTimestamp';

const INTEGER = /^[+-]?\d{1,19}$/;
const DECIMAL = /^[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,4})?$/;
const ISO8601 = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2}))?$/;
const BASIC_ISO8601 = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;
const RFC822 = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} (?:GMT|UTC|\+0000)$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const INT32 = 2 ** 31;

/** @returns the number, or `undefined` when the text is none of the shape's type */
export function parseNumber(shape: NumberShape, text: string): number | undefined {
  if (shape.type === 'float' || shape.type === 'double') {
    if (text === 'NaN' || text === 'Infinity' || text === '-Infinity') return Number(text);
    return DECIMAL.test(text) ? Number(text) : undefined;
  }
  if (!INTEGER.test(text)) return undefined;
  const value = Number(text);
  return isWhole(shape, value) ? value : undefined;
}

/** Whether a number is one that the integer shape can hold; longs only as far as they are exact. */
export function isWhole(shape: NumberShape, value: number): boolean {
  if (shape.type === 'integer') return Number.isInteger(value) && value >= -INT32 && value < INT32;
  return Number.isSafeInteger(value);
}

/** @returns the truth value, or `undefined` when the text is neither `true` nor `false` */
export function parseBoolean(text: string): boolean | undefined {
  if (text === 'true') return true;
  if (text === 'false') return false;
  const lower = text.length <= 5 ? text.toLowerCase() : '';
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

/** Reads any of the forms in which AWS's protocols write a time. */
export function parseTimestamp(text: string): Date | undefined {
  let milliseconds: number;
  const basic = BASIC_ISO8601.exec(text);
  if (basic !== null) {
    const [, year, month, day, hours, minutes, seconds] = basic;
    milliseconds = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  } else if (ISO8601.test(text) || RFC822.test(text)) {
    milliseconds = Date.parse(text);
  } else if (DECIMAL.test(text)) {
    milliseconds = Math.round(Number(text) * 1_000);
  } else {
    return undefined;
  }
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** @returns the bytes, or `undefined` when the text is not base64 */
export function parseBase64(text: string): Uint8Array | undefined {
  const trimmed = /\s/.test(text) ? text.replaceAll(/\s/g, '') : text;
  return BASE64.test(trimmed) ? new Uint8Array(Buffer.from(trimmed, 'base64')) : undefined;
}

export function formatNumber(value: number): string {
  return String(value);
}

export function formatBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** The format of a timestamp in its place: what its shape says, else what the place's default is. */
export function timestampFormat(shape: TimestampShape, placeDefault: TimestampFormat): TimestampFormat {
  if (shape.format === undefined) return placeDefault;
  return shape.format === 'iso8601' && placeDefault === 'iso8601-ms' ? 'iso8601-ms' : shape.format;
}

export function formatTimestamp(date: Date, format: TimestampFormat): string {
  switch (format) {
    case 'iso8601':
      return `${date.toISOString().slice(0, -5)}Z`;
    case 'iso8601-ms':
      return date.toISOString();
    case 'rfc822':
      return date.toUTCString();
    case 'unixTimestamp':
      return String(date.getTime() / 1_000);
  }
}

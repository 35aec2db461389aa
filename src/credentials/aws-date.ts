const TWO_DIGITS = [4, 6, 9, 11, 13] as const;

/**
 * Reads ISO 8601 in its basic format, `20150830T123600Z`, the only one Signature Version 4 has.
 *
 * @returns ms since 1970, `undefined` for anything else, the 31st of June included
 */
export function parseAwsDate(text: string): number | undefined {
  if (text.length !== 16 || text[8] !== 'T' || text[15] !== 'Z') return undefined;
  const year = digits(text, 0, 4);
  const [month, day, hour, minute, second] = TWO_DIGITS.map((at) => digits(text, at, 2));
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (hour === undefined || minute === undefined || second === undefined) return undefined;
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC carries over: of 20150631 it makes the first of July. Such a date reads back differently.
  return formatAwsDate(time) === text ? time : undefined;
}

/** Writes a time in ISO 8601's basic format. @param time ms since 1970 */
export function formatAwsDate(time: number): string {
  const date = new Date(time);
  return (
    String(date.getUTCFullYear()).padStart(4, '0') +
    two(date.getUTCMonth() + 1) +
    two(date.getUTCDate()) +
    'T' +
    two(date.getUTCHours()) +
    two(date.getUTCMinutes()) +
    two(date.getUTCSeconds()) +
    'Z'
  );
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function digits(text: string, from: number, count: number): number | undefined {
  let value = 0;
  for (let at = from; at < from + count; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

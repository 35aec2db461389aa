/**
 * Reads ISO 8601 in its basic format, `20150830T123600Z`, the only one Signature Version 4 has.
 *
 * @returns ms since 1970, `undefined` for anything else, the 31st of June included
 */
export function parseAwsDate(text: string): number | undefined {
  if (text.length !== 16 || text[8] !== 'T' || text[15] !== 'Z') return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 4, 2);
  const day = digits(text, 6, 2);
  const hour = digits(text, 9, 2);
  const minute = digits(text, 11, 2);
  const second = digits(text, 13, 2);
  // A NaN anywhere fails its comparison. Years below 1000 Date.UTC would take for others.
  if (
    !(year >= 1000 && month >= 1 && month <= 12 && day >= 1 && hour <= 23 && minute <= 59 && second <= 59)
  ) {
    return undefined;
  }
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC carries over: of the 31st of June it makes the first of July.
  return new Date(time).getUTCDate() === day ? time : undefined;
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

/** The number in these places; NaN when one of them is no digit. */
function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

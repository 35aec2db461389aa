/** Rule: a number is written in decimals, with a sign, a fraction, an exponent if need be; else it is none. */
export function readNumber(text: string): number | undefined {
  const [mantissa = '', exponent, ...more] = text.toLowerCase().split('e');
  const [whole = '', fraction, ...others] = withoutSign(mantissa).split('.');
  if (more.length > 0 || others.length > 0) return undefined;
  if (whole + (fraction ?? '') === '' || !areDigits(whole) || !areDigits(fraction ?? '')) return undefined;
  if (exponent !== undefined) {
    const digits = withoutSign(exponent);
    if (digits === '' || digits.length > 3 || !areDigits(digits)) return undefined;
  }
  return Number(text);
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Rule: a date is written as W3C's profile of ISO 8601 has it (`2026`, `2026-01`, `2026-01-31`,
 * `2026-01-31T23:59Z`, with seconds, with a fraction), or as seconds since 1970. AWS documents nothing
 * of these: without a zone it is UTC; four digits are a year; what is beyond a millisecond is cut off.
 * @returns milliseconds since 1970
 * @see https://www.w3.org/TR/NOTE-datetime
 */
export function readDate(text: string): number | undefined {
  const [date = '', time, ...more] = text.toUpperCase().split('T');
  const [year = '', month, day, ...others] = date.split('-');
  const isDate =
    year.length === 4 &&
    areDigits(year) &&
    [month, day].every((part) => part === undefined || isTwoDigits(part)) &&
    others.length === 0 &&
    more.length === 0;
  if (!isDate) return readSeconds(text);
  const days = daysBefore(Number(year), Number(month ?? '1'), Number(day ?? '1'));
  if (days === undefined) return undefined;
  if (time === undefined) return days * 86_400_000;
  const ofDay = day === undefined ? undefined : readTimeOfDay(time);
  return ofDay === undefined ? undefined : days * 86_400_000 + ofDay;
}

function readSeconds(text: string): number | undefined {
  const [whole = '', fraction, ...more] = withoutSign(text).split('.');
  if (whole === '' || !areDigits(whole) || more.length > 0) return undefined;
  if (fraction === '' || !areDigits(fraction ?? '')) return undefined;
  return Number(text) * 1000;
}

/** Days from 1 January 1970 to a day; `undefined` for one that no calendar has. */
function daysBefore(year: number, month: number, day: number): number | undefined {
  const isLeap = (y: number): boolean => y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  const lengthOf = (m: number): number => (DAYS_IN_MONTH[m - 1] ?? 0) + (m === 2 && isLeap(year) ? 1 : 0);
  if (day < 1 || day > lengthOf(month)) return undefined;
  const leapDays = (y: number): number => Math.ceil(y / 4) - Math.ceil(y / 100) + Math.ceil(y / 400);
  let days = (year - 1970) * 365 + leapDays(year) - leapDays(1970);
  for (let m = 1; m < month; m += 1) days += lengthOf(m);
  return days + day - 1;
}

/** Milliseconds since midnight UTC of `hh:mm`, `hh:mm:ss` or `hh:mm:ss.f`, with a zone or without. */
function readTimeOfDay(text: string): number | undefined {
  const zoneAt = text.split('').findIndex((character) => 'Z+-'.includes(character));
  const clock = zoneAt < 0 ? text : text.slice(0, zoneAt);
  const zone = zoneAt < 0 ? 0 : readZone(text.slice(zoneAt));
  const [hour = '', minute = '', seconds = '00', ...more] = clock.split(':');
  const [second = '', fraction = '0', ...others] = seconds.replace(',', '.').split('.');
  if (zone === undefined || more.length > 0 || others.length > 0) return undefined;
  if (![hour, minute, second].every(isTwoDigits)) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (fraction === '' || fraction.length > 9 || !areDigits(fraction)) return undefined;
  const minutes = Number(hour) * 60 + Number(minute) - zone;
  return minutes * 60_000 + Number(second) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
}

/** Minutes that a zone is ahead of UTC: `Z`, `+01`, `+0100`, `+01:00`. */
function readZone(text: string): number | undefined {
  if (text === 'Z') return 0;
  const digits = text.slice(1);
  const [hour, minute] = digits.includes(':')
    ? digits.split(':')
    : [digits.slice(0, 2), digits.length === 2 ? '00' : digits.slice(2)];
  if (digits.split(':').length > 2 || !isTwoDigits(hour ?? '') || !isTwoDigits(minute ?? '')) {
    return undefined;
  }
  if (text.startsWith('Z') || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (Number(hour) * 60 + Number(minute));
}

/** An address as its bits, the first the highest: 32 for IPv4, 128 for IPv6. */
export type Bits = readonly (0 | 1)[];

/** Rule: IPv4 in four decimals, IPv6 as RFC 4291 writes it; an IPv4 address mapped into IPv6 is itself. */
export function readAddress(text: string): Bits | undefined {
  if (!text.includes(':')) return readIpv4(text);
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = [readGroups(halves[0] ?? ''), readGroups(halves[1] ?? '')];
  if (head === undefined || tail === undefined) return undefined;
  const absent = 128 - head.length - tail.length;
  if (halves.length === 1 ? absent !== 0 : absent < 16) return undefined;
  const bits: Bits = [...head, ...Array.from({ length: absent }, () => 0 as const), ...tail];
  const isMapped =
    bits.slice(0, 80).every((bit) => bit === 0) && bits.slice(80, 96).every((bit) => bit === 1);
  return isMapped ? bits.slice(96) : bits;
}

function readIpv4(text: string): Bits | undefined {
  const decimals = text.split('.');
  const isIpv4 =
    decimals.length === 4 &&
    decimals.every((one) => one !== '' && one.length <= 3 && areDigits(one) && Number(one) <= 255);
  return isIpv4 ? decimals.flatMap((one) => bitsOf(Number(one), 8)) : undefined;
}

/** Groups of four hexadecimal digits between colons, the last perhaps an IPv4 address. */
function readGroups(text: string): Bits | undefined {
  if (text === '') return [];
  const bits: (0 | 1)[] = [];
  const groups = text.split(':');
  for (const [at, group] of groups.entries()) {
    const isHex = group !== '' && group.length <= 4 && group.split('').every((one) => HEX.includes(one));
    const ipv4 = at === groups.length - 1 ? readIpv4(group) : undefined;
    if (!isHex && ipv4 === undefined) return undefined;
    bits.push(...(ipv4 ?? bitsOf(Number.parseInt(group, 16), 16)));
  }
  return bits;
}

const HEX = '0123456789abcdefABCDEF';

function bitsOf(value: number, length: number): (0 | 1)[] {
  return Array.from({ length }, (_, at) => (Math.floor(value / 2 ** (length - 1 - at)) % 2 === 1 ? 1 : 0));
}

/** Rule: a range is `address/prefix`; without a prefix it is that address alone. */
export function isInRange(address: string, range: string): boolean {
  const [network = '', prefix, ...more] = range.split('/');
  const [wanted, actual] = [readAddress(network), readAddress(address)];
  if (wanted === undefined || actual === undefined || more.length > 0) return false;
  const length = prefix === undefined ? wanted.length : readPrefix(prefix);
  if (length === undefined || length > wanted.length || actual.length !== wanted.length) return false;
  return wanted.slice(0, length).every((bit, at) => actual[at] === bit);
}

function readPrefix(text: string): number | undefined {
  return text !== '' && text.length <= 3 && areDigits(text) ? Number(text) : undefined;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes that base64 stands for, each as eight bits, padded or not; `undefined` for what is no base64. */
export function readBase64(text: string): string | undefined {
  const letters = text.replace(/={1,2}$/, '');
  const isWhole =
    letters.length % 4 !== 1 &&
    (letters === text || text.length % 4 === 0) &&
    letters.split('').every((letter) => BASE64.includes(letter));
  if (!isWhole) return undefined;
  const bits = letters.split('').flatMap((letter) => bitsOf(BASE64.indexOf(letter), 6));
  return bits.slice(0, Math.floor(bits.length / 8) * 8).join('');
}

function withoutSign(text: string): string {
  return text.startsWith('+') || text.startsWith('-') ? text.slice(1) : text;
}

function areDigits(text: string): boolean {
  return text.split('').every((character) => '0123456789'.includes(character));
}

function isTwoDigits(text: string): boolean {
  return text.length === 2 && areDigits(text);
}

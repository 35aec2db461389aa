import { expect, test } from 'vitest';
import { millisecondsOf, toldTime } from './clock.ts';
import { UserError } from './user-error.ts';

const HOUR = 3_600_000;

test.each([
  ['90m', 1.5 * HOUR],
  ['1.5h', 1.5 * HOUR],
  ['1h30m', 1.5 * HOUR],
  ['2d12h', 60 * HOUR],
  ['0s', 0],
])('`%s` is a duration', (text, ms) => expect(millisecondsOf(text)).toBe(ms));

test.each(['', '90', 'h', '-1h', '1h 30m', '1.h', '1e3s', '1w', '9'.repeat(10) + 's'])(
  '`%s` is none',
  (text) => {
    expect(() => millisecondsOf(text)).toThrow(UserError);
  },
);

test('how far emulated time is ahead is told in days, hours, minutes and seconds', () => {
  const now = '2030-01-01T00:00:00.000Z';
  expect(toldTime(now, 0)).toBe(`emulated time is ${now}, as the machine's own`);
  expect(toldTime(now, 25.5 * HOUR)).toBe(`emulated time is ${now}, 1d 1h 30m ahead of the machine's own`);
  expect(toldTime(now, 500)).toContain('500ms ahead');
});

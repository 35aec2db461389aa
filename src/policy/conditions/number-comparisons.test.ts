import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate } from './number-comparisons.ts';

describe('parseDate', () => {
  it.each([
    ['2026', '2026-01-01T00:00:00.000Z'],
    ['2026-03', '2026-03-01T00:00:00.000Z'],
    ['2026-03-04', '2026-03-04T00:00:00.000Z'],
    ['2026-03-04T05:06', '2026-03-04T05:06:00.000Z'],
    ['2026-03-04T05:06Z', '2026-03-04T05:06:00.000Z'],
    ['2026-03-04T05:06:07', '2026-03-04T05:06:07.000Z'],
    ['2026-03-04t05:06:07.891234z', '2026-03-04T05:06:07.891Z'],
    ['2026-03-04T05:06:07.8Z', '2026-03-04T05:06:07.800Z'],
    ['2026-03-04T05:06:07+0930', '2026-03-03T19:36:07.000Z'],
    ['2026-03-04T05:06:07-01', '2026-03-04T06:06:07.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
    ['0', '1970-01-01T00:00:00.000Z'],
    ['1767225600.5', '2026-01-01T00:00:00.500Z'],
    ['-1', '1969-12-31T23:59:59.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(new Date(parseDate(text)).toISOString()).toBe(expected);
  });

  it.each([
    '',
    'x',
    '2026-13-01',
    '2026-03-04T25:00:00Z',
    '2026-03-04T05:06:61Z',
    '2026-03-04 05:06',
    'T',
    '2026-03-04T05:06:07.8x1Z',
    '2026-xx-04T05:06:07Z',
    '2026-02-29',
    '2026-02-30T00:00:00Z',
    '2026-04-31T00:00',
    '1900-02-29T00:00:00Z',
    '2026-03-04T24:00:00Z',
    '2026-03-04T24:00:00.000Z',
  ])('%o is no date', (text) => {
    expect(parseDate(text)).toBeNaN();
  });

  it('reads what toISOString writes, with and without milliseconds', () => {
    const dates = fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        const text = date.toISOString();
        expect(parseDate(text)).toBe(date.getTime());
        expect(parseDate(text.replace(/\.\d+/, ''))).toBe(Math.floor(date.getTime() / 1000) * 1000);
      }),
    );
  });
});

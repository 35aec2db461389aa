import { describe, expect, test } from 'vitest';
import { readRange } from './byte-range.ts';

describe('a Range header', () => {
  test.each([
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=0-', { start: 0, end: 9 }],
    ['bytes=5-100', { start: 5, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-30', { start: 0, end: 9 }],
    ['BYTES=1-2', { start: 1, end: 2 }],
  ])('%s of ten bytes', (header, range) => {
    expect(readRange(header, 10)).toEqual(range);
  });

  test.each([
    undefined,
    '',
    'bytes=',
    'bytes=-',
    'bytes=a-b',
    'bytes=0-1,3-4',
    'lines=0-1',
    'bytes=5-2',
    'bytes=--3',
  ])('%s is passed over', (header) => {
    expect(readRange(header, 10)).toBeUndefined();
  });

  test.each(['bytes=10-', 'bytes=10-12', 'bytes=-0', 'bytes=99999999999999999999-'])(
    '%s lies outside ten bytes',
    (header) => {
      expect(() => readRange(header, 10)).toThrow(
        expect.objectContaining({ code: 'InvalidRange', status: 416 }),
      );
    },
  );

  test('an empty object has no range', () => {
    expect(() => readRange('bytes=0-', 0)).toThrow(expect.objectContaining({ code: 'InvalidRange' }));
    expect(() => readRange('bytes=-5', 0)).toThrow(expect.objectContaining({ code: 'InvalidRange' }));
  });
});

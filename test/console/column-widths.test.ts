import { expect, test } from 'vitest';
import { fitColumns, roomFor } from '../../console/src/parts/table/column-widths.ts';

test('what columns want too much is taken from those that can give, down to their longest words', () => {
  const rooms = [
    { wanted: 300, least: 100 },
    { wanted: 200, least: 200 },
    { wanted: 500, least: 100 },
  ];
  expect(fitColumns(rooms, 1000)).toEqual([300, 200, 500]);
  expect(fitColumns(rooms, 700)).toEqual([200, 200, 300]);
  expect(fitColumns(rooms, 100)).toEqual([100, 200, 100]);
});

test('a column’s longest word stays whole; a Japanese text may be broken anywhere', () => {
  const { wanted, least } = roomFor('Address', ['198.51.100.100 and more'], 400);
  expect(wanted).toBe(23 * 8 + 48);
  expect(least).toBe(14 * 7 + 44);
  expect(roomFor('', ['アクセス許可'], 400).least).toBe(2 * 7 + 44);
});

import { expect, test } from 'vitest';
import { nearest } from '../../console/src/pages/simulator/nearest.ts';

const NAMES = ['GetObject', 'GetObjectAcl', 'PutObject', 'ListBucket'];

test('what was meant is what takes the fewest letters to change; nothing where all is far', () => {
  expect(nearest('getobjekt', NAMES, 3)[0]).toBe('GetObject');
  expect(nearest('Object', NAMES, 2)).toEqual(['GetObject', 'PutObject']);
  expect(nearest('Launch', NAMES, 3)).toEqual([]);
});

import { expect, test } from 'vitest';
import { consoleSizes } from './console-sizes.ts';

test('the first page’s script is at most 600 KB compressed, all scripts together 1.2 MB', () => {
  const { firstKb, allKb } = consoleSizes();
  expect(firstKb).toBeGreaterThan(0);
  expect(firstKb).toBeLessThanOrEqual(600);
  expect(allKb).toBeLessThanOrEqual(1.2 * 1024);
});

import { expect, test } from 'vitest';
import { isolationObstacles, toolsMissingFrom } from './namespaces.ts';

test('what is missing is named, with where it comes from', () => {
  expect(toolsMissingFrom(['/nowhere'])).toContain('`ip` is not installed (iproute2)');
  expect(toolsMissingFrom(['/nowhere'])).toHaveLength(8);
});

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)('root can isolate', async () => {
  expect(await isolationObstacles()).toEqual([]);
});

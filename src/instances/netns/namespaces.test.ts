import { expect, test } from 'vitest';
import { toolsMissingFrom } from './namespaces.ts';

test('what is missing is named, with where it comes from', () => {
  expect(toolsMissingFrom(['/nowhere'])).toContain('`ip` is not installed (iproute2)');
  expect(toolsMissingFrom(['/nowhere'])).toHaveLength(8);
});

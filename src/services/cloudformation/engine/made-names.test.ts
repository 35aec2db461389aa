import { assert, integer, property, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';
import { makeName } from './made-names.ts';

test('a name is the stack, the logical id and twelve letters or digits', () => {
  expect(makeName('web', 'Role', { maxLength: 64 }, () => 0)).toBe('web-Role-AAAAAAAAAAAA');
  expect(makeName('Web', 'Bucket', { maxLength: 63, lower: true }, () => 1)).toBe('web-bucket-bbbbbbbbbbbb');
});

test('no_name_is_longer_than_its_type_allows_and_none_loses_its_suffix', () => {
  const names = stringMatching(/^[A-Za-z][A-Za-z0-9]{0,127}$/);
  assert(
    property(names, names, integer({ min: 30, max: 255 }), (stack, id, maxLength) => {
      const name = makeName(stack, id, { maxLength });
      expect(name.length).toBeLessThanOrEqual(maxLength);
      expect(name).toMatch(/^[A-Za-z0-9]+-[A-Za-z0-9]+-[A-Za-z0-9]{12}$/);
      const hasRoom = stack.length + id.length + 14 <= maxLength;
      expect(!hasRoom || name.startsWith(`${stack}-${id}-`)).toBe(true);
    }),
  );
});

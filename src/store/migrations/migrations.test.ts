import { expect, test } from 'vitest';
import { SCHEMA_VERSION } from '../schema-version.ts';
import { MIGRATIONS } from './migrations.ts';

test('the version that is checked at the start counts the migrations', () => {
  expect(MIGRATIONS).toHaveLength(SCHEMA_VERSION);
});

test('migrations are named in order', () => {
  const names = MIGRATIONS.map((migration) => migration.name);
  expect(names).toEqual([...names].sort());
  const numbers = names.map((name) => Number(name.slice(0, 3)));
  expect(new Set(numbers).size).toBe(names.length);
});

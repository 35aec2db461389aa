import { expect, test } from 'vitest';
import { SqliteConnection } from '../sqlite/sqlite-connection.ts';
import { publicAddresses } from './021-public-addresses.ts';
import { Schema } from './schema.ts';
import { schemaBuilder } from './schema-builder.ts';

/** A row as instances had them before. */
interface Old {
  readonly id: string;
  readonly state: string;
  readonly data: object;
}

test('instances that are on and due a public address get one each, others none', async () => {
  const connection = new SqliteConnection(':memory:');
  connection.exec('CREATE TABLE instances (id text PRIMARY KEY, state text, data text)');
  const due = Array.from({ length: 300 }, (_, nth): Old => {
    return { id: `i-${String(nth).padStart(17, '0')}`, state: 'pending', data: { hasPublicIp: true } };
  });
  const others: readonly Old[] = [
    { id: 'i-stopped', state: 'stopping', data: { hasPublicIp: true } },
    { id: 'i-private', state: 'pending', data: { hasPublicIp: false, description: '"hasPublicIp":true' } },
    { id: 'i-elastic', state: 'pending', data: { elasticIp: '198.19.0.7', hasPublicIp: true } },
  ];
  for (const { id, state, data } of [...due, ...others]) {
    connection.run('INSERT INTO instances VALUES (?, ?, ?)', [id, state, JSON.stringify(data)], false);
  }
  const schema = new Schema('sqlite', schemaBuilder(connection), async (statement) => {
    connection.exec(statement);
  });
  await publicAddresses.up(schema);
  const { rows } = connection.run('SELECT id, public_ip FROM instances ORDER BY id', [], true);
  const addresses = new Map(
    (rows as { id: string; public_ip: string | null }[]).map((row) => [row.id, row.public_ip]),
  );
  const given = due.map(({ id }) => addresses.get(id));
  expect(given.slice(0, 2)).toEqual(['198.18.1.0', '198.18.1.1']);
  expect(given[256]).toBe('198.18.2.0');
  expect(new Set(given).size).toBe(due.length);
  expect(others.map(({ id }) => addresses.get(id))).toEqual([null, null, null]);
  connection.close();
});

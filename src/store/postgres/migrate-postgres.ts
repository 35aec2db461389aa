import type { Pool, PoolClient } from 'pg';
import { MIGRATIONS } from '../migrations/migrations.ts';
import { Schema } from '../migrations/schema.ts';
import { schemaBuilder } from '../migrations/schema-builder.ts';
import { PostgresConnection } from './postgres-connection.ts';

/** The advisory lock that lets one node at a time migrate: `utsu` in ASCII. */
const LOCK = 0x75747375;

/** Brings the schema to the newest, all or nothing; of nodes that start at once, one does. */
export async function migratePostgres(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await migrate(client);
    await client.query('COMMIT');
    client.release();
  } catch (error) {
    // Closing the connection rolls back.
    client.release(true);
    throw error;
  }
}

async function migrate(client: PoolClient): Promise<void> {
  await client.query('CREATE TABLE IF NOT EXISTS schema_version (version bigint NOT NULL)');
  const { rows } = await client.query<{ version: number | null }>(
    'SELECT max(version) AS version FROM schema_version',
  );
  const version = rows[0]?.version ?? 0;
  const schema = new Schema('postgres', schemaBuilder(new PostgresConnection(client)), (statement) =>
    client.query(statement),
  );
  for (const migration of MIGRATIONS.slice(version)) await migration.up(schema);
  if (version < MIGRATIONS.length) {
    await client.query('INSERT INTO schema_version (version) VALUES ($1)', [MIGRATIONS.length]);
  }
}

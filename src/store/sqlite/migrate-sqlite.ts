import { MIGRATIONS } from '../migrations/migrations.ts';
import { Schema } from '../migrations/schema.ts';
import { schemaBuilder } from '../migrations/schema-builder.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** Brings the schema from `version` to the newest, all or nothing. */
export async function migrateSqlite(connection: SqliteConnection, version: number): Promise<void> {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const schema = new Schema('sqlite', schemaBuilder(connection), async (statement) => {
      connection.exec(statement);
    });
    for (const migration of MIGRATIONS.slice(version)) await migration.up(schema);
    connection.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

import type { Pool } from 'pg';
import type { StoreOptions } from '../open-store.ts';
import { rerun } from '../rerun.ts';
import { NewerSchemaError, SCHEMA_VERSION } from '../schema-version.ts';
import { BlobRows } from './blob-rows.ts';
import { Commits } from './commits.ts';
import { EpochReader } from './epoch-reader.ts';
import { judge } from './failures.ts';
import { createPool } from './pool.ts';
import { PostgresStore } from './postgres-store.ts';

/** How long a start waits for the database's server, which may be starting too, in milliseconds. */
const STARTING_MS = 30_000;

/** A database cannot be reached, refuses, or cannot hold what the store writes. */
export class DatabaseUnusableError extends Error {
  override readonly name = 'DatabaseUnusableError';

  constructor(where: string, cause: unknown) {
    super(`${where} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Connections of one node's transactions. */
const POOL_SIZE = 10;

/**
 * Opens the store on a PostgreSQL database whose encoding is UTF8, making its tables at need. Waits a
 * while for a server that is just starting.
 *
 * @param url `postgres://user:password@host:port/database`
 * @param now real time, ms since 1970
 * @param options `blobGraceMs`: how long a deleted blob is kept for those who still read it, 10 minutes unless
 *   told; `onWaiting`: told when the server is waited for
 * @throws NewerSchemaError
 * @throws DatabaseUnusableError
 */
export async function openPostgres(
  url: string,
  now: () => number,
  options: Pick<StoreOptions, 'blobGraceMs' | 'onWaiting'>,
): Promise<{ readonly store: PostgresStore; readonly blobs: BlobRows }> {
  const where = describeUrl(url);
  const pool = createPool(url, POOL_SIZE);
  try {
    await prepareSchema(pool, url, where, options.onWaiting);
  } catch (error) {
    await pool.end();
    throw error instanceof NewerSchemaError ? error : new DatabaseUnusableError(where, error);
  }
  const epochs = new EpochReader(createPool(url, 1));
  const store = new PostgresStore({ pool, commits: new Commits(pool, now), epochs, where });
  return { store, blobs: new BlobRows(pool, options.blobGraceMs) };
}

/** The place without user and password. */
function describeUrl(text: string): string {
  if (!URL.canParse(text))
    throw new Error('the store is not a URL such as `postgres://user:password@host:port/database`');
  const { host, pathname } = new URL(text);
  return `PostgreSQL at ${host}${pathname}`;
}

async function prepareSchema(
  pool: Pool,
  url: string,
  where: string,
  onWaiting: StoreOptions['onWaiting'],
): Promise<void> {
  const { rows } = await rerun(
    () =>
      pool.query<{ encoding: string; known: number }>(
        "SELECT current_setting('server_encoding') AS encoding, to_regclass('schema_version') IS NOT NULL AS known",
      ),
    judge,
    {
      awayMs: STARTING_MS,
      onAway: (error) =>
        onWaiting?.(`${where}: ${error.message}; waiting for it, ${STARTING_MS / 1000} s at most`),
    },
  );
  const encoding = rows[0]?.encoding;
  if (encoding !== 'UTF8') throw new Error(`its encoding is \`${encoding}\`, create a database with UTF8`);
  const version = rows[0]?.known === 1 ? await schemaVersion(pool) : 0;
  if (version > SCHEMA_VERSION) throw new NewerSchemaError(where, version);
  if (version < SCHEMA_VERSION) {
    const { migratePostgres } = await import('./migrate-postgres.ts');
    const unhurried = createPool(url, 1, 'unhurried');
    try {
      await migratePostgres(unhurried);
    } finally {
      await unhurried.end();
    }
  }
}

async function schemaVersion(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ version: number }>(
    'SELECT max(version) AS version FROM schema_version',
  );
  return rows[0]?.version ?? 0;
}

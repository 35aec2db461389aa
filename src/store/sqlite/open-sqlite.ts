import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NewerSchemaError, SCHEMA_VERSION } from '../schema-version.ts';
import { isBusy, SqliteConnection } from './sqlite-connection.ts';
import { SqliteStore } from './sqlite-store.ts';

/** How long a start waits for a predecessor that is just ending, in milliseconds. */
const PREDECESSOR_MS = 500;

/** A data directory is held by another process. */
export class DirectoryInUseError extends Error {
  override readonly name = 'DirectoryInUseError';

  constructor(directory: string, pid: string | undefined) {
    const holder = pid === undefined ? 'another process' : `process ${pid}`;
    super(`the data directory \`${directory}\` is in use by ${holder}: stop it, or choose another directory`);
  }
}

/** A data directory cannot be made, written, or holds something that is no database. */
export class DirectoryUnusableError extends Error {
  override readonly name = 'DirectoryUnusableError';

  constructor(directory: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`the data directory \`${directory}\` cannot be used: ${why}`, { cause });
  }
}

/**
 * Opens the store in a data directory, making both at need.
 *
 * The lock is SQLite's own: in exclusive locking mode a connection keeps the file locked from its first
 * access on, and the system lets go of it however the process ends. It also spares each statement the
 * locking, and WAL its shared memory.
 *
 * @param durability `process`: what was answered survives the end of the process; `power`: also of the machine
 * @throws DirectoryInUseError
 * @throws DirectoryUnusableError
 */
export async function openSqlite(directory: string, durability: 'process' | 'power'): Promise<SqliteStore> {
  const pidFile = join(directory, 'utsuwa.pid');
  const connection = await openLocked(directory, pidFile);
  try {
    await writeFile(pidFile, `${process.pid}\n`);
    connection.exec(`PRAGMA synchronous = ${durability === 'power' ? 'FULL' : 'NORMAL'}`);
    connection.exec('PRAGMA cache_size = -32768');
    await prepareSchema(connection, `\`${directory}\``);
  } catch (error) {
    connection.close();
    throw error;
  }
  return new SqliteStore(connection, `SQLite in ${directory}`, () => rm(pidFile, { force: true }));
}

/** Opens an empty store in memory; it is gone when it is closed. */
export async function openMemory(): Promise<SqliteStore> {
  const connection = new SqliteConnection(':memory:');
  await prepareSchema(connection, 'memory');
  return new SqliteStore(connection, 'memory', async () => {});
}

async function openLocked(directory: string, pidFile: string): Promise<SqliteConnection> {
  let connection: SqliteConnection | undefined;
  try {
    connection = new SqliteConnection(await ownFile(directory));
    connection.exec('PRAGMA locking_mode = EXCLUSIVE');
    await lock(connection, () => inUse(directory, pidFile));
    return connection;
  } catch (error) {
    connection?.abandon();
    throw error instanceof DirectoryInUseError ? error : new DirectoryUnusableError(directory, error);
  }
}

/** The database's file, which holds secrets: nobody else may read it, wherever it is. */
async function ownFile(directory: string): Promise<string> {
  await makeDirectory(directory);
  const path = join(directory, 'utsuwa.db');
  const file = await open(path, 'a', 0o600);
  await file.close();
  return path;
}

/**
 * Makes a directory with those above it. Node's own `recursive` never ends where a directory is there and
 * takes none, as `/proc`.
 */
async function makeDirectory(directory: string): Promise<void> {
  try {
    await makeOne(directory);
  } catch (error) {
    const above = dirname(directory);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || above === directory) throw error;
    await makeDirectory(above);
    await makeOne(directory);
  }
}

/** What is there already may stay; that it is a directory shows when a file is opened in it. */
async function makeOne(directory: string): Promise<void> {
  try {
    await mkdir(directory, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

async function lock(connection: SqliteConnection, inUse: () => Promise<Error>): Promise<void> {
  const deadline = performance.now() + PREDECESSOR_MS;
  for (;;) {
    try {
      connection.exec('PRAGMA journal_mode = WAL; BEGIN IMMEDIATE; COMMIT');
      return;
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() > deadline) throw await inUse();
    }
    await sleep(25);
  }
}

async function inUse(directory: string, pidFile: string): Promise<DirectoryInUseError> {
  return new DirectoryInUseError(directory, await readPid(pidFile));
}

async function readPid(pidFile: string): Promise<string | undefined> {
  try {
    return (await readFile(pidFile, 'utf8')).trim() || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function prepareSchema(connection: SqliteConnection, where: string): Promise<void> {
  // LIKE minds case, as it does in PostgreSQL.
  connection.exec('PRAGMA foreign_keys = ON; PRAGMA case_sensitive_like = ON');
  const [row] = connection.run('PRAGMA user_version', [], true).rows as { user_version: number }[];
  const version = row?.user_version ?? 0;
  if (version > SCHEMA_VERSION) throw new NewerSchemaError(where, version);
  if (version < SCHEMA_VERSION) {
    const { migrateSqlite } = await import('./migrate-sqlite.ts');
    await migrateSqlite(connection, version);
  }
}

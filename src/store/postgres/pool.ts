import { Pool, types } from 'pg';

/** PostgreSQL's type ids. */
const BOOL = 16;
const INT8 = 20;
const NUMERIC = 1700;

/** How long a statement, a wait for a lock, an idle transaction, a connection may take, in milliseconds. */
const STATEMENT_MS = 7_000;
const LOCK_MS = 5_000;
const IDLE_MS = 30_000;
const CONNECT_MS = 5_000;

/** How long an answer may take to come when the network has lost the server without telling, in milliseconds. */
const SILENT_MS = 8_000;

/**
 * A pool of connections that reads values as the store means them and outlives the server's restarts.
 * Statements are pipelined: sent without waiting for the answer to the one before.
 *
 * @param url `postgres://user:password@host:port/database`
 * @param limits `unhurried`: its statements may take as long as they do
 */
export function createPool(url: string, size: number, limits: 'hurried' | 'unhurried' = 'hurried'): Pool {
  const hurried = limits === 'hurried';
  const pool = new Pool({
    connectionString: url,
    max: size,
    application_name: 'utsuwa',
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    ...(hurried && { statement_timeout: STATEMENT_MS, lock_timeout: LOCK_MS, query_timeout: SILENT_MS }),
    idle_in_transaction_session_timeout: IDLE_MS,
    pipeline: true,
    types: { getTypeParser },
  });
  // A connection that breaks says so to whoever uses it; unheard, its event would end the process.
  pool.on('connect', (client) => client.on('error', ignore));
  pool.on('error', ignore);
  return pool;
}

function ignore(): void {
  // The statement that was running fails, or the pool drops the idle connection.
}

/** The driver's own parser; its type lists the ids as an enum. */
const parserOf = types.getTypeParser as (
  id: number,
  format?: 'text' | 'binary',
) => (value: string) => unknown;

function getTypeParser(id: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (id === INT8 || id === NUMERIC) return Number;
  if (id === BOOL) return (value) => (value === 't' ? 1 : 0);
  return parserOf(id, format);
}

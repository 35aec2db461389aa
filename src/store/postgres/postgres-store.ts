import type { Pool, PoolClient } from 'pg';
import { rerun } from '../rerun.ts';
import { type ReadTx, type Store, StoreClosedError, type WriteTx } from '../store.ts';
import { StuckTransactionError } from '../stuck-transaction-error.ts';
import { Transaction, TransactionExecutor } from '../transaction-executor.ts';
import type { Commits } from './commits.ts';
import type { EpochReader } from './epoch-reader.ts';
import { judge } from './failures.ts';
import { PostgresConnection } from './postgres-connection.ts';

/** How long a transaction may take, in milliseconds. */
const PATIENCE_MS = 30_000;

/**
 * A scan of a whole table, which the planner prefers for a small one, makes every writer of that table
 * conflict with every other.
 */
const BEGIN_WRITE = 'BEGIN ISOLATION LEVEL SERIALIZABLE; SET LOCAL enable_seqscan = off';

/** What the store on PostgreSQL is made of. */
export interface PostgresParts {
  readonly pool: Pool;
  readonly commits: Commits;
  readonly epochs: EpochReader;
  /** For `describe`. */
  readonly where: string;
}

/** The store on PostgreSQL, which several nodes may share: a transaction each, serialisable for writes. */
export class PostgresStore implements Store {
  readonly #parts: PostgresParts;
  #closed = false;

  constructor(parts: PostgresParts) {
    this.#parts = parts;
  }

  read<T>(fn: (tx: ReadTx) => Promise<T>): Promise<T> {
    return rerun(() => this.#readOnce(fn), judge);
  }

  write<T>(fn: (tx: WriteTx) => Promise<T>): Promise<T> {
    return rerun(() => this.#writeOnce(fn), judge);
  }

  async epoch(): Promise<number> {
    if (this.#closed) throw new StoreClosedError();
    return this.#parts.epochs.read();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#parts.epochs.close();
    await this.#parts.pool.end();
  }

  describe(): string {
    return this.#parts.where;
  }

  async #connect(): Promise<PoolClient> {
    if (this.#closed) throw new StoreClosedError();
    return this.#parts.pool.connect();
  }

  async #readOnce<T>(fn: (tx: ReadTx) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    const executor = new TransactionExecutor(new PostgresConnection(client), false);
    // Not awaited: the first statement is sent with it.
    const begun = client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    try {
      const [answer] = await Promise.all([withPatience(fn(new Transaction(executor))), begun]);
      return answer;
    } catch (error) {
      throw executor.failure ?? error;
    } finally {
      executor.end();
      // Not awaited: the answer does not depend on it.
      void giveBack(client, 'COMMIT');
    }
  }

  async #writeOnce<T>(fn: (tx: WriteTx) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    const executor = new TransactionExecutor(new PostgresConnection(client), true);
    try {
      // Awaited: were it to fail, the statements after it would commit one by one.
      await client.query(BEGIN_WRITE);
      const answer = await withPatience(fn(new Transaction(executor)));
      executor.end();
      if (executor.failure !== undefined) throw executor.failure;
      if (executor.changed) await this.#parts.commits.commit(client, executor.changedIdentity);
      return answer;
    } catch (error) {
      throw executor.failure ?? error;
    } finally {
      executor.end();
      // Ends what was not committed; after a commit there is nothing to end.
      void giveBack(client, 'ROLLBACK');
    }
  }
}

/** Ends the transaction and gives the connection back; one that cannot do that is closed. */
async function giveBack(client: PoolClient, ending: 'COMMIT' | 'ROLLBACK'): Promise<void> {
  try {
    if (client.getTransactionStatus() !== 'I') await client.query(ending);
    client.release();
  } catch {
    client.release(true);
  }
}

async function withPatience<T>(running: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const stuck = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StuckTransactionError(PATIENCE_MS)), PATIENCE_MS);
  });
  try {
    return await Promise.race([running, stuck]);
  } finally {
    clearTimeout(timer);
  }
}

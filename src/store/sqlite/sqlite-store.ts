import { rerun, type Verdict } from '../rerun.ts';
import { type ReadTx, type Store, StoreClosedError, type WriteTx } from '../store.ts';
import { Transaction, TransactionExecutor } from '../transaction-executor.ts';
import { isConstraint, type SqliteConnection } from './sqlite-connection.ts';
import { Turns } from './turns.ts';

/**
 * The store on SQLite: one connection, one process, a turn for each transaction. A read holds its
 * turn against writers, so it needs no transaction of SQLite's.
 */
export class SqliteStore implements Store {
  readonly #connection: SqliteConnection;
  readonly #turns = new Turns();
  readonly #where: string;
  readonly #release: () => Promise<void>;
  #epoch = 1;
  #closed = false;

  /**
   * @param connection open, its schema up to date
   * @param where for `describe`
   * @param release lets go of what was held besides the database, before it is closed
   */
  constructor(connection: SqliteConnection, where: string, release: () => Promise<void>) {
    this.#connection = connection;
    this.#where = where;
    this.#release = release;
  }

  async read<T>(fn: (tx: ReadTx) => Promise<T>): Promise<T> {
    const turn = this.#turns.read();
    if (turn !== undefined) await turn;
    const executor = new TransactionExecutor(this.#connection, false);
    try {
      if (this.#closed) throw new StoreClosedError();
      return await fn(new Transaction(executor));
    } finally {
      executor.end();
      this.#turns.readDone();
    }
  }

  write<T>(fn: (tx: WriteTx) => Promise<T>): Promise<T> {
    return rerun(() => this.#attempt(fn), judge);
  }

  async #attempt<T>(fn: (tx: WriteTx) => Promise<T>): Promise<T> {
    const turn = this.#turns.write();
    if (turn !== undefined) await turn;
    try {
      if (this.#closed) throw new StoreClosedError();
      return await this.#transact(fn);
    } finally {
      this.#turns.writeDone();
    }
  }

  async #transact<T>(fn: (tx: WriteTx) => Promise<T>): Promise<T> {
    const executor = new TransactionExecutor(this.#connection, true);
    this.#connection.run('BEGIN IMMEDIATE', [], false);
    try {
      const answer = await fn(new Transaction(executor));
      executor.end();
      if (executor.failure !== undefined) throw executor.failure;
      this.#connection.run('COMMIT', [], false);
      return answer;
    } catch (error) {
      executor.end();
      this.#rollBack();
      throw executor.failure ?? error;
    } finally {
      // Also after a failure: a commit that failed on a full disk may have come through.
      if (executor.changedIdentity) this.#epoch++;
    }
  }

  #rollBack(): void {
    // Some failures (a full disk, an I/O error) have ended the transaction already.
    if (this.#connection.inTransaction) this.#connection.run('ROLLBACK', [], false);
  }

  epoch(): number {
    return this.#epoch;
  }

  async close(): Promise<void> {
    const turn = this.#turns.write();
    if (turn !== undefined) await turn;
    try {
      if (this.#closed) return;
      this.#closed = true;
      await this.#release();
      this.#connection.close();
    } finally {
      this.#turns.writeDone();
    }
  }

  describe(): string {
    return this.#where;
  }
}

function judge(error: unknown): Verdict {
  return isConstraint(error) ? 'constraint' : 'final';
}

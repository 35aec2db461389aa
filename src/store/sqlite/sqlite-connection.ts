import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { SqliteAdapter, SqliteQueryCompiler } from 'kysely';
import type { Parameter } from '../parameters.ts';
import type { Connection, Outcome } from '../transaction-executor.ts';

/** More texts than the house has; lists of varying length make new ones. */
const KEPT_STATEMENTS = 500;

/** SQLITE_BUSY: another process holds the file. */
const BUSY = 5;
/** SQLITE_CONSTRAINT and its extended codes. */
const CONSTRAINT = 19;

/** The one connection to a SQLite database, with its statements kept by their text. */
export class SqliteConnection implements Connection {
  readonly kind = 'sqlite';
  readonly adapter = new SqliteAdapter();
  readonly compiler = new SqliteQueryCompiler();
  readonly #database: DatabaseSyncInstance;
  readonly #statements = new Map<string, StatementSyncInstance>();

  /** @param path a file, or `:memory:` */
  constructor(path: string) {
    this.#database = new DatabaseSync(path);
  }

  /** Runs statements that take no parameters and answer nothing, such as pragmas. */
  exec(sql: string): void {
    this.#database.exec(sql);
  }

  run(sql: string, parameters: readonly Parameter[], returns: boolean): Outcome {
    const statement = this.#statements.get(sql) ?? this.#prepare(sql);
    if (!returns) return { rows: [], changes: statement.run(...parameters).changes };
    const rows: unknown[] = statement.all(...parameters);
    return { rows, changes: rows.length };
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  /**
   * Closes the database. The driver finalises statements only when they are collected as garbage, and
   * until then SQLite keeps the connection, with its locks; so the locks are given up by hand, and with
   * them the write-ahead log: what remains is one file.
   */
  close(): void {
    this.#statements.clear();
    this.#database.exec(
      'PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT 1 FROM sqlite_schema',
    );
    this.#database.close();
  }

  /** Closes a database that was never used: another process has it. */
  abandon(): void {
    this.#database.close();
  }

  #prepare(sql: string): StatementSyncInstance {
    if (this.#statements.size >= KEPT_STATEMENTS) {
      for (const oldest of this.#statements.keys()) {
        this.#statements.delete(oldest);
        break;
      }
    }
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** Whether another process holds the database. */
export function isBusy(error: unknown): boolean {
  return codeOf(error) === BUSY;
}

/** Whether a statement hit a constraint: unique, primary key, foreign key, not null. */
export function isConstraint(error: unknown): boolean {
  return codeOf(error) === CONSTRAINT;
}

function codeOf(error: unknown): number | undefined {
  const code = error instanceof Error ? (error as { errcode?: unknown }).errcode : undefined;
  return typeof code === 'number' ? code & 0xff : undefined;
}

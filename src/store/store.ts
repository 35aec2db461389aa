import type { QueryCreator } from 'kysely';
import type { TransactionExecutor } from './transaction-executor.ts';
import type { Tables } from './tables.ts';

/** Where a transaction keeps what runs its statements; only this room looks. */
export const EXECUTOR = Symbol('executor');

/** What a read may do: select. It ends with the function that it was given to. */
export type ReadTx = Pick<QueryCreator<Tables>, 'selectFrom'> & {
  readonly [EXECUTOR]: TransactionExecutor;
};

/** What a write may do: select, insert, update, delete; no schema, no raw statement. */
export type WriteTx = ReadTx & Pick<QueryCreator<Tables>, 'insertInto' | 'updateTable' | 'deleteFrom'>;

/**
 * The one place where state lives. Everything goes through two verbs, each given a function that
 * awaits nothing but its `tx`: what it awaits besides holds others up, and after a while the wait is
 * ended with an error.
 */
export interface Store {
  /** Runs `fn` on one consistent state, which holds every write answered before. May run again. */
  read<T>(fn: (tx: ReadTx) => Promise<T>): Promise<T>;

  /**
   * Runs `fn` as if alone (serialisable) and commits when it resolves; nothing of it remains when it
   * throws. A constraint that a statement hit, a serialisation failure or a lost connection runs `fn`
   * again, so it has no other effect; its own checks throw AWS's errors. A statement's failure cannot
   * be caught and outlived. A constraint that fails again and again leaves as the database's error, a
   * defect of ours.
   */
  write<T>(fn: (tx: WriteTx) => Promise<T>): Promise<T>;

  /**
   * The identity epoch: raised by every committed change of who someone is or what they may do. It is
   * at least that of the last write answered before the call.
   */
  epoch(): number | Promise<number>;

  /** Waits for what is running, then lets go of the database. Further calls are refused. */
  close(): Promise<void>;

  /** Where the data is, for the banner; holds no secret. */
  describe(): string;
}

/** The store was used after `close`. */
export class StoreClosedError extends Error {
  override readonly name = 'StoreClosedError';

  constructor() {
    super('the store is closed');
  }
}

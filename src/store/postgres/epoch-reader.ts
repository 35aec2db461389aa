import type { Pool } from 'pg';
import { rerun } from '../rerun.ts';
import { StoreUnavailableError } from '../store-unavailable-error.ts';
import { judge } from './failures.ts';

/** So many rows are summed quickly; beyond, they are made into one. */
const FOLDED_BEYOND = 200;

const READ = {
  name: 'utsuwa-epoch',
  text: 'SELECT coalesce(sum(weight), 0) AS epoch, count(*) AS changes FROM identity_changes',
};

/**
 * In one statement, so that whoever sums sees the rows or what was made of them. Rows that another node
 * is folding are left to it.
 */
const FOLD = `
  WITH gone AS (
    DELETE FROM identity_changes
    WHERE id IN (SELECT id FROM identity_changes FOR UPDATE SKIP LOCKED)
    RETURNING id, weight
  )
  INSERT INTO identity_changes (id, weight) SELECT 'folded-' || max(id), sum(weight) FROM gone HAVING count(*) > 0`;

/**
 * Reads the identity epoch: the sum of what each committed write added. Each write inserts a row of its
 * own, as a counter that all write would have each wait for, and then fail upon, the other.
 *
 * Callers share a read that has not been sent yet, never one that has: what it will answer may be from
 * before they asked. So there is one read on its way and at most one waiting.
 */
export class EpochReader {
  readonly #pool: Pool;
  #sent: Promise<number> | undefined;
  #waiting: Promise<number> | undefined;
  #folding: Promise<unknown> | undefined;

  /** @param pool its own, so that no transaction stands before it */
  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** The epoch, from a read that begins after this call. */
  read(): Promise<number> {
    if (this.#sent === undefined) return this.#send();
    this.#waiting ??= this.#sendAfter(this.#sent);
    return this.#waiting;
  }

  /** Waits for what is on its way, and ends the pool. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#waiting, this.#sent, this.#folding]);
    await this.#pool.end();
  }

  async #sendAfter(sent: Promise<number>): Promise<number> {
    const [outcome] = await Promise.allSettled([sent]);
    this.#waiting = undefined;
    // Its last attempts began after these callers asked: they need not wait for as long again.
    if (outcome.status === 'rejected' && outcome.reason instanceof StoreUnavailableError)
      throw outcome.reason;
    return this.#send();
  }

  #send(): Promise<number> {
    const sent = rerun(() => this.#query(), judge).finally(() => {
      if (this.#sent === sent) this.#sent = undefined;
    });
    this.#sent = sent;
    return sent;
  }

  async #query(): Promise<number> {
    const { rows } = await this.#pool.query<{ epoch: number; changes: number }>(READ);
    const [row] = rows;
    if (row === undefined) throw new Error('an aggregate answers one row');
    if (row.changes > FOLDED_BEYOND) this.#fold();
    return row.epoch;
  }

  #fold(): void {
    this.#folding ??= this.#pool
      .query(FOLD)
      // The rows stay as they are, and a later read tries again.
      .catch(() => undefined)
      .finally(() => {
        this.#folding = undefined;
      });
  }
}

import { randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { OutcomeUnknownError } from '../outcome-unknown-error.ts';
import { rerun } from '../rerun.ts';
import { judge } from './failures.ts';

/** How long a commit is remembered: far longer than anyone asks for it. */
const REMEMBERED_MS = 60 * 60 * 1000;
/** How many commits of this node between two clearings. */
const CLEARED_EVERY = 1000;

const RECORD = {
  name: 'utsuwa-commit',
  text: 'INSERT INTO commits (id, at) VALUES ($1, $2)',
};
const RECORD_IDENTITY = {
  name: 'utsuwa-commit-identity',
  text: `WITH change AS (INSERT INTO identity_changes (id, weight) VALUES ($1, 1))
         INSERT INTO commits (id, at) VALUES ($1, $2)`,
};

/**
 * Commits writes so that the outcome is known even when the connection breaks meanwhile: each leaves a
 * row of its own in `commits`.
 */
export class Commits {
  readonly #pool: Pool;
  readonly #node = randomBytes(8).toString('hex');
  readonly #now: () => number;
  #count = 0;

  /** @param now real time, ms since 1970 */
  constructor(pool: Pool, now: () => number) {
    this.#pool = pool;
    this.#now = now;
  }

  /**
   * Ends the client's transaction. When it returns, the transaction is committed; when it throws, it is
   * not and never will be.
   *
   * @param changedIdentity whether the identity epoch is to be raised
   * @throws OutcomeUnknownError when the database stayed away for longer than anyone waits
   */
  async commit(client: PoolClient, changedIdentity: boolean): Promise<void> {
    const id = `${this.#node}-${++this.#count}`;
    const record = changedIdentity ? RECORD_IDENTITY : RECORD;
    // Sent together: if the first fails, the second rolls back.
    const [recorded, committed] = await Promise.allSettled([
      client.query({ ...record, values: [id, this.#now()] }),
      client.query('COMMIT'),
    ]);
    if (this.#count % CLEARED_EVERY === 0) this.#clear();
    for (const outcome of [recorded, committed]) {
      if (outcome.status === 'fulfilled') continue;
      if (judge(outcome.reason) === 'connection' && (await this.#wasCommitted(id))) return;
      throw outcome.reason;
    }
    if (committed.status === 'fulfilled' && committed.value.command !== 'COMMIT') {
      throw new Error('the database rolled back a transaction in which no statement had failed');
    }
  }

  /** Forgets commits that nobody asks for any more. */
  #clear(): void {
    const before = this.#now() - REMEMBERED_MS;
    // What a clearing that fails leaves, the next takes along.
    this.#pool.query('DELETE FROM commits WHERE at < $1', [before]).catch(() => undefined);
  }

  /**
   * Whether the write of this id was committed. Entering the id a second time waits for a transaction
   * that is still on its way with it; when the entry succeeds, that transaction can never commit.
   */
  async #wasCommitted(id: string): Promise<boolean> {
    const enter = () =>
      this.#pool.query('INSERT INTO commits (id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        id,
        this.#now(),
      ]);
    try {
      return (await rerun(enter, judge)).rowCount === 0;
    } catch (error) {
      throw new OutcomeUnknownError(error);
    }
  }
}

import type { Log } from '../../kernel/log.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';
import type { TrailEntry } from '../trail.ts';
import { recordOf, type KeptRequest, type RequestRecord } from './request-record.ts';

/** Keeps refused requests as they were decided, so that they can be explained later and on any node. */
export interface Refusals {
  /** Takes note of a refused request. Never fails, never waits, copies nothing. */
  note(entry: TrailEntry): void;
  /** @param id the request's, or the authorization id in its sentence */
  find(id: string): Promise<KeptRequest | undefined>;
  /** The last ones, newest first. */
  recent(limit: number): Promise<readonly RequestRecord[]>;
}

const WRITE_AFTER_MS = 500;

/** How many wait to be written at most; a flood of further ones is not kept. */
const MOST_WAITING = 2_000;

/** So that no batch holds requests up. */
const ROWS_AT_ONCE = 50;

/** What is larger is not kept: no honest request comes near. */
const LARGEST_RECORD = 256 * 1024;

/** How many permissions of one request are kept: deleting objects may ask for a thousand. */
const MOST_DECISIONS = 50;

/** Of so many, those that were refused are the ones to explain. */
function refusedOnly(entry: TrailEntry): TrailEntry {
  const refused = entry.decisions.filter(({ decision }) => !decision.allowed);
  return { ...entry, decisions: refused.slice(0, MOST_DECISIONS) };
}

/** AWS keeps them for 24 hours at least. */
const KEPT_MS = 48 * 3600 * 1000;
const MOST_KEPT = 20_000;

const PRUNE_EVERY_MS = 60_000;

/** Refusals in the store, written in batches outside the requests; the last half second may be lost in a crash. */
export class BatchedRefusals implements Refusals {
  readonly #store: Store;
  readonly #log: Log;
  #waiting: TrailEntry[] = [];
  /** The batch that is being written. */
  #leaving: readonly TrailEntry[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #prunedAt = 0;

  constructor(store: Store, log: Log) {
    this.#store = store;
    this.#log = log;
  }

  note(entry: TrailEntry): void {
    if (this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push(entry.decisions.length > MOST_DECISIONS ? refusedOnly(entry) : entry);
    this.#timer ??= setTimeout(() => void this.flush(), WRITE_AFTER_MS).unref();
  }

  async find(id: string): Promise<KeptRequest | undefined> {
    const here = this.#here().find((entry) => entry.requestId === id || entry.authorizationId === id);
    if (here !== undefined) return recordOf(here);
    return this.#store.read(async (tx) => {
      const row = await tx
        .selectFrom('refusals')
        .select('record')
        .where((eb) => eb.or([eb('request_id', '=', id), eb('authorization_id', '=', id)]))
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const record = JSON.parse(row.record) as RequestRecord;
      return { record, documents: await documentsOf(tx, record) };
    });
  }

  async recent(limit: number): Promise<readonly RequestRecord[]> {
    const here = this.#here().map((entry) => recordOf(entry).record);
    const rows = await this.#store.read((tx) =>
      tx.selectFrom('refusals').select('record').orderBy('at', 'desc').limit(limit).execute(),
    );
    const kept = rows.map(({ record }) => JSON.parse(record) as RequestRecord);
    const known = new Set(kept.map(({ requestId }) => requestId));
    const all = [...here.filter(({ requestId }) => !known.has(requestId)), ...kept];
    return all.sort((a, b) => b.at - a.at).slice(0, limit);
  }

  /** Writes what waits; resolves when it is written, or was given up and logged. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  #here(): readonly TrailEntry[] {
    return [...this.#leaving, ...this.#waiting];
  }

  async #write(): Promise<void> {
    const batch = this.#waiting;
    if (batch.length === 0) return;
    this.#waiting = [];
    this.#leaving = batch;
    try {
      for (let at = 0; at < batch.length; at += ROWS_AT_ONCE) {
        const some = batch.slice(at, at + ROWS_AT_ONCE).map(recordOf);
        await this.#store.write((tx) => insert(tx, some));
      }
      await this.#prune(batch.at(-1)?.at ?? 0);
    } catch (error) {
      this.#log.error('refused requests could not be written', error);
    } finally {
      this.#leaving = [];
    }
  }

  async #prune(now: number): Promise<void> {
    if (now - this.#prunedAt < PRUNE_EVERY_MS) return;
    this.#prunedAt = now;
    await this.#store.write((tx) => prune(tx, now - KEPT_MS, MOST_KEPT));
  }
}

async function documentsOf(tx: ReadTx, { policies }: RequestRecord): Promise<ReadonlyMap<string, string>> {
  const digests = [...new Set(policies.map(({ digest }) => digest))];
  if (digests.length === 0) return new Map();
  const rows = await tx
    .selectFrom('refusal_documents')
    .select(['digest', 'document'])
    .where('digest', 'in', digests)
    .execute();
  return new Map(rows.map(({ digest, document }) => [digest, document]));
}

async function insert(tx: WriteTx, kept: readonly KeptRequest[]): Promise<void> {
  const rows = kept.flatMap(({ record }) => {
    const text = JSON.stringify(record);
    if (text.length > LARGEST_RECORD || text.includes('\\u0000')) return [];
    const { requestId, authorizationId = null, at } = record;
    return [{ request_id: requestId, authorization_id: authorizationId, at, record: text }];
  });
  if (rows.length > 0) {
    await tx
      .insertInto('refusals')
      .values(rows)
      .onConflict((conflict) => conflict.column('request_id').doNothing())
      .execute();
  }
  const documents = new Map(
    kept.flatMap(({ record, documents }) =>
      [...documents].map(([digest, document]) => [digest, { digest, document, used_at: record.at }] as const),
    ),
  );
  // In one order on every node, so that two batches never wait for each other.
  const sorted = [...documents.values()].sort((a, b) => (a.digest < b.digest ? -1 : 1));
  for (const row of sorted) {
    await tx
      .insertInto('refusal_documents')
      .values(row)
      .onConflict((conflict) => conflict.column('digest').doUpdateSet({ used_at: row.used_at }))
      .execute();
  }
}

/** Forgets what is older than `before`, and the oldest of more than `most`; then documents that nothing kept needs. */
export async function prune(tx: WriteTx, before: number, most: number): Promise<void> {
  const last = await tx
    .selectFrom('refusals')
    .select('at')
    .orderBy('at', 'desc')
    .offset(most)
    .limit(1)
    .executeTakeFirst();
  const oldest = Math.max(before, last === undefined ? before : last.at + 1);
  await tx.deleteFrom('refusals').where('at', '<', oldest).execute();
  await tx.deleteFrom('refusal_documents').where('used_at', '<', oldest).execute();
}

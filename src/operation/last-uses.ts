import type { Caller } from '../kernel/caller.ts';
import type { Log } from '../kernel/log.ts';
import type { Soon } from '../kernel/soon.ts';
import type { LastUseRow } from '../store/identity-tables.ts';
import { prepared } from '../store/prepared.ts';
import type { Store, WriteTx } from '../store/store.ts';

/** When, for which service and in which region something was last used. */
export interface LastUse {
  readonly usedAt: Date;
  readonly service: string;
  readonly region: string;
}

/** Knows when access keys and roles were last used, and by each user and role each service. */
export interface LastUses {
  /**
   * Takes note that credentials were used. Never fails and never waits.
   * @param actions what it was decided whether they may, as `iam:CreateUser`
   */
  note(caller: Caller, use: LastUse, actions?: Iterable<string>): void;
  /** @param id an access key's id or a role's `AROA…` @returns `undefined` when it was never used */
  of(id: string): Soon<LastUse | undefined>;
  /** Writes what waits; resolves when it is written, or was given up and logged. */
  flush(): Promise<void>;
}

const byId = prepared((db, p: { id: string }) =>
  db.selectFrom('last_uses').selectAll().where('id', '=', p.id),
);

const WRITE_AFTER_MS = 500;

/** How many keys and roles wait to be written at most; a flood of further ones is forgotten. */
const MOST_WAITING = 10_000;

/** How many are remembered as they were read. */
const MOST_READ = 1000;

/** So that no batch holds requests up. */
const ROWS_AT_ONCE = 100;

/**
 * Last uses in the store, written in batches outside the requests: a use that was noted in the last
 * half second before a crash is lost, as is fitting for what AWS itself reports hours late.
 */
export class BatchedLastUses implements LastUses {
  readonly #store: Store;
  readonly #log: Log;
  #waiting = new Map<string, LastUse>();
  /** The batch that is being written. */
  #leaving: ReadonlyMap<string, LastUse> = new Map();
  /**
   * What was read of the store since the last write of ours, for half a second at most: as late as that other
   * servers write theirs. A read that a write overtakes ends up in a map that is given up.
   */
  #read = new Map<string, LastUse | undefined>();
  #forgetting: NodeJS.Timeout | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(store: Store, log: Log) {
    this.#store = store;
    this.#log = log;
  }

  note(caller: Caller, use: LastUse, actions: Iterable<string> = []): void {
    const id = usedBy(caller);
    if (id !== undefined) this.#note(id, use);
    if (caller.kind === 'user' || caller.kind === 'assumed-role') {
      this.#note(`${caller.principalId}/${use.service}`, use);
      for (const action of actions) this.#note(`${caller.principalId}/${action}`, use);
    }
  }

  #note(id: string, use: LastUse): void {
    if (this.#waiting.size >= MOST_WAITING && !this.#waiting.has(id)) return;
    this.#waiting.set(id, use);
    this.#timer ??= setTimeout(() => void this.flush(), WRITE_AFTER_MS).unref();
  }

  /** The use that was noted here and does not stand in the store yet, when there is one. */
  recent(id: string): LastUse | undefined {
    return this.#waiting.get(id) ?? this.#leaving.get(id);
  }

  of(id: string): Soon<LastUse | undefined> {
    const recent = this.recent(id) ?? this.#read.get(id);
    return recent !== undefined || this.#read.has(id) ? recent : this.#load(id);
  }

  async #load(id: string): Promise<LastUse | undefined> {
    const read = this.#read;
    const row = await this.#store.read((tx) => byId.first(tx, { id }));
    const use = row && {
      usedAt: new Date(row.used_at),
      service: row.service ?? '',
      region: row.region ?? '',
    };
    if (read.size < MOST_READ) read.set(id, use);
    this.#forgetting ??= setTimeout(() => this.#forget(), WRITE_AFTER_MS).unref();
    return use;
  }

  #forget(): void {
    clearTimeout(this.#forgetting);
    this.#forgetting = undefined;
    this.#read = new Map();
  }

  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const batch = this.#waiting;
    if (batch.size === 0) return;
    this.#waiting = new Map();
    this.#leaving = batch;
    const rows = [...batch].map(([id, { usedAt, service, region }]) => ({
      id,
      used_at: usedAt.getTime(),
      service,
      region,
    }));
    try {
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
        const some = rows.slice(at, at + ROWS_AT_ONCE);
        await this.#store.write((tx) => upsert(tx, some));
      }
    } catch (error) {
      this.#log.error('the times of last use could not be written', error);
    } finally {
      this.#forget();
      this.#leaving = new Map();
    }
  }
}

async function upsert(tx: WriteTx, rows: readonly LastUseRow[]): Promise<void> {
  await tx
    .insertInto('last_uses')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((eb) => ({
          used_at: eb.ref('excluded.used_at'),
          service: eb.ref('excluded.service'),
          region: eb.ref('excluded.region'),
        }))
        .whereRef('last_uses.used_at', '<=', 'excluded.used_at'),
    )
    .execute();
}

/** Whose last use a call is: the long-term key's or the role's. */
function usedBy(caller: Caller): string | undefined {
  switch (caller.kind) {
    case 'user':
      return caller.session === undefined ? caller.accessKeyId : undefined;
    case 'assumed-role':
      return caller.principalId;
    case 'root':
    case 'federated-user':
    case 'anonymous':
    case 'service':
      return undefined;
  }
}

/** When a user or role last used a service, or one action of it. */
export interface PrincipalUse extends LastUse {
  /** As `iam`, or `iam:CreateUser`. */
  readonly what: string;
}

/** The last use that a user or role made of each service and of each action, as far as it is written. @param principalId `AIDA…`, `AROA…` */
export async function usesBy(store: Store, principalId: string): Promise<readonly PrincipalUse[]> {
  const rows = await store.read((tx) =>
    tx
      .selectFrom('last_uses')
      .selectAll()
      .where('id', '>', `${principalId}/`)
      .where('id', '<', `${principalId}0`)
      .execute(),
  );
  return rows.map(({ id, used_at, service, region }) => ({
    what: id.slice(principalId.length + 1),
    usedAt: new Date(used_at),
    service: service ?? '',
    region: region ?? '',
  }));
}

/** Forgets all uses of a user or role that is deleted. */
export async function forgetUses(tx: WriteTx, principalId: string): Promise<void> {
  await tx.deleteFrom('last_uses').where('id', '=', principalId).execute();
  await tx
    .deleteFrom('last_uses')
    .where('id', '>', `${principalId}/`)
    .where('id', '<', `${principalId}0`)
    .execute();
}

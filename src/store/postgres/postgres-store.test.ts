import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCuttingProxy } from '../../../test/cutting-proxy.ts';
import { type PostgresServer, startPostgres } from '../../../test/postgres-server.ts';
import { objectBytesContract } from '../object-bytes.contract.ts';
import { type OpenedStore, openStore } from '../open-store.ts';
import type { Store } from '../store.ts';
import { storeContract } from '../store.contract.ts';

let server: PostgresServer;
let databases = 0;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
});

const newDatabase = (): Promise<string> => server.database(`d${databases++}`);
const open = async (): Promise<OpenedStore> =>
  openStore({ kind: 'postgres', url: await newDatabase() }, { blobGraceMs: 200 });

storeContract('PostgreSQL', async () => (await open()).store);
objectBytesContract('PostgreSQL', open);

describe('two nodes on one PostgreSQL', () => {
  let nodes: OpenedStore[];

  beforeAll(async () => {
    const url = await newDatabase();
    // They start at once on an empty database: one makes the tables.
    nodes = await Promise.all([1, 2, 3].map(() => openStore({ kind: 'postgres', url })));
  });
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.close()));
  });
  const node = (n: number): Store => {
    const found = nodes[n];
    if (found === undefined) throw new Error(`no node ${n}`);
    return found.store;
  };

  test('see what the other has answered, and its epoch is raised on both', async () => {
    const before = await node(1).epoch();
    await node(0).write((tx) => tx.insertInto('settings').values({ name: 'a', value: '1' }).execute());
    expect(await node(1).epoch()).toBeGreaterThan(before);
    const row = await node(1).read((tx) => tx.selectFrom('settings').select('value').executeTakeFirst());
    expect(row).toEqual({ value: '1' });
  });

  test('of 300 racing pairs for one place each has one winner', async () => {
    const race = (pair: number, n: number): Promise<'won' | 'lost'> =>
      node(n).write(async (tx) => {
        const held = await tx
          .selectFrom('last_uses')
          .select('id')
          .where('service', '=', `p${pair}`)
          .execute();
        if (held.length > 0) return 'lost';
        await tx
          .insertInto('last_uses')
          .values({ id: `${pair}-${n}`, used_at: 1, service: `p${pair}` })
          .execute();
        return 'won';
      });
    const pairs = Array.from({ length: 300 }, (_, pair) => Promise.all([race(pair, 0), race(pair, 1)]));
    const winners = (await Promise.all(pairs)).map(
      (pair) => pair.filter((outcome) => outcome === 'won').length,
    );
    expect(winners.filter((count) => count !== 1)).toEqual([]);
  });

  test('the epoch never falls while its rows are folded into one', async () => {
    const start = await node(0).epoch();
    const epochs: number[] = [];
    const write = async (n: number): Promise<void> => {
      for (let i = 0; i < 150; i++) {
        await node(n).write((tx) =>
          tx
            .insertInto('settings')
            .values({ name: `f${n}-${i}`, value: '' })
            .execute(),
        );
        epochs.push(await node(n).epoch());
      }
    };
    await Promise.all([write(0), write(1)]);
    const sorted = [...epochs].sort((a, b) => a - b);
    expect(epochs.every((epoch, i) => epoch >= (epochs[i - 8] ?? start))).toBe(true);
    expect(sorted.at(-1)).toBe(start + 300);
    expect(await node(2).epoch()).toBe(start + 300);
  });
});

describe('when the database goes away', () => {
  test.each(['fast', 'immediate'] as const)(
    'a restart (%s) neither loses an answer nor does a write twice',
    async (how) => {
      const { store, close } = await open();
      await startCounters(store, 6);
      const stopping = new AbortController();
      const writer = async (name: string): Promise<number> => {
        let answered = 0;
        while (!stopping.signal.aborted) {
          await increment(store, name);
          answered++;
        }
        return answered;
      };
      const writers = Array.from({ length: 6 }, (_, i) => writer(`c${i}`));
      for (let i = 0; i < 3; i++) {
        await sleep(150);
        await server.restart(how);
      }
      await sleep(150);
      stopping.abort();
      const answered = await Promise.all(writers);
      expect(await counters(store)).toEqual(answered);
      expect(Math.min(...answered)).toBeGreaterThan(0);
      await close();
    },
  );

  test('an idle store outlives it', async () => {
    const { store, close } = await open();
    await startCounters(store, 1);
    const epoch = await store.epoch();
    await server.restart('immediate');
    expect(await counters(store)).toEqual([0]);
    expect(await store.epoch()).toBe(epoch);
    await close();
  });

  test.each(['before', 'after'] as const)(
    'a connection cut just %s a commit is found out: the write is done once',
    async (when) => {
      const proxy = await startCuttingProxy(await newDatabase());
      const { store, close } = await openStore({ kind: 'postgres', url: proxy.url });
      await startCounters(store, 1);
      for (let i = 0; i < 5; i++) {
        proxy.cutNextCommit(when);
        await increment(store, 'c0');
      }
      expect(await counters(store)).toEqual([5]);
      await close();
      await proxy.close();
    },
  );

  test('a start waits for a database that is just starting', async () => {
    const url = await newDatabase();
    const restarting = server.restart();
    const { store, close } = await openStore({ kind: 'postgres', url });
    await restarting;
    await startCounters(store, 1);
    expect(await counters(store)).toEqual([0]);
    await close();
  });
});

describe('a place that cannot be the store', () => {
  test('a database that does not exist is named by PostgreSQL', async () => {
    const url = (await newDatabase()).replace(/\/[^/]*$/, '/nowhere');
    await expect(openStore({ kind: 'postgres', url })).rejects.toThrow('database "nowhere" does not exist');
  });

  test('what is no URL is refused without repeating it, as it may hold a password', async () => {
    await expect(openStore({ kind: 'postgres', url: 'secret' })).rejects.toThrow(/^the store is not a URL/);
  });

  test('the description holds neither user nor password', async () => {
    const url = new URL(await newDatabase());
    url.password = 'hunter2';
    const { store, close } = await openStore({ kind: 'postgres', url: url.href });
    expect(store.describe()).toBe(`PostgreSQL at ${url.host}${url.pathname}`);
    await close();
  });
});

async function startCounters(store: Store, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, i) => ({ name: `c${i}`, value: '0' }));
  await store.write((tx) => tx.insertInto('settings').values(rows).execute());
}

function increment(store: Store, name: string): Promise<void> {
  return store.write(async (tx) => {
    const row = await tx
      .selectFrom('settings')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    await tx
      .updateTable('settings')
      .set({ value: String(Number(row.value) + 1) })
      .where('name', '=', name)
      .execute();
  });
}

async function counters(store: Store): Promise<number[]> {
  const rows = await store.read((tx) => tx.selectFrom('settings').select('value').orderBy('name').execute());
  return rows.map((row) => Number(row.value));
}

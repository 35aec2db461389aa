import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../open-store.ts';
import { SCHEMA_VERSION } from '../schema-version.ts';
import { objectBytesContract } from '../object-bytes.contract.ts';
import { storeContract } from '../store.contract.ts';
import { SqliteConnection } from './sqlite-connection.ts';

let root: string;
let places = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'utsuwa-store-'));
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

const directory = (): string => join(root, String(places++));

storeContract('SQLite', async () => (await openStore({ kind: 'sqlite', directory: directory() })).store);
storeContract('SQLite in memory', async () => (await openStore({ kind: 'memory' })).store);
objectBytesContract('files', () => openStore({ kind: 'sqlite', directory: directory() }));
objectBytesContract('temporary files', () => openStore({ kind: 'memory' }));

describe('a data directory', () => {
  test('keeps what was written', async () => {
    const place = { kind: 'sqlite', directory: directory() } as const;
    const first = await openStore(place);
    await first.store.write((tx) => tx.insertInto('settings').values({ name: 'a', value: '1' }).execute());
    await first.store.close();
    const second = await openStore(place);
    const rows = await second.store.read((tx) => tx.selectFrom('settings').selectAll().execute());
    await second.store.close();
    expect(rows).toEqual([{ name: 'a', value: '1' }]);
  });

  test('is held by one: a second start is told who holds it', async () => {
    const place = { kind: 'sqlite', directory: directory() } as const;
    const { store } = await openStore(place);
    await expect(openStore(place)).rejects.toThrow(
      `the data directory \`${place.directory}\` is in use by process ${process.pid}: stop it, or choose another directory`,
    );
    await store.close();
    const next = await openStore(place);
    await next.store.close();
  });

  test('that cannot be made, or holds something else, is refused by name', async () => {
    const file = join(root, 'a-file');
    await writeFile(file, 'text');
    await expect(openStore({ kind: 'sqlite', directory: file })).rejects.toThrow(
      `the data directory \`${file}\` cannot be used: ENOTDIR`,
    );
    const foreign = directory();
    await mkdir(foreign);
    await writeFile(join(foreign, 'utsuwa.db'), 'this is no database, but somebody made it so'.repeat(100));
    await expect(openStore({ kind: 'sqlite', directory: foreign })).rejects.toThrow(
      `the data directory \`${foreign}\` cannot be used: file is not a database`,
    );
  });

  test('lets nobody else read the database, which holds secrets', async () => {
    const place = { kind: 'sqlite', directory: directory() } as const;
    await mkdir(place.directory, { mode: 0o755 });
    const { store } = await openStore(place);
    await store.write((tx) => tx.insertInto('settings').values({ name: 'a', value: '1' }).execute());
    const modes = ['utsuwa.db', 'utsuwa.db-wal'].map(
      async (name) => (await stat(join(place.directory, name))).mode & 0o777,
    );
    expect(await Promise.all(modes)).toEqual([0o600, 0o600]);
    await store.close();
  });

  test('closed in order holds one file, without log and lock', async () => {
    const place = { kind: 'sqlite', directory: directory() } as const;
    const { store } = await openStore(place);
    await store.close();
    expect(await readdir(place.directory)).toEqual(['utsuwa.db']);
  });
});

describe('a database of another version', () => {
  test('that is newer is refused, and says what to do', async () => {
    const place = { kind: 'sqlite', directory: directory() } as const;
    await (await openStore(place)).close();
    const connection = new SqliteConnection(join(place.directory, 'utsuwa.db'));
    connection.exec('PRAGMA user_version = 999');
    connection.close();
    await expect(openStore(place)).rejects.toThrow(
      `the data in \`${place.directory}\` was written by a newer utsuwa (schema 999, this one knows ${SCHEMA_VERSION})`,
    );
  });

  test('that is up to date opens in less than 20 ms', async () => {
    const place = { kind: 'sqlite', directory: directory() } as const;
    await (await openStore(place)).close();
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const began = performance.now();
      const opened = await openStore(place);
      times.push(performance.now() - began);
      await opened.close();
    }
    expect(Math.min(...times)).toBeLessThan(20);
  });
});

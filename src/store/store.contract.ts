import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { prepared } from './prepared.ts';
import type { ReadTx, Store, WriteTx } from './store.ts';
import { StoreClosedError } from './store.ts';

const ACCOUNT = '000000000000';

const roleByName = prepared((db, p: { accountId: string; nameKey: string }) =>
  db.selectFrom('roles').selectAll().where('account_id', '=', p.accountId).where('name_key', '=', p.nameKey),
);

/**
 * What every store does. Each run gives its own way to open one store after another on an empty place.
 *
 * @param open opens a store on a place of its own, empty but for the schema
 */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`the store on ${name}`, () => {
    let store: Store;

    beforeAll(async () => {
      store = await open();
    });
    afterAll(async () => {
      await store.close();
    });
    beforeEach(async () => {
      await store.write(async (tx) => {
        await empty(tx);
        await tx.insertInto('accounts').values({ account_id: ACCOUNT, created_at: 1 }).execute();
      });
    });

    describe('a write', () => {
      test('answers what its function answers, and later reads see it', async () => {
        expect(await store.write((tx) => addRole(tx, 'Admin').then(() => 'done'))).toBe('done');
        expect(await roleNames(store)).toEqual(['Admin']);
      });

      test('reads what it has written itself', async () => {
        const seen = await store.write(async (tx) => {
          await addRole(tx, 'Admin');
          return tx.selectFrom('roles').select('name').execute();
        });
        expect(seen).toEqual([{ name: 'Admin' }]);
      });

      test('leaves nothing when its function throws, and lets that error out', async () => {
        const refusal = new Error('no');
        const refused = store.write(async (tx) => {
          await addRole(tx, 'Admin');
          throw refusal;
        });
        await expect(refused).rejects.toBe(refusal);
        expect(await roleNames(store)).toEqual([]);
      });

      test('is atomic over several tables', async () => {
        const broken = store.write(async (tx) => {
          await addRole(tx, 'Admin');
          await tx.insertInto('tags').values(tag('AROAAdmin', 'team')).execute();
          await tx.insertInto('tags').values(tag('AROAAdmin', 'team')).execute();
        });
        await expect(broken).rejects.toThrow(/unique|duplicate/i);
        const tags = await store.read((tx) => tx.selectFrom('tags').selectAll().execute());
        expect({ roles: await roleNames(store), tags }).toEqual({ roles: [], tags: [] });
      });

      test('cannot outlive a statement that failed, even when its function caught the error', async () => {
        const caught = store.write(async (tx) => {
          await addRole(tx, 'Admin');
          await addRole(tx, 'Admin').catch(() => 'ignored');
        });
        await expect(caught).rejects.toThrow(/unique|duplicate/i);
        expect(await roleNames(store)).toEqual([]);
      });

      test('runs again when a statement hits a constraint', async () => {
        await store.write((tx) => addRole(tx, 'Admin'));
        let runs = 0;
        const name = await store.write(async (tx) => {
          runs++;
          const free = runs === 1 ? 'Admin' : `Admin${runs}`;
          await addRole(tx, free);
          return free;
        });
        expect({ name, runs }).toEqual({ name: 'Admin2', runs: 2 });
      });

      test('ends with the error of a constraint that fails again and again', async () => {
        await store.write((tx) => addRole(tx, 'Admin'));
        let runs = 0;
        const failing = store.write((tx) => {
          runs++;
          return addRole(tx, 'Admin');
        });
        await expect(failing).rejects.toThrow(/unique|duplicate/i);
        expect(runs).toBeGreaterThan(1);
        expect(runs).toBeLessThan(20);
      });

      test('of 16 racers for one place has one winner', async () => {
        const racers = Array.from({ length: 16 }, (_, i) =>
          store.write(async (tx) => {
            const taken = await tx
              .selectFrom('roles')
              .select('role_id')
              .where('name_key', '=', 'one')
              .execute();
            if (taken.length > 0) return 'lost';
            await addRole(tx, 'One', `AROA${i}`);
            return 'won';
          }),
        );
        const outcomes = await Promise.all(racers);
        expect(outcomes.filter((outcome) => outcome === 'won')).toHaveLength(1);
      });

      test('of 16 racers for a place that no constraint guards has one winner', async () => {
        const racers = Array.from({ length: 16 }, (_, i) =>
          store.write(async (tx) => {
            const held = await tx.selectFrom('inline_policies').select('name').execute();
            if (held.length > 0) return 'lost';
            await tx
              .insertInto('inline_policies')
              .values({ owner_id: 'AROA', name: `P${i}`, document: '{}' })
              .execute();
            return 'won';
          }),
        );
        const outcomes = await Promise.all(racers);
        expect(outcomes.filter((outcome) => outcome === 'won')).toHaveLength(1);
      });

      test('admits no write skew: two who each check the other cannot both go', async () => {
        for (let round = 0; round < 20; round++) {
          await store.write(async (tx) => {
            await tx.deleteFrom('settings').execute();
            await tx
              .insertInto('settings')
              .values([setting('a', 'on duty'), setting('b', 'on duty')])
              .execute();
          });
          const leave = (who: string): Promise<void> =>
            store.write(async (tx) => {
              const onDuty = await tx
                .selectFrom('settings')
                .select('name')
                .where('value', '=', 'on duty')
                .execute();
              if (onDuty.length < 2) return;
              await tx.updateTable('settings').set({ value: 'gone' }).where('name', '=', who).execute();
            });
          await Promise.all([leave('a'), leave('b')]);
          const left = await store.read((tx) =>
            tx.selectFrom('settings').select('name').where('value', '=', 'on duty').execute(),
          );
          expect(left).toHaveLength(1);
        }
      });

      test('loses no increment of 100 at once', async () => {
        await store.write((tx) => tx.insertInto('settings').values(setting('count', '0')).execute());
        const increments = Array.from({ length: 100 }, () =>
          store.write(async (tx) => {
            const row = await tx.selectFrom('settings').select('value').executeTakeFirstOrThrow();
            await tx
              .updateTable('settings')
              .set({ value: String(Number(row.value) + 1) })
              .execute();
          }),
        );
        await Promise.all(increments);
        const row = await store.read((tx) => tx.selectFrom('settings').select('value').executeTakeFirst());
        expect(row).toEqual({ value: '100' });
      });

      test('refuses to delete what a row still refers to', async () => {
        await store.write(async (tx) => {
          await addRole(tx, 'Admin');
          await tx
            .insertInto('instance_profiles')
            .values({ ...named('Profile'), profile_id: 'AIPA1', role_id: 'AROAAdmin' })
            .execute();
        });
        const deletion = store.write((tx) => tx.deleteFrom('roles').execute());
        await expect(deletion).rejects.toThrow(/foreign key/i);
        expect(await roleNames(store)).toEqual(['Admin']);
      });

      test('counts the rows that it changed', async () => {
        await store.write((tx) => addRole(tx, 'Admin'));
        const counts = await store.write(async (tx) => {
          const update = (name: string) =>
            tx.updateTable('roles').set({ path: '/x/' }).where('name', '=', name).executeTakeFirst();
          const none = await update('Nobody');
          const one = await update('Admin');
          const again = await tx
            .insertInto('settings')
            .values([setting('a', '1')])
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirst();
          const kept = await tx
            .insertInto('settings')
            .values([setting('a', '2')])
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirst();
          const gone = await tx.deleteFrom('roles').executeTakeFirst();
          return [
            none.numUpdatedRows,
            one.numUpdatedRows,
            again.numInsertedOrUpdatedRows,
            kept.numInsertedOrUpdatedRows,
            gone.numDeletedRows,
          ];
        });
        expect(counts).toEqual([0n, 1n, 1n, 0n, 1n]);
      });

      test('answers the rows that a statement returns', async () => {
        const rows = await store.write((tx) =>
          tx
            .insertInto('settings')
            .values([setting('a', '1'), setting('b', '2')])
            .returning('name')
            .execute(),
        );
        expect(rows).toEqual([{ name: 'a' }, { name: 'b' }]);
      });
    });

    describe('a read', () => {
      test('changes nothing', async () => {
        const writing = store.read((tx) => addRole(tx as WriteTx, 'Admin'));
        await expect(writing).rejects.toThrow('a read changes nothing');
        expect(await roleNames(store)).toEqual([]);
      });

      test('sees one state, whatever is written meanwhile', async () => {
        await store.write((tx) =>
          tx
            .insertInto('settings')
            .values([setting('a', '0'), setting('b', '0')])
            .execute(),
        );
        const writers = Array.from({ length: 20 }, (_, i) =>
          store.write(async (tx) => {
            await tx
              .updateTable('settings')
              .set({ value: String(i + 1) })
              .where('name', '=', 'a')
              .execute();
            await tx
              .updateTable('settings')
              .set({ value: String(i + 1) })
              .where('name', '=', 'b')
              .execute();
          }),
        );
        const readers = Array.from({ length: 20 }, () =>
          store.read(async (tx) => {
            const a = await tx
              .selectFrom('settings')
              .select('value')
              .where('name', '=', 'a')
              .executeTakeFirst();
            const b = await tx
              .selectFrom('settings')
              .select('value')
              .where('name', '=', 'b')
              .executeTakeFirst();
            return [a?.value, b?.value];
          }),
        );
        const [pairs] = await Promise.all([Promise.all(readers), Promise.all(writers)]);
        for (const [a, b] of pairs) expect(a).toBe(b);
      });

      test('by a prepared query answers what the built query answers', async () => {
        await store.write((tx) => addRole(tx, 'Admin'));
        const found = await store.read((tx) =>
          roleByName.first(tx, { accountId: ACCOUNT, nameKey: 'admin' }),
        );
        const built = await store.read((tx) => tx.selectFrom('roles').selectAll().executeTakeFirst());
        expect(found).toEqual(built);
        expect(found?.name).toBe('Admin');
        expect(await store.read((tx) => roleByName.all(tx, { accountId: ACCOUNT, nameKey: 'x' }))).toEqual(
          [],
        );
      });

      test('ends with its function: a transaction kept beyond it is of no use', async () => {
        let kept: ReadTx | undefined;
        await store.read(async (tx) => {
          kept = tx;
        });
        await expect(kept?.selectFrom('roles').selectAll().execute()).rejects.toThrow('after its end');
      });
    });

    describe('a value', () => {
      test('is text of any script, and sorts by its UTF-8 bytes', async () => {
        const names = [
          'Zebra',
          'apple',
          'Äpfel',
          '器',
          '😀',
          '',
          'a b',
          "o'hare",
          '_',
          'ﬀ',
          'A',
          'a',
          '%',
          '\\',
        ];
        await store.write((tx) =>
          tx
            .insertInto('settings')
            .values(names.map((name) => setting(name, '')))
            .execute(),
        );
        const rows = await store.read((tx) =>
          tx.selectFrom('settings').select('name').orderBy('name').execute(),
        );
        expect(rows.map((row) => row.name)).toEqual(
          [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
        );
      });

      test('compares by its UTF-8 bytes, so that a listing goes on where it stopped', async () => {
        const names = ['A', 'B', '_', 'a', 'b', 'ä', '器'];
        await store.write((tx) =>
          tx
            .insertInto('settings')
            .values(names.map((name) => setting(name, '')))
            .execute(),
        );
        for (const [i, name] of names.entries()) {
          const after = await store.read((tx) =>
            tx
              .selectFrom('settings')
              .select('name')
              .where('name', '>', name)
              .orderBy('name')
              .limit(3)
              .execute(),
          );
          expect(after.map((row) => row.name)).toEqual(names.slice(i + 1, i + 4));
        }
      });

      test('is found by a pattern that minds case', async () => {
        const names = ['Admin', 'admin', 'ADMIN', 'adm'];
        await store.write((tx) =>
          tx
            .insertInto('settings')
            .values(names.map((name) => setting(name, '')))
            .execute(),
        );
        const rows = await store.read((tx) =>
          tx.selectFrom('settings').select('name').where('name', 'like', 'admi%').execute(),
        );
        expect(rows).toEqual([{ name: 'admin' }]);
      });

      test('of a comparison is 0 or 1', async () => {
        await store.write((tx) => tx.insertInto('settings').values(setting('a', 'x')).execute());
        const row = await store.read((tx) =>
          tx
            .selectFrom('settings')
            .select((eb) => [eb('value', '=', 'x').as('same'), eb('value', '=', 'y').as('other')])
            .executeTakeFirst(),
        );
        expect(row).toEqual({ same: 1, other: 0 });
      });

      test('is an integer to 2^53-1 either way', async () => {
        const integers = [0, 1, -1, 2 ** 31, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
        await store.write((tx) =>
          tx
            .insertInto('last_uses')
            .values(integers.map((used_at, i) => ({ id: String(i), used_at })))
            .execute(),
        );
        const rows = await store.read((tx) =>
          tx.selectFrom('last_uses').select(['used_at', 'service']).orderBy('id').execute(),
        );
        expect(rows).toEqual(integers.map((used_at) => ({ used_at, service: null })));
      });

      test('of a count or a sum is a number', async () => {
        await store.write((tx) =>
          tx
            .insertInto('last_uses')
            .values([
              { id: 'a', used_at: 2 ** 40 },
              { id: 'b', used_at: 2 ** 40 },
            ])
            .execute(),
        );
        const row = await store.read((tx) =>
          tx
            .selectFrom('last_uses')
            .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.sum<number>('used_at').as('sum')])
            .executeTakeFirst(),
        );
        expect(row).toEqual({ count: 2, sum: 2 ** 41 });
      });

      test.each([
        ['a boolean', true],
        ['a fraction', 1.5],
        ['an integer past 2^53-1', 2 ** 53],
        ['not a number', Number.NaN],
        ['a bigint', 1n],
        ['a date', new Date(0)],
        ['text with U+0000', 'a\0b'],
      ])('is refused when it is %s', async (_, value) => {
        const writing = store.write((tx) =>
          tx
            .insertInto('last_uses')
            .values({ id: 'x', used_at: value as number })
            .execute(),
        );
        await expect(writing).rejects.toThrow(TypeError);
      });

      test('a megabyte long comes back whole', async () => {
        const value = '器x'.repeat(250_000);
        await store.write((tx) => tx.insertInto('settings').values(setting('long', value)).execute());
        const row = await store.read((tx) => tx.selectFrom('settings').select('value').executeTakeFirst());
        expect(row?.value === value).toBe(true);
      });
    });

    describe('the epoch', () => {
      test('is raised by a committed change of identity, and answered no lower after the write', async () => {
        const before = await store.epoch();
        await store.write((tx) => addRole(tx, 'Admin'));
        const created = await store.epoch();
        await store.write((tx) => tx.updateTable('roles').set({ path: '/x/' }).execute());
        const updated = await store.epoch();
        await store.write((tx) => tx.deleteFrom('roles').execute());
        const deleted = await store.epoch();
        expect(created).toBeGreaterThan(before);
        expect(updated).toBeGreaterThan(created);
        expect(deleted).toBeGreaterThan(updated);
      });

      test('stays when nothing of identity changes: other tables, times of last use, reads, refused writes', async () => {
        const before = await store.epoch();
        await store.write((tx) => tx.insertInto('last_uses').values({ id: 'AKIA', used_at: 1 }).execute());
        await store.write((tx) => tx.insertInto('resource_tags').values(tag('i-1', 'Name')).execute());
        await roleNames(store);
        expect(await store.epoch()).toBe(before);
      });

      test('every_answered_change_is_under_a_greater_epoch, with many writers and readers at once', async () => {
        const writer = async (w: number): Promise<void> => {
          for (let i = 0; i < 10; i++) {
            const before = await store.epoch();
            await store.write((tx) =>
              tx
                .insertInto('tags')
                .values(tag(`AIDA${w}`, `k${i}`))
                .execute(),
            );
            expect(await store.epoch()).toBeGreaterThan(before);
          }
        };
        await Promise.all(Array.from({ length: 8 }, (_, w) => writer(w)));
      });

      test('what_was_read_under_an_epoch_is_no_older_than_it', async () => {
        await store.write((tx) => tx.insertInto('settings').values(setting('n', '0')).execute());
        const atEpoch: { epoch: number; n: number }[] = [];
        const written = new Map<number, number>();
        const write = async (): Promise<void> => {
          for (let i = 1; i <= 30; i++) {
            await store.write((tx) =>
              tx
                .updateTable('settings')
                .set({ value: String(i) })
                .execute(),
            );
            written.set(await store.epoch(), i);
          }
        };
        const read = async (): Promise<void> => {
          for (let i = 0; i < 60; i++) {
            const epoch = await store.epoch();
            const row = await store.read((tx) =>
              tx.selectFrom('settings').select('value').executeTakeFirst(),
            );
            atEpoch.push({ epoch, n: Number(row?.value) });
          }
        };
        await Promise.all([write(), read(), read()]);
        const tooOld = atEpoch.filter(({ epoch, n }) => n < (written.get(epoch) ?? 0));
        expect(tooOld).toEqual([]);
        expect(atEpoch).toHaveLength(120);
      });
    });

    test('once closed, refuses every call, and closing again does nothing', async () => {
      const other = await open();
      await other.close();
      await other.close();
      await expect(other.read((tx) => tx.selectFrom('roles').selectAll().execute())).rejects.toThrow(
        StoreClosedError,
      );
      await expect(other.write((tx) => addRole(tx, 'Admin'))).rejects.toThrow(StoreClosedError);
    });

    test('closing waits for what is running', async () => {
      const other = await open();
      const write = other.write(async (tx) => {
        await tx.insertInto('accounts').values({ account_id: '1', created_at: 1 }).execute();
        return 'written';
      });
      await Promise.all([expect(write).resolves.toBe('written'), other.close()]);
    });
  });
}

async function empty(tx: WriteTx): Promise<void> {
  const tables = [
    'tags',
    'resource_tags',
    'settings',
    'last_uses',
    'inline_policies',
    'instance_profiles',
    'roles',
  ] as const;
  for (const table of tables) await tx.deleteFrom(table).execute();
  await tx.deleteFrom('accounts').execute();
}

async function addRole(tx: WriteTx, name: string, role_id = `AROA${name}`): Promise<void> {
  await tx
    .insertInto('roles')
    .values({ ...named(name), role_id, trust_policy: '{}', max_session_duration: 3600 })
    .execute();
}

function named(name: string) {
  return { account_id: ACCOUNT, name, name_key: name.toLowerCase(), path: '/', created_at: 1 };
}

function tag(resource_id: string, key: string) {
  return { resource_id, key, key_lower: key.toLowerCase(), value: '' };
}

function setting(name: string, value: string) {
  return { name, value };
}

async function roleNames(store: Store): Promise<string[]> {
  const rows = await store.read((tx) => tx.selectFrom('roles').select('name').orderBy('name_key').execute());
  return rows.map((row) => row.name);
}

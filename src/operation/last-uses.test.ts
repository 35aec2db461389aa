import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UserCaller } from '../kernel/caller.ts';
import { openStore, type OpenedStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { BatchedLastUses } from './last-uses.ts';

let opened: OpenedStore;
let errors: unknown[];
let uses: BatchedLastUses;
beforeEach(async () => {
  opened = await openStore({ kind: 'memory' });
  errors = [];
  uses = new BatchedLastUses(opened.store, { error: (_, cause) => errors.push(cause) });
});
afterEach(() => opened.close());

const arn = 'arn:aws:iam::123456789012:user/Bob';
const user: UserCaller = {
  kind: 'user',
  accountId: '123456789012',
  arn,
  principalArn: arn,
  userId: 'AIDA',
  principalId: 'AIDA',
  userName: 'Bob',
  path: '/',
  accessKeyId: 'AKIA1',
};
const use = (ms: number) => ({ usedAt: new Date(ms), service: 's3', region: 'eu-west-1' });

/** A store's methods as members of an object. */
function storeOf(store: Store): Store {
  return {
    read: (fn) => store.read(fn),
    write: (fn) => store.write(fn),
    epoch: () => store.epoch(),
    close: () => store.close(),
    describe: () => store.describe(),
  };
}

describe('last uses', () => {
  test('the last note of a key is kept', async () => {
    expect(await uses.of('AKIA1')).toBeUndefined();
    uses.note(user, use(1000));
    uses.note(user, use(2000));
    expect(uses.recent('AKIA1')).toEqual(use(2000));
    expect(await uses.of('AKIA1')).toEqual(use(2000));
    await uses.flush();
    expect(uses.recent('AKIA1')).toBeUndefined();
    expect(await uses.of('AKIA1')).toEqual(use(2000));
  });

  test('an older use never takes the place of a newer one, as when two servers write', async () => {
    uses.note(user, use(2000));
    await uses.flush();
    uses.note(user, use(1000));
    await uses.flush();
    expect(await uses.of('AKIA1')).toEqual(use(2000));
  });

  test('that were read are not read again at once, and a write is seen at once', async () => {
    let reads = 0;
    const store = opened.store;
    const counting = new BatchedLastUses(
      { ...storeOf(store), read: (fn) => ((reads += 1), store.read(fn)) },
      { error: (_, cause) => errors.push(cause) },
    );
    expect([await counting.of('AKIA1'), await counting.of('AKIA1')]).toEqual([undefined, undefined]);
    expect(reads).toBe(1);
    const before = counting.of('AKIA2');
    counting.note(user, use(1000));
    await counting.flush();
    await before;
    expect([await counting.of('AKIA1'), await counting.of('AKIA1')]).toEqual([use(1000), use(1000)]);
    expect(reads).toBe(3);
    await counting.of('AKIA2');
    expect(reads).toBe(4);
  });

  test('the identity epoch stays: who may do what has not changed', async () => {
    const before = await opened.store.epoch();
    uses.note(user, use(1000));
    await uses.flush();
    expect(await opened.store.epoch()).toBe(before);
  });

  test("temporary credentials of a user do not count as a use of a long-term key; a role's count for the role", async () => {
    const session = { issuedAt: 0, expiresAt: 1, madeBy: 'GetSessionToken' as const };
    uses.note({ ...user, accessKeyId: 'ASIA1', session }, use(1000));
    expect(await uses.of('ASIA1')).toBeUndefined();
    const { userName: _, path: __, ...rest } = user;
    uses.note(
      { ...rest, kind: 'assumed-role', principalId: 'AROA1', roleName: 'R', sessionName: 's', session },
      use(1000),
    );
    expect(await uses.of('AROA1')).toEqual(use(1000));
  });

  test('a store that is gone is logged and harms no request', async () => {
    await opened.close();
    uses.note(user, use(1000));
    await uses.flush();
    expect(errors).toHaveLength(1);
    opened = await openStore({ kind: 'memory' });
  });

  test('a flood of keys does not grow it without bound', async () => {
    for (let i = 0; i < 20_000; i += 1) uses.note({ ...user, accessKeyId: `AKIA${i}` }, use(i));
    await uses.flush();
    const { n } = await opened.store.read((tx) =>
      tx
        .selectFrom('last_uses')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow(),
    );
    expect(Number(n)).toBe(10_000);
  });
});

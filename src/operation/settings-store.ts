import { randomBytes } from 'node:crypto';
import { KeyRing } from '../credentials/key-ring.ts';
import type { Store } from '../store/store.ts';

const KEY_RING = 'key-ring';
const CLOCK_AHEAD = 'clock-ahead-ms';

/** The house's key ring, made on the first start and kept in the store, so that every node opens what any sealed. */
export async function loadKeyRing(store: Store): Promise<KeyRing> {
  const fresh = JSON.stringify([{ id: 'k1', key: randomBytes(32).toString('base64') }]);
  const text = (await readSetting(store, KEY_RING)) ?? (await keepFirstSetting(store, KEY_RING, fresh));
  const keys = JSON.parse(text) as { id: string; key: string }[];
  return new KeyRing(keys.map(({ id, key }) => ({ id, key: Buffer.from(key, 'base64') })));
}

/** By how much emulated time was moved ahead, ms. */
export async function loadClockAhead(store: Store): Promise<number> {
  return Number((await readSetting(store, CLOCK_AHEAD)) ?? 0);
}

/** Moves emulated time further ahead, whoever else moves it too. @returns by how much it is ahead then, ms */
export function moveClockAhead(store: Store, byMs: number): Promise<number> {
  return store.write(async (tx) => {
    const kept = await tx
      .selectFrom('settings')
      .select('value')
      .where('name', '=', CLOCK_AHEAD)
      .executeTakeFirst();
    const aheadMs = Number(kept?.value ?? 0) + byMs;
    const value = String(aheadMs);
    await tx
      .insertInto('settings')
      .values({ name: CLOCK_AHEAD, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute();
    return aheadMs;
  });
}

/** A setting of the house's own, kept under its name; `undefined` when it was never written. */
export function readSetting(store: Store, name: string): Promise<string | undefined> {
  return store.read(async (tx) => {
    const row = await tx.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst();
    return row?.value;
  });
}

/** Writes a setting, whatever stood there. It raises the identity epoch: for what changes rarely. */
export function writeSetting(store: Store, name: string, value: string): Promise<void> {
  return store.write(async (tx) => {
    await tx
      .insertInto('settings')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute();
  });
}

/** Writes a setting unless another node was first; answers the one that stands. */
export function keepFirstSetting(store: Store, name: string, value: string): Promise<string> {
  return store.write(async (tx) => {
    const kept = await tx.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst();
    if (kept !== undefined) return kept.value;
    await tx.insertInto('settings').values({ name, value }).execute();
    return value;
  });
}

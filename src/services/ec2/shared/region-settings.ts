import type { ReadTx, WriteTx } from '../../../store/store.ts';
import type { Place } from './place.ts';

/** An account's default in a region; `undefined` when it was never set. */
export async function readRegionSetting<T>(
  tx: ReadTx,
  { accountId, region }: Place,
  name: string,
): Promise<T | undefined> {
  const row = await tx
    .selectFrom('region_settings')
    .select('value')
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .where('name', '=', name)
    .executeTakeFirst();
  return row && (JSON.parse(row.value) as T);
}

/** Sets a default, whatever it was. */
export async function writeRegionSetting(
  tx: WriteTx,
  { accountId, region }: Place,
  name: string,
  value: unknown,
): Promise<void> {
  const text = JSON.stringify(value);
  await tx
    .insertInto('region_settings')
    .values({ account_id: accountId, region, name, value: text })
    .onConflict((conflict) => conflict.columns(['account_id', 'region', 'name']).doUpdateSet({ value: text }))
    .execute();
}

import type { InstanceProfileRow } from '../../../store/identity-tables.ts';
import { prepared } from '../../../store/prepared.ts';
import type { ReadTx } from '../../../store/store.ts';
import { noSuchEntity } from '../errors.ts';
import { nameKey } from '../shared/arns.ts';

const selectProfile = prepared((db, p: { accountId: string; nameKey: string }) =>
  db
    .selectFrom('instance_profiles')
    .selectAll()
    .where('account_id', '=', p.accountId)
    .where('name_key', '=', p.nameKey),
);

/** An instance profile by its name in any case. */
export function findProfile(
  tx: ReadTx,
  accountId: string,
  name: string,
): Promise<InstanceProfileRow | undefined> {
  return selectProfile.first(tx, { accountId, nameKey: nameKey(name) });
}

/** @throws AwsError NoSuchEntity */
export async function requireProfile(
  tx: ReadTx,
  accountId: string,
  name: string,
): Promise<InstanceProfileRow> {
  const profile = await findProfile(tx, accountId, name);
  if (profile === undefined) throw noSuchEntity('instance-profile', name);
  return profile;
}

import type { Selectable } from 'kysely';
import type { Ec2Tables } from '../../../store/ec2-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import type { Place } from '../shared/place.ts';

/** What a key pair's row holds in `data`. The private half is never stored. */
export interface KeyPairData {
  readonly type: 'rsa' | 'ed25519';
  readonly fingerprint: string;
  /** An OpenSSH line, `ssh-rsa AAAA… NAME`. */
  readonly publicKey: string;
}

export interface KeyPairRecord extends Omit<Selectable<Ec2Tables['key_pairs']>, 'data'> {
  readonly data: KeyPairData;
}

export function toKeyPairRecord(row: Selectable<Ec2Tables['key_pairs']>): KeyPairRecord {
  return { ...row, data: JSON.parse(row.data) as KeyPairData };
}

/** All key pairs of a place, by name. */
export async function readKeyPairs(
  tx: ReadTx,
  { accountId, region }: Place,
): Promise<readonly KeyPairRecord[]> {
  const rows = await tx
    .selectFrom('key_pairs')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .orderBy('name')
    .execute();
  return rows.map(toKeyPairRecord);
}

export async function findKeyPair(
  tx: ReadTx,
  { accountId, region }: Place,
  name: string,
): Promise<KeyPairRecord | undefined> {
  const row = await tx
    .selectFrom('key_pairs')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .where('name', '=', name)
    .executeTakeFirst();
  return row && toKeyPairRecord(row);
}

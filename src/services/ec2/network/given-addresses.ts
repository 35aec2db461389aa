import type { Ids } from '../../../kernel/ids.ts';
import type { ReadTx, WriteTx } from '../../../store/store.ts';
import { insufficientAddressCapacity } from '../errors.ts';
import { toInstanceRecord } from '../instances/instance-record.ts';
import { formatAddress, parseBlock } from './addresses.ts';

/**
 * Where the public addresses come from that EC2 gives by itself: the lower half of the range for benchmarks (RFC 2544),
 * which nobody on the internet answers from. Elastic addresses are of the upper half.
 */
const POOL = parseBlock('198.18.0.0/16');
/** The first of them are the house's own: an isolated instance finds AWS's endpoints there. */
const HOUSE_KEEPS = 256;

/**
 * Public addresses that no instance of the house has, whatever its account and region. The search begins
 * somewhere, so that servers that search at once find different ones; the table's constraint is what
 * keeps them apart.
 *
 * @throws AwsError InsufficientAddressCapacity
 */
export async function freePublicIps(
  tx: ReadTx,
  ids: Pick<Ids, 'token'>,
  count: number,
): Promise<readonly string[]> {
  if (count === 0) return [];
  const rows = await tx
    .selectFrom('instances')
    .select('public_ip')
    .where('public_ip', 'is not', null)
    .execute();
  const taken = new Set(rows.map(({ public_ip }) => public_ip));
  const size = POOL.size - HOUSE_KEEPS;
  const begin = Number.parseInt(ids.token(8), 16) % size;
  const free: string[] = [];
  for (let step = 0; step < size && free.length < count; step++) {
    const address = formatAddress(POOL.first + HOUSE_KEEPS + ((begin + step) % size));
    if (!taken.has(address)) free.push(address);
  }
  if (free.length < count) throw insufficientAddressCapacity();
  return free;
}

/**
 * Gives an instance a public address where it is due one and has none, or takes it: while it is switched
 * on, its subnet or its launch wants one, and no elastic address stands in its place.
 *
 * @throws AwsError InsufficientAddressCapacity
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html#concepts-public-addresses
 */
export async function settlePublicIp(
  tx: WriteTx,
  ids: Pick<Ids, 'token'>,
  instanceId: string,
): Promise<void> {
  const row = await tx.selectFrom('instances').selectAll().where('id', '=', instanceId).executeTakeFirst();
  if (row === undefined) return;
  const { state, data, public_ip } = toInstanceRecord(row);
  const isDue = state === 'pending' && data.hasPublicIp && data.elasticIp === undefined;
  if (isDue === (public_ip !== null)) return;
  const [given = null] = isDue ? await freePublicIps(tx, ids, 1) : [];
  await tx.updateTable('instances').set({ public_ip: given }).where('id', '=', instanceId).execute();
}

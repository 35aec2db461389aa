import type { ReadTx } from '../../../store/store.ts';
import { notFound } from '../errors.ts';
import { isVisible, toInstanceRecord, type InstanceRecord } from './instance-record.ts';
import type { Place } from '../shared/place.ts';
import { INSTANCE, assertIdsOf } from '../shared/resources.ts';

const CHUNK = 500;

/** Every instance that EC2 shows in a place, oldest first, a reservation's together. */
export async function readInstances(
  tx: ReadTx,
  { accountId, region }: Place,
  now: number,
): Promise<readonly InstanceRecord[]> {
  const rows = await tx
    .selectFrom('instances')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .orderBy('created_at')
    .orderBy('reservation_id')
    .orderBy('launch_index')
    .execute();
  return rows.map(toInstanceRecord).filter((record) => isVisible(record, now));
}

/** Those of some ids that EC2 shows in a place, in the order of the ids; what is unknown is left out. */
export async function findInstances(
  tx: ReadTx,
  { accountId, region }: Place,
  ids: readonly string[],
  now: number,
): Promise<readonly InstanceRecord[]> {
  const wanted = [...new Set(ids)];
  const byId = new Map<string, InstanceRecord>();
  for (let from = 0; from < wanted.length; from += CHUNK) {
    const rows = await tx
      .selectFrom('instances')
      .selectAll()
      .where('id', 'in', wanted.slice(from, from + CHUNK))
      .where('account_id', '=', accountId)
      .where('region', '=', region)
      .execute();
    for (const record of rows.map(toInstanceRecord)) if (isVisible(record, now)) byId.set(record.id, record);
  }
  return wanted.flatMap((id) => byId.get(id) ?? []);
}

/**
 * All of some ids, in their order.
 *
 * @throws AwsError InvalidInstanceID.Malformed for what is no id, .NotFound naming all that are unknown
 */
export async function requireInstances(
  tx: ReadTx,
  place: Place,
  ids: readonly string[],
  now: number,
): Promise<readonly InstanceRecord[]> {
  assertIdsOf(INSTANCE, ids);
  const found = await findInstances(tx, place, ids, now);
  const known = new Set(found.map(({ id }) => id));
  const unknown = [...new Set(ids)].filter((id) => !known.has(id));
  if (unknown.length > 0) throw notFound(INSTANCE, unknown);
  return found;
}

/** One instance. @throws AwsError as {@link requireInstances} */
export async function requireInstance(
  tx: ReadTx,
  place: Place,
  id: string,
  now: number,
): Promise<InstanceRecord> {
  const [found] = await requireInstances(tx, place, [id], now);
  if (found === undefined) throw notFound(INSTANCE, [id]);
  return found;
}

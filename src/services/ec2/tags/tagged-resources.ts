import type { ReadTx } from '../../../store/store.ts';
import { readInstances } from '../instances/instance-reader.ts';
import { notFound } from '../errors.ts';
import { isVisible, toInstanceRecord } from '../instances/instance-record.ts';
import { toKeyPairRecord } from '../key-pairs/key-pair-record.ts';
import { ec2Arn, publicArn, type Place } from '../shared/place.ts';
import { kindOf, type ResourceKind } from '../shared/resources.ts';

/** Tables of the same first columns, so that one of their names will do for all. */
type AnyTable = 'vpcs';

/** The ids of all resources of a kind that EC2 shows in a place. */
export async function idsOfKind(
  tx: ReadTx,
  place: Place,
  kind: ResourceKind,
  now: number,
): Promise<readonly string[]> {
  if (kind.type === 'instance') return (await readInstances(tx, place, now)).map(({ id }) => id);
  const rows = await tx
    .selectFrom(kind.table as AnyTable)
    .select('id')
    .where('account_id', '=', place.accountId)
    .where('region', '=', place.region)
    .execute();
  return rows.map(({ id }) => id);
}

/** A resource by its id alone, of whatever kind. */
export interface AnyResource {
  readonly id: string;
  readonly kind: ResourceKind;
  readonly arn: string;
  readonly exists: boolean;
}

/**
 * Finds the resources of some ids, of any kinds.
 *
 * @throws AwsError InvalidID or the kind's `.Malformed` for what is no id
 */
export async function findAnyResources(
  tx: ReadTx,
  place: Place,
  ids: readonly string[],
  now: number,
): Promise<readonly AnyResource[]> {
  const found: AnyResource[] = [];
  for (const id of new Set(ids)) found.push(await findAnyResource(tx, place, kindOf(id), id, now));
  return found;
}

/** @throws AwsError the kind's `.NotFound` for the first that does not exist */
export function assertAllExist(resources: readonly AnyResource[]): void {
  const missing = resources.find(({ exists }) => !exists);
  if (missing !== undefined) throw notFound(missing.kind, [missing.id]);
}

async function findAnyResource(
  tx: ReadTx,
  place: Place,
  kind: ResourceKind,
  id: string,
  now: number,
): Promise<AnyResource> {
  if (kind.type === 'instance') {
    const row = await tx.selectFrom('instances').selectAll().where('id', '=', id).executeTakeFirst();
    const exists = row !== undefined && isIn(place, row) && isVisible(toInstanceRecord(row), now);
    return { id, kind, arn: ec2Arn(place, `instance/${id}`), exists };
  }
  if (kind.type === 'key-pair') {
    const row = await tx.selectFrom('key_pairs').selectAll().where('id', '=', id).executeTakeFirst();
    const exists = row !== undefined && isIn(place, row);
    // A key pair's ARN ends in its name.
    const name = exists ? toKeyPairRecord(row).name : '*';
    return { id, kind, arn: ec2Arn(place, `key-pair/${name}`), exists };
  }
  const row = await tx
    .selectFrom(kind.table as AnyTable)
    .select(['account_id', 'region'])
    .where('id', '=', id)
    .executeTakeFirst();
  return {
    id,
    kind,
    arn: isPublicKind(kind) ? publicArn(place, `${kind.type}/${id}`) : ec2Arn(place, `${kind.type}/${id}`),
    exists: row !== undefined && isIn(place, row),
  };
}

/** Images and snapshots can be shared, so their ARNs name no account. */
export function isPublicKind({ type }: ResourceKind): boolean {
  return type === 'image' || type === 'snapshot';
}

function isIn(
  { accountId, region }: Place,
  row: { readonly account_id: string; readonly region: string },
): boolean {
  return row.account_id === accountId && row.region === region;
}

import type { Selectable } from 'kysely';
import type { IamInstanceProfileAssociation } from '../../../model/generated/ec2.ts';
import type { AssociationRow } from '../../../store/ec2-tables.ts';
import type { ReadTx, WriteTx } from '../../../store/store.ts';
import type { InstanceProfileView } from '../../../operation/instance-profiles.ts';
import type { House } from '../../../operation/house.ts';
import { associationNotFound, malformedAssociationId } from '../errors.ts';
import type { Place } from '../shared/place.ts';

/** An association as stored; what it is by now follows from the clock. */
export type AssociationRecord = Selectable<AssociationRow>;

/** The states that EC2 shows; an association that ended is not shown at all. */
export type AssociationState = 'associating' | 'associated' | 'disassociating';

/** The state at a moment, ms since 1970; `undefined` once the association has ended. */
export function associationState(record: AssociationRecord, now: number): AssociationState | undefined {
  const isUnderWay = now < (record.state_changes_at ?? 0);
  if (record.is_live === 1) return isUnderWay ? 'associating' : 'associated';
  return isUnderWay ? 'disassociating' : undefined;
}

const CHUNK = 500;

/** The live associations of some instances, by instance id. */
export async function liveAssociations(
  tx: ReadTx,
  instanceIds: readonly string[],
): Promise<ReadonlyMap<string, AssociationRecord>> {
  const byInstance = new Map<string, AssociationRecord>();
  for (let from = 0; from < instanceIds.length; from += CHUNK) {
    const rows = await tx
      .selectFrom('instance_profile_associations')
      .selectAll()
      .where('instance_id', 'in', instanceIds.slice(from, from + CHUNK))
      .where('is_live', '=', 1)
      .execute();
    for (const row of rows) byInstance.set(row.instance_id, row);
  }
  return byInstance;
}

/** Associates a profile with an instance that has none. The association keeps the id that the profile has now. */
export async function insertAssociation(
  tx: WriteTx,
  { ids, settings }: Pick<House, 'ids' | 'settings'>,
  place: Place,
  instanceId: string,
  profile: InstanceProfileView,
  now: number,
): Promise<AssociationRecord> {
  const record: AssociationRecord = {
    id: ids.hex('iip-assoc'),
    account_id: place.accountId,
    region: place.region,
    instance_id: instanceId,
    profile_arn: profile.arn,
    profile_id: profile.profileId,
    state: 'associating',
    is_live: 1,
    state_changes_at: now + settings.pace.association,
    created_at: now,
  };
  await tx.insertInto('instance_profile_associations').values(record).execute();
  return record;
}

/** Ends a live association: shown as disassociating for a moment, then no more. */
export async function endAssociation(
  tx: WriteTx,
  { settings }: Pick<House, 'settings'>,
  record: AssociationRecord,
  now: number,
): Promise<AssociationRecord> {
  const endsAt = now + settings.pace.association;
  const ending = { state: 'disassociating', is_live: 0, state_changes_at: endsAt } as const;
  await tx.updateTable('instance_profile_associations').set(ending).where('id', '=', record.id).execute();
  return { ...record, ...ending };
}

/** Removes what has ended of an instance, so that associating over and over leaves nothing behind. */
export async function forgetEndedAssociations(tx: WriteTx, instanceId: string, now: number): Promise<void> {
  await tx
    .deleteFrom('instance_profile_associations')
    .where('instance_id', '=', instanceId)
    .where('is_live', '=', 0)
    .where('state_changes_at', '<=', now)
    .execute();
}

const ASSOCIATION_ID = /^iip-assoc-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** @throws AwsError InvalidParameterValue for what is no association's id */
export function assertAssociationId(id: string): void {
  if (!ASSOCIATION_ID.test(id)) throw malformedAssociationId();
}

/** The live association of an id in a place, if there is one. */
export async function findLiveAssociation(
  tx: ReadTx,
  { accountId, region }: Place,
  id: string,
): Promise<AssociationRecord | undefined> {
  return tx
    .selectFrom('instance_profile_associations')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .where('is_live', '=', 1)
    .executeTakeFirst();
}

/** @throws AwsError InvalidAssociationID.NotFound, also for one that is being ended */
export async function requireLiveAssociation(
  tx: ReadTx,
  place: Place,
  id: string,
): Promise<AssociationRecord> {
  const record = await findLiveAssociation(tx, place, id);
  if (record === undefined) throw associationNotFound(id);
  return record;
}

export function associationToWire(record: AssociationRecord, now: number): IamInstanceProfileAssociation {
  return {
    AssociationId: record.id,
    InstanceId: record.instance_id,
    IamInstanceProfile: { Arn: record.profile_arn, Id: record.profile_id },
    State: associationState(record, now) ?? 'disassociated',
  };
}

import type { Selectable } from 'kysely';
import type { Snapshot, SnapshotState } from '../../../model/generated/ec2.ts';
import type { Ec2Tables } from '../../../store/ec2-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { publishedImages } from '../images/published-images.ts';
import { tagsToWire } from '../instances/instance-to-wire.ts';
import type { Tagged } from '../shared/describe-resources.ts';
import type { Place } from '../shared/place.ts';

/** What a snapshot's row holds in `data`. Times are ms since 1970 in emulated time. */
export interface SnapshotData {
  readonly description: string;
  /** GiB */
  readonly size: number;
  readonly isEncrypted: boolean;
  readonly kmsKeyId?: string | undefined;
  readonly startedAt: number;
  readonly completesAt: number;
}

/** A snapshot of the caller's account, or of a published image. */
export interface AnySnapshot extends SnapshotData {
  readonly id: string;
  readonly volumeId: string;
  readonly ownerId: string;
  readonly ownerAlias?: string | undefined;
}

function toSnapshot(row: Selectable<Ec2Tables['snapshots']>): AnySnapshot {
  return {
    ...(JSON.parse(row.data) as SnapshotData),
    id: row.id,
    volumeId: row.volume_id,
    ownerId: row.account_id,
  };
}

/** What AWS shows for the volume of a snapshot whose volume nobody knows. */
const NO_VOLUME = 'vol-ffffffff';

/** The snapshots of the images that everyone finds in a region. */
export function publishedSnapshots(region: string): readonly AnySnapshot[] {
  return publishedImages(region).flatMap(({ devices, ownerId, ownerAlias, creationDate, description }) =>
    devices.map(({ snapshotId = '', size, isEncrypted }) => ({
      id: snapshotId,
      volumeId: NO_VOLUME,
      ownerId,
      ownerAlias,
      description,
      size,
      isEncrypted,
      startedAt: Date.parse(creationDate),
      completesAt: Date.parse(creationDate),
    })),
  );
}

/** The account's own snapshots in a place, by id. */
export async function readSnapshots(
  tx: ReadTx,
  { accountId, region }: Place,
): Promise<readonly AnySnapshot[]> {
  const rows = await tx
    .selectFrom('snapshots')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .orderBy('id')
    .execute();
  return rows.map(toSnapshot);
}

/** A snapshot that may be used in a place: an own one or a published image's. */
export async function findSnapshot(
  tx: ReadTx,
  { accountId, region }: Place,
  id: string | undefined,
): Promise<AnySnapshot | undefined> {
  if (id === undefined) return undefined;
  const row = await tx
    .selectFrom('snapshots')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .executeTakeFirst();
  return row === undefined
    ? publishedSnapshots(region).find((snapshot) => snapshot.id === id)
    : toSnapshot(row);
}

/** @param now ms since 1970 in emulated time */
export function snapshotState({ completesAt }: SnapshotData, now: number): SnapshotState {
  return now < completesAt ? 'pending' : 'completed';
}

/** How far it is at a moment, as EC2 writes it. */
export function snapshotProgress({ startedAt, completesAt }: SnapshotData, now: number): string {
  if (now >= completesAt) return '100%';
  return `${Math.floor((100 * (now - startedAt)) / (completesAt - startedAt))}%`;
}

export function snapshotToWire({ record, tags }: Tagged<AnySnapshot>, now: number): Snapshot {
  const state = snapshotState(record, now);
  return {
    SnapshotId: record.id,
    VolumeId: record.volumeId,
    State: state,
    StartTime: new Date(record.startedAt),
    CompletionTime: state === 'completed' ? new Date(record.completesAt) : undefined,
    Progress: snapshotProgress(record, now),
    OwnerId: record.ownerId,
    OwnerAlias: record.ownerAlias,
    Description: record.description,
    VolumeSize: record.size,
    Encrypted: record.isEncrypted,
    KmsKeyId: record.kmsKeyId,
    StorageTier: 'standard',
    Tags: tagsToWire(tags),
  };
}

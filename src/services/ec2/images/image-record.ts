import type { Selectable } from 'kysely';
import type { Ec2Tables } from '../../../store/ec2-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import type { VolumeSpecification } from '../launch/launch-volumes.ts';
import type { Place } from '../shared/place.ts';
import { hexOf, publishedImages } from './published-images.ts';

/** An image as launching and describing need it. */
export interface ImageRecord {
  readonly imageId: string;
  readonly name: string;
  readonly description: string;
  readonly ownerId: string;
  readonly ownerAlias?: 'amazon' | undefined;
  readonly isPublic: boolean;
  /** Absent for an image that nobody described: it runs on whatever type it is launched on. */
  readonly architecture?: 'x86_64' | 'arm64' | undefined;
  readonly platform?: 'windows' | undefined;
  readonly platformDetails: string;
  readonly usageOperation: string;
  readonly rootDeviceName: string;
  /** The root first. */
  readonly devices: readonly VolumeSpecification[];
  readonly creationDate: string;
  readonly bootMode?: 'uefi' | 'uefi-preferred' | undefined;
  /** Instances of such an image require session tokens of IMDSv2 unless the launch says otherwise. */
  readonly imdsSupport?: 'v2.0' | undefined;
  /** When it can be launched, ms since 1970 in emulated time. */
  readonly availableAt: number;
  readonly sourceInstanceId?: string | undefined;
  /** Whether it was deregistered: its id stays taken, so that it can be launched no more. */
  readonly isGone?: boolean | undefined;
}

/** What an own image's row holds in `data`. */
export type ImageData = Omit<ImageRecord, 'imageId' | 'ownerId' | 'name'>;

type ImageRow = Selectable<Ec2Tables['images']>;

function toImage(row: ImageRow): ImageRecord {
  const data = JSON.parse(row.data) as ImageData;
  return { ...data, imageId: row.id, ownerId: row.account_id, name: row.name };
}

/** The images that an account made in a region. */
export async function readOwnImages(
  tx: ReadTx,
  { accountId, region }: Place,
): Promise<readonly ImageRecord[]> {
  const rows = await tx
    .selectFrom('images')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .execute();
  return rows.map(toImage).filter(({ isGone }) => isGone !== true);
}

/**
 * The image of an id. Templates and scripts name images of the real AWS, which cannot all be known
 * here: an id that neither AWS published nor anyone here made stands for a plain Linux image of the
 * caller's own. One that was made in another account or region, or deregistered, is gone.
 */
export async function findImage(tx: ReadTx, place: Place, imageId: string): Promise<ImageRecord> {
  const row = await tx.selectFrom('images').selectAll().where('id', '=', imageId).executeTakeFirst();
  if (row !== undefined) {
    const isHere = row.account_id === place.accountId && row.region === place.region;
    return isHere ? toImage(row) : { ...unknownImage(place, imageId), isGone: true };
  }
  return (
    publishedImages(place.region).find((image) => image.imageId === imageId) ?? unknownImage(place, imageId)
  );
}

function unknownImage({ accountId, region }: Place, imageId: string): ImageRecord {
  return {
    imageId,
    name: imageId,
    description: '',
    ownerId: accountId,
    isPublic: false,
    platformDetails: 'Linux/UNIX',
    usageOperation: 'RunInstances',
    rootDeviceName: '/dev/xvda',
    devices: [
      {
        deviceName: '/dev/xvda',
        size: 8,
        type: 'gp3',
        iops: 3000,
        throughput: 125,
        isEncrypted: false,
        snapshotId: `snap-${hexOf(`${region}/${imageId}/snapshot`)}`,
        deleteOnTermination: true,
      },
    ],
    creationDate: '2024-01-01T00:00:00.000Z',
    availableAt: 0,
  };
}

/** The own image that a snapshot belongs to, if there is one. */
export async function imageOfSnapshot(
  tx: ReadTx,
  place: Place,
  snapshotId: string,
): Promise<string | undefined> {
  const images = await readOwnImages(tx, place);
  return images.find(({ devices }) => devices.some((device) => device.snapshotId === snapshotId))?.imageId;
}

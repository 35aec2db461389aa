import type { Image } from '../../../model/generated/ec2.ts';
import type { ReadTx } from '../../../store/store.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { notFound } from '../errors.ts';
import { readTags } from '../instances/instance-record.ts';
import type { Tagged } from '../shared/describe-resources.ts';
import { compileFilters, type FilterFields } from '../shared/filters.ts';
import { pageOf } from '../shared/pages.ts';
import { placeOf, type Place } from '../shared/place.ts';
import { IMAGE, assertIdsOf } from '../shared/resources.ts';
import { findImage, readOwnImages, type ImageRecord } from './image-record.ts';
import { imageToWire } from './image-to-wire.ts';
import { publishedImages } from './published-images.ts';

/** An image as it is shown, with its tags by key. */
interface ShownImage {
  readonly shown: Image;
  readonly tags: Readonly<Record<string, string>>;
}

const text = (value: boolean | number | undefined) => (value === undefined ? undefined : String(value));
const disks = ({ shown }: ShownImage) => shown.BlockDeviceMappings ?? [];
const each = (values: readonly (string | undefined)[]) => values.filter((value) => value !== undefined);

const FILTERS: FilterFields<ShownImage> = {
  tags: ({ tags }) => tags,
  fields: {
    architecture: ({ shown }) => shown.Architecture,
    'block-device-mapping.delete-on-termination': (image) =>
      each(disks(image).map(({ Ebs }) => text(Ebs?.DeleteOnTermination))),
    'block-device-mapping.device-name': (image) => each(disks(image).map(({ DeviceName }) => DeviceName)),
    'block-device-mapping.encrypted': (image) => each(disks(image).map(({ Ebs }) => text(Ebs?.Encrypted))),
    'block-device-mapping.snapshot-id': (image) => each(disks(image).map(({ Ebs }) => Ebs?.SnapshotId)),
    'block-device-mapping.volume-size': (image) => each(disks(image).map(({ Ebs }) => text(Ebs?.VolumeSize))),
    'block-device-mapping.volume-type': (image) => each(disks(image).map(({ Ebs }) => Ebs?.VolumeType)),
    'boot-mode': ({ shown }) => shown.BootMode,
    'creation-date': ({ shown }) => shown.CreationDate,
    description: ({ shown }) => shown.Description,
    'ena-support': ({ shown }) => text(shown.EnaSupport),
    hypervisor: ({ shown }) => shown.Hypervisor,
    'image-id': ({ shown }) => shown.ImageId,
    'image-type': ({ shown }) => shown.ImageType,
    'imds-support': ({ shown }) => shown.ImdsSupport,
    'is-public': ({ shown }) => text(shown.Public),
    'kernel-id': () => undefined,
    'manifest-location': ({ shown }) => shown.ImageLocation,
    name: ({ shown }) => shown.Name,
    'owner-alias': ({ shown }) => shown.ImageOwnerAlias,
    'owner-id': ({ shown }) => shown.OwnerId,
    platform: ({ shown }) => shown.Platform,
    'platform-details': ({ shown }) => shown.PlatformDetails,
    'product-code': () => undefined,
    'product-code.type': () => undefined,
    'ramdisk-id': () => undefined,
    'root-device-name': ({ shown }) => shown.RootDeviceName,
    'root-device-type': ({ shown }) => shown.RootDeviceType,
    'source-instance-id': ({ shown }) => shown.SourceInstanceId,
    'sriov-net-support': ({ shown }) => shown.SriovNetSupport,
    state: ({ shown }) => shown.State,
    'state-reason-code': () => undefined,
    'state-reason-message': () => undefined,
    'usage-operation': ({ shown }) => shown.UsageOperation,
    'virtualization-type': ({ shown }) => shown.VirtualizationType,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html */
export const describeImages = ec2Operation('DescribeImages', {
  authorizes: describing('DescribeImages'),
  async runs({ ImageIds = [], Owners = [], ExecutableUsers = [], Filters, ...paging }, context) {
    const place = placeOf(context);
    assertIdsOf(IMAGE, ImageIds);
    const matches = compileFilters(Filters, FILTERS);
    const now = context.house.clock.now().getTime();
    const images = await context.house.store.read((tx) => readImages(tx, place, ImageIds));
    const found = images
      .filter(({ record }) => Owners.length === 0 || Owners.some((owner) => isOwnedBy(record, owner, place)))
      .filter(
        ({ record }) => ExecutableUsers.length === 0 || ExecutableUsers.some((user) => mayRun(record, user)),
      )
      .map((image) => ({ shown: imageToWire(image, now), tags: image.tags ?? {} }))
      .filter(matches)
      .toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
    const page = pageOf(found, idOf, paging);
    return { Images: page.items.map(({ shown }) => shown), NextToken: page.nextToken };
  },
});

function idOf({ shown }: ShownImage): string {
  return shown.ImageId ?? '';
}

async function readImages(
  tx: ReadTx,
  place: Place,
  ids: readonly string[],
): Promise<readonly Tagged<ImageRecord>[]> {
  const images =
    ids.length === 0
      ? [...publishedImages(place.region), ...(await readOwnImages(tx, place))]
      : await byIds(tx, place, ids);
  const own = images.filter(({ isPublic }) => !isPublic).map(({ imageId }) => imageId);
  const tags = await readTags(tx, own);
  return images.map((record) => ({ record, tags: tags.get(record.imageId) }));
}

async function byIds(tx: ReadTx, place: Place, ids: readonly string[]): Promise<readonly ImageRecord[]> {
  const found: ImageRecord[] = [];
  for (const id of new Set(ids)) found.push(await findImage(tx, place, id));
  const gone = found.filter(({ isGone }) => isGone === true).map(({ imageId }) => `[${imageId}]`);
  if (gone.length > 0) throw notFound(IMAGE, gone);
  return found;
}

function isOwnedBy({ ownerId, ownerAlias }: ImageRecord, owner: string, { accountId }: Place): boolean {
  if (owner === 'self') return ownerId === accountId;
  return owner === ownerId || owner === ownerAlias;
}

/** Nobody shares an image with single accounts here: public ones are for all, others for their owner. */
function mayRun({ isPublic }: ImageRecord, user: string): boolean {
  return isPublic ? user === 'all' : user === 'self';
}

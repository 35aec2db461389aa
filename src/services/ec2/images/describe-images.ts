import type { Image } from '../../../model/generated/ec2.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { compileFilters, type FilterFields } from '../shared/filters.ts';
import { imageById, publishedImages, type ImageRecord } from './images.ts';
import { pageOf } from '../shared/pages.ts';
import { placeOf, type Place } from '../shared/place.ts';
import { IMAGE, assertIdsOf } from '../shared/resources.ts';

const FILTERS: FilterFields<ImageRecord> = {
  tags: () => ({}),
  fields: {
    architecture: ({ architecture }) => architecture ?? 'x86_64',
    'block-device-mapping.delete-on-termination': () => 'true',
    'block-device-mapping.device-name': ({ rootDeviceName }) => rootDeviceName,
    'block-device-mapping.encrypted': () => 'false',
    'block-device-mapping.snapshot-id': ({ snapshotId }) => snapshotId,
    'block-device-mapping.volume-size': ({ rootVolumeGiB }) => String(rootVolumeGiB),
    'block-device-mapping.volume-type': ({ rootVolumeType }) => rootVolumeType,
    'boot-mode': ({ bootMode }) => bootMode,
    'creation-date': ({ creationDate }) => creationDate,
    description: ({ description }) => description,
    'ena-support': () => 'true',
    hypervisor: () => 'xen',
    'image-id': ({ imageId }) => imageId,
    'image-type': () => 'machine',
    'is-public': ({ isPublic }) => String(isPublic),
    'kernel-id': () => undefined,
    name: ({ name }) => name,
    'owner-alias': ({ ownerAlias }) => ownerAlias,
    'owner-id': ({ ownerId }) => ownerId,
    platform: ({ platform }) => platform,
    'product-code': () => undefined,
    'ramdisk-id': () => undefined,
    'root-device-name': ({ rootDeviceName }) => rootDeviceName,
    'root-device-type': () => 'ebs',
    state: () => 'available',
    'sriov-net-support': () => 'simple',
    'virtualization-type': () => 'hvm',
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html */
export const describeImages = ec2Operation('DescribeImages', {
  authorizes: describing('DescribeImages'),
  async runs({ ImageIds = [], Owners = [], ExecutableUsers = [], Filters, ...paging }, context) {
    const place = placeOf(context);
    assertIdsOf(IMAGE, ImageIds);
    const matches = compileFilters(Filters, FILTERS);
    const images = ImageIds.length === 0 ? publishedImages(place.region) : byIds(place, ImageIds);
    const found = images
      .filter((image) => Owners.length === 0 || Owners.some((owner) => isOwnedBy(image, owner, place)))
      // Nobody shares an image with one account here: public ones are for all.
      .filter(({ isPublic }) => ExecutableUsers.length === 0 || (isPublic && ExecutableUsers.includes('all')))
      .filter(matches)
      .toSorted((a, b) => (a.imageId < b.imageId ? -1 : 1));
    const page = pageOf(found, ({ imageId }) => imageId, paging);
    return { Images: page.items.map(imageToWire), NextToken: page.nextToken };
  },
});

function byIds(place: Place, ids: readonly string[]): readonly ImageRecord[] {
  return [...new Set(ids)].map((id) => imageById(place, id));
}

function isOwnedBy({ ownerId, ownerAlias }: ImageRecord, owner: string, { accountId }: Place): boolean {
  if (owner === 'self') return ownerId === accountId;
  return owner === ownerId || owner === ownerAlias;
}

function imageToWire(image: ImageRecord): Image {
  return {
    Architecture: image.architecture ?? 'x86_64',
    CreationDate: image.creationDate,
    ImageId: image.imageId,
    ImageLocation: `${image.ownerAlias ?? image.ownerId}/${image.name}`,
    ImageType: 'machine',
    Public: image.isPublic,
    OwnerId: image.ownerId,
    Platform: image.platform,
    PlatformDetails: image.platformDetails,
    UsageOperation: image.usageOperation,
    State: 'available',
    BlockDeviceMappings: [
      {
        DeviceName: image.rootDeviceName,
        Ebs: {
          DeleteOnTermination: true,
          Encrypted: false,
          SnapshotId: image.snapshotId,
          VolumeSize: image.rootVolumeGiB,
          VolumeType: image.rootVolumeType,
          ...(image.rootVolumeType === 'gp3' ? { Iops: 3000, Throughput: 125 } : {}),
        },
      },
    ],
    Description: image.description,
    EnaSupport: true,
    Hypervisor: 'xen',
    ImageOwnerAlias: image.ownerAlias,
    Name: image.name,
    RootDeviceName: image.rootDeviceName,
    RootDeviceType: 'ebs',
    SriovNetSupport: 'simple',
    VirtualizationType: 'hvm',
    BootMode: image.bootMode,
    ImdsSupport: image.imdsSupport,
    Tags: [],
  };
}

import type { InstanceImageMetadata, InstanceType } from '../../../model/generated/ec2.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { findImage, type ImageRecord } from '../images/image-record.ts';
import { imageState } from '../images/image-to-wire.ts';
import { compileFilters, type FilterFields } from '../shared/filters.ts';
import { pageOf } from '../shared/pages.ts';
import { placeOf } from '../shared/place.ts';
import { stateToWire } from '../shared/states.ts';
import { assertIdsStandAlone, instanceOrder, readFiltered } from './describe-instances.ts';
import type { FilteredInstance } from './instance-filters.ts';
import { instanceState } from './instance-record.ts';
import { tagsToWire } from './instance-to-wire.ts';
import { wholeSeconds } from '../shared/whole-seconds.ts';

interface InstanceAndImage extends FilteredInstance {
  readonly image: ImageRecord;
}

const FILTERS: FilterFields<InstanceAndImage> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    'availability-zone': ({ record }) => record.data.availabilityZone,
    'image-allowed': () => 'true',
    'image-id': ({ record }) => record.image_id,
    'image-name': ({ image }) => image.name,
    'image-state': ({ image, now }) => stateOf(image, now),
    'instance-id': ({ record }) => record.id,
    'instance-state-name': ({ record, now }) => instanceState(record, now),
    'instance-type': ({ record }) => record.instance_type,
    'launch-time': ({ record }) => wholeSeconds(record.data.launchTime).toISOString(),
    'owner-alias': ({ image }) => image.ownerAlias,
    'owner-id': ({ image }) => image.ownerId,
    'zone-id': ({ record }) => record.data.availabilityZoneId,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceImageMetadata.html */
export const describeInstanceImageMetadata = ec2Operation('DescribeInstanceImageMetadata', {
  authorizes: describing('DescribeInstanceImageMetadata'),
  async runs(input, context) {
    assertIdsStandAlone(input);
    const matches = compileFilters(input.Filters, FILTERS);
    const place = placeOf(context);
    const now = context.house.clock.now().getTime();
    const all = await context.house.store.read(async (tx) => {
      const images = new Map<string, ImageRecord>();
      const instances = await readFiltered(tx, place, input.InstanceIds, now);
      for (const { record } of instances) {
        if (!images.has(record.image_id)) {
          images.set(record.image_id, await findImage(tx, place, record.image_id));
        }
      }
      return instances.flatMap((each): InstanceAndImage[] => {
        const image = images.get(each.record.image_id);
        return image === undefined ? [] : [{ ...each, image }];
      });
    });
    const page = pageOf(all.filter(matches), ({ record }) => instanceOrder(record), input);
    return { InstanceImageMetadata: page.items.map(toWire), NextToken: page.nextToken };
  },
});

function stateOf(image: ImageRecord, now: number): 'deregistered' | 'pending' | 'available' {
  return image.isGone === true ? 'deregistered' : imageState(image, now);
}

function toWire({ record, image, tags, now }: InstanceAndImage): InstanceImageMetadata {
  return {
    InstanceId: record.id,
    InstanceType: record.instance_type as InstanceType,
    LaunchTime: wholeSeconds(record.data.launchTime),
    AvailabilityZone: record.data.availabilityZone,
    ZoneId: record.data.availabilityZoneId,
    State: stateToWire(instanceState(record, now)),
    OwnerId: record.account_id,
    Tags: tagsToWire(tags),
    ImageMetadata: {
      ImageId: image.imageId,
      Name: image.name,
      OwnerId: image.ownerId,
      State: stateOf(image, now),
      ImageOwnerAlias: image.ownerAlias,
      CreationDate: image.creationDate,
      ImageAllowed: true,
      IsPublic: image.isPublic,
    },
    Operator: { Managed: false },
  };
}

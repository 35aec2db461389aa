import { describing, ec2Operation } from '../ec2-operation.ts';
import { deviceStatus } from '../instances/instance-record.ts';
import { describeResources, type Tagged } from '../shared/describe-resources.ts';
import type { FilterFields } from '../shared/filters.ts';
import { VOLUME } from '../shared/resources.ts';
import { readVolumes, settingsAt, volumeState, volumeToWire, type VolumeRecord } from './volume-record.ts';

const FILTERS: FilterFields<Tagged<VolumeRecord>> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    'attachment.attach-time': ({ record }) =>
      record.attachment && new Date(record.attachment.attachedAt).toISOString(),
    'attachment.delete-on-termination': ({ record }) =>
      record.attachment && String(record.attachment.deleteOnTermination),
    'attachment.device': ({ record }) => record.attachment?.deviceName,
    'attachment.instance-id': ({ record }) =>
      record.attachment === undefined ? undefined : (record.instance_id ?? undefined),
    'attachment.status': ({ record }) => record.attachment && deviceStatus(record.attachment, record.now),
    'availability-zone': ({ record }) => record.data.availabilityZone,
    'availability-zone-id': ({ record }) => record.data.availabilityZoneId,
    'create-time': ({ record }) => new Date(record.created_at).toISOString(),
    encrypted: ({ record }) => String(record.data.isEncrypted),
    'fast-restored': () => 'false',
    'multi-attach-enabled': () => 'false',
    size: ({ record }) => String(settingsAt(record).size),
    'snapshot-id': ({ record }) => record.data.snapshotId,
    status: ({ record }) => volumeState(record),
    'volume-id': ({ record }) => record.id,
    'volume-type': ({ record }) => settingsAt(record).type,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumes.html */
export const describeVolumes = ec2Operation('DescribeVolumes', {
  authorizes: describing('DescribeVolumes'),
  async runs({ VolumeIds: ids, ...input }, context) {
    const now = context.house.clock.now().getTime();
    const page = await describeResources<VolumeRecord>(
      context,
      { ...input, ids },
      { words: VOLUME, reads: (tx, place) => readVolumes(tx, place, now), filters: FILTERS },
    );
    return { Volumes: page.items.map(volumeToWire), NextToken: page.nextToken };
  },
});

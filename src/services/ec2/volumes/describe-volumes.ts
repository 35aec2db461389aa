import type { Selectable } from 'kysely';
import type { Volume, VolumeAttachment } from '../../../model/generated/ec2.ts';
import type { Ec2Tables } from '../../../store/ec2-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { describeResources, type Tagged } from '../shared/describe-resources.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import type { FilterFields } from '../shared/filters.ts';
import { readInstances } from '../instances/instance-reader.ts';
import type { BlockDevice } from '../instances/instance-record.ts';
import { tagsToWire } from '../instances/instance-to-wire.ts';
import type { VolumeData } from '../launch/launch.ts';
import type { Place } from '../shared/place.ts';
import { VOLUME } from '../shared/resources.ts';

/** A volume and how it is attached. */
interface VolumeRecord extends Omit<Selectable<Ec2Tables['volumes']>, 'data'> {
  readonly data: VolumeData;
  readonly attachment: BlockDevice | undefined;
}

const FILTERS: FilterFields<Tagged<VolumeRecord>> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    'attachment.attach-time': ({ record }) =>
      record.attachment && new Date(record.attachment.attachedAt).toISOString(),
    'attachment.delete-on-termination': ({ record }) =>
      record.attachment && String(record.attachment.deleteOnTermination),
    'attachment.device': ({ record }) => record.attachment?.deviceName,
    'attachment.instance-id': ({ record }) => record.instance_id ?? undefined,
    'attachment.status': ({ record }) => record.attachment && 'attached',
    'availability-zone': ({ record }) => record.data.availabilityZone,
    'availability-zone-id': ({ record }) => record.data.availabilityZoneId,
    'create-time': ({ record }) => new Date(record.created_at).toISOString(),
    encrypted: ({ record }) => String(record.data.isEncrypted),
    'fast-restored': () => 'false',
    'multi-attach-enabled': () => 'false',
    size: ({ record }) => String(record.data.size),
    'snapshot-id': ({ record }) => record.data.snapshotId,
    status: ({ record }) => stateOf(record),
    'volume-id': ({ record }) => record.id,
    'volume-type': ({ record }) => record.data.type,
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

async function readVolumes(tx: ReadTx, place: Place, now: number): Promise<readonly VolumeRecord[]> {
  const devices = new Map<string, BlockDevice>();
  for (const { data } of await readInstances(tx, place, now)) {
    for (const device of data.blockDevices) devices.set(device.volumeId, device);
  }
  const rows = await tx
    .selectFrom('volumes')
    .selectAll()
    .where('account_id', '=', place.accountId)
    .where('region', '=', place.region)
    .execute();
  return rows.map((row) => ({
    ...row,
    data: JSON.parse(row.data) as VolumeData,
    attachment: row.instance_id === null ? undefined : devices.get(row.id),
  }));
}

function stateOf({ attachment }: VolumeRecord): 'in-use' | 'available' {
  return attachment === undefined ? 'available' : 'in-use';
}

function volumeToWire({ record, tags }: Tagged<VolumeRecord>): Volume {
  const { data } = record;
  return {
    VolumeId: record.id,
    Size: data.size,
    SnapshotId: data.snapshotId ?? '',
    AvailabilityZone: data.availabilityZone,
    AvailabilityZoneId: data.availabilityZoneId,
    State: stateOf(record),
    CreateTime: new Date(record.created_at),
    Attachments: attachments(record),
    Encrypted: data.isEncrypted,
    Iops: data.iops,
    Tags: tagsToWire(tags),
    VolumeType: data.type,
    MultiAttachEnabled: false,
    Throughput: data.throughput,
    Operator: { Managed: false },
  };
}

function attachments({ id, instance_id, attachment }: VolumeRecord): VolumeAttachment[] {
  if (attachment === undefined || instance_id === null) return [];
  return [
    {
      AttachTime: new Date(attachment.attachedAt),
      DeleteOnTermination: attachment.deleteOnTermination,
      Device: attachment.deviceName,
      InstanceId: instance_id,
      State: 'attached',
      VolumeId: id,
    },
  ];
}

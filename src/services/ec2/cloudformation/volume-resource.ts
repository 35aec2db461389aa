import { differs } from '../../../operation/resource-properties.ts';
import type { ResourceContext, ResourceType } from '../../../operation/resource-type.ts';
import { byOwnTags, changeTags, ec2, tagSpecifications, until } from './ec2-calls.ts';
import { readVolume } from './read-compute.ts';

const CHANGEABLE = ['Iops', 'MultiAttachEnabled', 'Size', 'Throughput', 'VolumeType'];
const UPDATABLE = new Set(['AutoEnableIO', 'Tags', ...CHANGEABLE]);

/** AWS's words, also where it is the throughput or the tags that can be changed beside these. */
const FIXED =
  'Volume properties other than AutoEnableIO, type, size, and IOPS cannot be updated. Change the properties back to previous values and update the stack again.';

/** `AWS::EC2::Volume` */
export const volumeResource: ResourceType = {
  type: 'AWS::EC2::Volume',

  async create(properties, context) {
    const { AutoEnableIO, Tags: _tags, ...rest } = properties;
    const tags = tagSpecifications(context, 'volume', properties);
    const { VolumeId = '' } = await ec2(context, 'CreateVolume', {
      ...rest,
      ClientToken: context.token,
      ...tags,
    });
    await context.initiated(VolumeId);
    await until(context, async () => {
      const { Volumes: [volume] = [] } = await ec2(context, 'DescribeVolumes', { VolumeIds: [VolumeId] });
      return volume?.State === 'creating' ? undefined : true;
    });
    if (AutoEnableIO !== undefined) await setAutoEnableIo(context, VolumeId, AutoEnableIO);
    return { physicalId: VolumeId, attributes: { VolumeId } };
  },

  /** Neither in place nor by a new one: a volume's data would be lost. */
  refuses({ properties, wanted }) {
    const isFixed = [...Object.keys(properties), ...Object.keys(wanted)].some(
      (name) => !UPDATABLE.has(name) && differs(properties, wanted, name),
    );
    return isFixed ? FIXED : undefined;
  },

  async update(change, context) {
    const { physicalId: VolumeId, properties: before, wanted, attributes } = change;
    const changed = CHANGEABLE.filter((name) => differs(before, wanted, name));
    if (changed.length > 0) {
      const values = Object.fromEntries(changed.map((name) => [name, wanted[name]]));
      await ec2(context, 'ModifyVolume', { VolumeId, ...values });
    }
    if (differs(before, wanted, 'AutoEnableIO')) {
      await setAutoEnableIo(context, VolumeId, wanted['AutoEnableIO'] ?? false);
    }
    await changeTags(context, VolumeId, change);
    return { physicalId: VolumeId, attributes };
  },

  read: readVolume,

  async snapshot({ physicalId: VolumeId }, context) {
    const { Snapshots = [] } = await ec2(context, 'DescribeSnapshots', {
      OwnerIds: ['self'],
      Filters: [{ Name: 'volume-id', Values: [VolumeId] }, ...byOwnTags(context).Filters],
    });
    const isTaken = Snapshots.some(({ StartTime }) => (StartTime?.getTime() ?? 0) >= context.startedAt);
    if (!isTaken) await ec2(context, 'CreateSnapshot', { VolumeId });
  },

  async remove({ physicalId: VolumeId }, context) {
    await ec2(context, 'DeleteVolume', { VolumeId });
  },
};

async function setAutoEnableIo(context: ResourceContext, VolumeId: string, Value: unknown): Promise<void> {
  await ec2(context, 'ModifyVolumeAttribute', { VolumeId, AutoEnableIO: { Value } });
}

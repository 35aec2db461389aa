import { differs } from '../../../operation/resource-properties.ts';
import type { ResourceType } from '../../../operation/resource-type.ts';
import { changeTags, ec2, tagSpecifications, until } from './ec2-calls.ts';
import { readVolume } from './read-compute.ts';

const CHANGEABLE = ['Iops', 'Size', 'Throughput', 'VolumeType'];

/** `AWS::EC2::Volume` */
export const volumeResource: ResourceType = {
  type: 'AWS::EC2::Volume',

  async create(properties, context) {
    const { AutoEnableIO: _io, Tags: _tags, ...rest } = properties;
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
    return { physicalId: VolumeId, attributes: { VolumeId } };
  },

  async update(change, context) {
    const { physicalId: VolumeId, properties: before, wanted, attributes } = change;
    const changed = CHANGEABLE.filter((name) => differs(before, wanted, name));
    if (changed.length > 0) {
      const values = Object.fromEntries(changed.map((name) => [name, wanted[name]]));
      await ec2(context, 'ModifyVolume', { VolumeId, ...values });
    }
    await changeTags(context, VolumeId, change);
    return { physicalId: VolumeId, attributes };
  },

  read: readVolume,

  async remove({ physicalId: VolumeId }, context) {
    await ec2(context, 'DeleteVolume', { VolumeId });
  },
};

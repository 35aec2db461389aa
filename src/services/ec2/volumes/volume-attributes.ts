import { change, describing, ec2Operation } from '../ec2-operation.ts';
import { missingParameter } from '../errors.ts';
import { attributeKeys } from '../instances/instance-authorizations.ts';
import { describeResources } from '../shared/describe-resources.ts';
import type { FilterFields } from '../shared/filters.ts';
import type { Tagged } from '../shared/describe-resources.ts';
import { placeOf } from '../shared/place.ts';
import { VOLUME } from '../shared/resources.ts';
import { onVolume } from './volume-authorizations.ts';
import { readVolumes, requireVolume, volumeState, type VolumeRecord } from './volume-record.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumeAttribute.html */
export const describeVolumeAttribute = ec2Operation('DescribeVolumeAttribute', {
  authorizes: ({ VolumeId }, context) => onVolume(context, 'DescribeVolumeAttribute', VolumeId),
  async runs({ VolumeId, Attribute }, context) {
    const now = context.house.clock.now().getTime();
    const { data } = await context.house.store.read((tx) =>
      requireVolume(tx, placeOf(context), VolumeId, now),
    );
    return Attribute === 'productCodes'
      ? { VolumeId, ProductCodes: [] }
      : { VolumeId, AutoEnableIO: { Value: data.autoEnableIo ?? false } };
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVolumeAttribute.html */
export const modifyVolumeAttribute = ec2Operation('ModifyVolumeAttribute', {
  authorizes: ({ VolumeId, AutoEnableIO }, context) =>
    onVolume(
      context,
      'ModifyVolumeAttribute',
      VolumeId,
      attributeKeys({ autoEnableIO: AutoEnableIO?.Value }),
    ),
  async runs(input, context) {
    const autoEnableIo = input.AutoEnableIO?.Value;
    if (autoEnableIo === undefined) throw missingParameter('AutoEnableIO');
    return change(context, input, async (tx, now) => {
      const { id, data } = await requireVolume(tx, placeOf(context), input.VolumeId, now);
      await tx
        .updateTable('volumes')
        .set({ data: JSON.stringify({ ...data, autoEnableIo }) })
        .where('id', '=', id)
        .execute();
      return { answer: {} };
    });
  },
});

/** A volume that is being made tells nothing of itself. */
const statusOf = (record: VolumeRecord) => (volumeState(record) === 'creating' ? 'insufficient-data' : 'ok');

const STATUS_FILTERS: FilterFields<Tagged<VolumeRecord>> = {
  fields: {
    'action.code': () => undefined,
    'action.description': () => undefined,
    'action.event-id': () => undefined,
    'availability-zone': ({ record }) => record.data.availabilityZone,
    'availability-zone-id': ({ record }) => record.data.availabilityZoneId,
    'event.description': () => undefined,
    'event.event-id': () => undefined,
    'event.event-type': () => undefined,
    'event.not-after': () => undefined,
    'event.not-before': () => undefined,
    'volume-status.details-name': () => ['io-enabled', 'io-performance'],
    'volume-status.details-status': () => ['passed', 'not-applicable'],
    'volume-status.status': ({ record }) => statusOf(record),
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumeStatus.html */
export const describeVolumeStatus = ec2Operation('DescribeVolumeStatus', {
  authorizes: describing('DescribeVolumeStatus'),
  async runs({ VolumeIds: ids, ...input }, context) {
    const now = context.house.clock.now().getTime();
    const page = await describeResources<VolumeRecord>(
      context,
      { ...input, ids },
      { words: VOLUME, reads: (tx, place) => readVolumes(tx, place, now), filters: STATUS_FILTERS },
    );
    return {
      VolumeStatuses: page.items.map(({ record }) => ({
        VolumeId: record.id,
        AvailabilityZone: record.data.availabilityZone,
        AvailabilityZoneId: record.data.availabilityZoneId,
        VolumeStatus: {
          Status: statusOf(record),
          Details: [
            { Name: 'io-enabled', Status: 'passed' },
            { Name: 'io-performance', Status: 'not-applicable' },
          ],
        },
        Actions: [],
        Events: [],
        AttachmentStatuses: [],
      })),
      NextToken: page.nextToken,
    };
  },
});

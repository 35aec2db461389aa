import type { Ec2OperationName } from '../../../model/generated/ec2.ts';
import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import { regionKey } from '../ec2-operation.ts';
import { readTags } from '../instances/instance-record.ts';
import { ec2Arn, placeOf, publicArn, type Place } from '../shared/place.ts';
import { assertIdOf, VOLUME } from '../shared/resources.ts';
import { tagList } from '../tags/tags.ts';
import { findVolume, settingsAt, type VolumeData, type VolumeRecord } from './volume-record.ts';

type Described = Pick<VolumeData, 'isEncrypted' | 'size' | 'type'> & {
  readonly [Member in keyof VolumeData]?: VolumeData[Member] | undefined;
};

/** What conditions may ask of a volume. */
export function volumeKeys(place: Place, volume: Described): ConditionKeys {
  const text = (value: number | undefined) => (value === undefined ? undefined : String(value));
  return {
    'ec2:AvailabilityZone': volume.availabilityZone,
    'ec2:AvailabilityZoneId': volume.availabilityZoneId,
    'ec2:Encrypted': String(volume.isEncrypted),
    'ec2:KmsKeyId': volume.kmsKeyId,
    'ec2:ParentSnapshot': volume.snapshotId && publicArn(place, `snapshot/${volume.snapshotId}`),
    'ec2:VolumeIops': text(volume.iops),
    'ec2:VolumeSize': text(volume.size),
    'ec2:VolumeThroughput': text(volume.throughput),
    'ec2:VolumeType': volume.type,
  };
}

/** The permission of an action on a volume; by its ARN alone where there is none. @throws AwsError InvalidVolumeID.Malformed */
export async function onVolume(
  context: OperationContext,
  action: Ec2OperationName,
  id: string,
  more: ConditionKeys = {},
): Promise<Authorization> {
  assertIdOf(VOLUME, id);
  const place = placeOf(context);
  const now = context.house.clock.now().getTime();
  return context.house.store.read(async (tx) => {
    const found = await findVolume(tx, place, id, now);
    const tags = found && (await readTags(tx, [id])).get(id);
    const keys = found && {
      ...volumeKeys(place, describedAt(found)),
      'ec2:VolumeID': id,
      ...resourceTagKeys(tagList(tags), 'ec2'),
    };
    return {
      action: `ec2:${action}`,
      resource: ec2Arn(place, `volume/${id}`),
      keys: { ...keys, ...regionKey(context), ...more },
    };
  });
}

function describedAt(record: VolumeRecord): VolumeData {
  return { ...record.data, ...settingsAt(record) };
}

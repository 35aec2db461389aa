import type { OperationContext } from '../../../operation/context.ts';
import { requestTagKeys } from '../../../operation/tag-keys.ts';
import type { WriteTx } from '../../../store/store.ts';
import { change, ec2Operation, regionKey } from '../ec2-operation.ts';
import { unsupported } from '../errors.ts';
import { placeOf, ec2Arn, publicArn } from '../shared/place.ts';
import { putTags, readTagSpecifications, tagList, taggingOnCreate, type Tags } from '../tags/tags.ts';
import { onVolume } from '../volumes/volume-authorizations.ts';
import { notAvailable } from '../volumes/volume-errors.ts';
import { requireVolume, settingsAt, volumeState, type VolumeRecord } from '../volumes/volume-record.ts';
import { snapshotToWire, type AnySnapshot, type SnapshotData } from './snapshot-record.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSnapshot.html */
export const createSnapshot = ec2Operation('CreateSnapshot', {
  async authorizes(input, context) {
    if (input.OutpostArn !== undefined) throw unsupported('OutpostArn');
    if (input.Location === 'local') throw unsupported('Location=local');
    const place = placeOf(context);
    const tags = readTagSpecifications(input.TagSpecifications, ['snapshot']).snapshot;
    const onSource = await onVolume(context, 'CreateSnapshot', input.VolumeId);
    const resource = publicArn(place, 'snapshot/*');
    const keys = {
      'ec2:ParentVolume': ec2Arn(place, `volume/${input.VolumeId}`),
      'ec2:Encrypted': onSource.keys?.['ec2:Encrypted'],
      'ec2:VolumeSize': onSource.keys?.['ec2:VolumeSize'],
      ...requestTagKeys(tagList(tags)),
      ...regionKey(context),
    };
    return [
      onSource,
      { action: 'ec2:CreateSnapshot', resource, keys },
      ...taggingOnCreate(context, 'CreateSnapshot', resource, tags),
    ];
  },

  async runs(input, context) {
    const tags = readTagSpecifications(input.TagSpecifications, ['snapshot']).snapshot;
    return change(context, input, async (tx, now) => {
      const volume = await requireVolume(tx, placeOf(context), input.VolumeId, now);
      if (volumeState(volume) === 'creating') throw notAvailable(volume.id);
      const record = await insertSnapshot(tx, context, volume, input.Description ?? '', tags, now);
      return { answer: snapshotToWire({ record, tags }, now), made: [record.id] };
    });
  },
});

/** Writes a snapshot of a volume as it is now. */
export async function insertSnapshot(
  tx: WriteTx,
  context: OperationContext,
  volume: VolumeRecord,
  description: string,
  tags: Tags | undefined,
  now: number,
): Promise<AnySnapshot> {
  const { accountId, region } = placeOf(context);
  const id = context.house.ids.hex('snap');
  const data: SnapshotData = {
    description,
    size: settingsAt(volume).size,
    isEncrypted: volume.data.isEncrypted,
    kmsKeyId: volume.data.kmsKeyId,
    startedAt: now,
    completesAt: now + context.house.settings.pace.snapshot,
  };
  await tx
    .insertInto('snapshots')
    .values({
      id,
      account_id: accountId,
      region,
      created_at: now,
      volume_id: volume.id,
      data: JSON.stringify(data),
    })
    .execute();
  await putTags(tx, id, tags);
  return { ...data, id, volumeId: volume.id, ownerId: accountId };
}

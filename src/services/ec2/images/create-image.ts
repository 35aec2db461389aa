import type { CreateImageRequest } from '../../../model/generated/ec2.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { requestTagKeys } from '../../../operation/tag-keys.ts';
import type { WriteTx } from '../../../store/store.ts';
import { change, ec2Operation, regionKey } from '../ec2-operation.ts';
import { notInStates, unsupported } from '../errors.ts';
import { onInstances } from '../instances/instance-authorizations.ts';
import { requireInstance } from '../instances/instance-reader.ts';
import { devicesAt, instanceState, type InstanceRecord } from '../instances/instance-record.ts';
import { planVolumes, readVolumes, type VolumeSpecification } from '../launch/launch-volumes.ts';
import { imageArn, placeOf, publicArn } from '../shared/place.ts';
import { insertSnapshot } from '../snapshots/create-snapshot.ts';
import { putTags, readTagSpecifications, tagList, taggingOnCreate, type Tags } from '../tags/tags.ts';
import { requireVolume } from '../volumes/volume-record.ts';
import { imageNameTaken, malformedImageName } from './image-errors.ts';
import { findImage, readOwnImages, type ImageData } from './image-record.ts';

const TYPES = ['image', 'snapshot'] as const;

/**
 * An image of an instance: snapshots of its volumes and what a launch needs to know. Nothing is
 * copied that was written on the instance; it is rebooted when it runs, unless that is refused.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateImage.html
 */
export const createImage = ec2Operation('CreateImage', {
  async authorizes(input, context) {
    if (!/^[a-zA-Z0-9()[\] ./\-'@_]{3,128}$/.test(input.Name)) throw malformedImageName();
    if (input.SnapshotLocation === 'local') throw unsupported('SnapshotLocation=local');
    readVolumes(input.BlockDeviceMappings);
    const place = placeOf(context);
    const tags = readTagSpecifications(input.TagSpecifications, TYPES);
    const image = imageArn(place, '*');
    const snapshot = publicArn(place, 'snapshot/*');
    const making = (resource: string, ofResource: Tags | undefined): Authorization => ({
      action: 'ec2:CreateImage',
      resource,
      keys: { ...requestTagKeys(tagList(ofResource)), ...regionKey(context) },
    });
    return [
      ...(await onInstances(context, 'CreateImage', [input.InstanceId])),
      making(image, tags.image),
      making(snapshot, tags.snapshot),
      ...taggingOnCreate(context, 'CreateImage', image, tags.image),
      ...taggingOnCreate(context, 'CreateImage', snapshot, tags.snapshot),
    ];
  },

  async runs(input, context) {
    const { isRebooted, ...answer } = await change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const instance = await requireInstance(tx, place, input.InstanceId, now);
      const state = instanceState(instance, now);
      if (state !== 'running' && state !== 'stopped') {
        throw notInStates(instance.id, "'running' or 'stopped' states");
      }
      const taken = (await readOwnImages(tx, place)).find(({ name }) => name === input.Name);
      if (taken !== undefined) throw imageNameTaken(input.Name, taken.imageId);
      const ImageId = await insertImage(tx, context, input, instance, now);
      return { answer: { ImageId, isRebooted: state === 'running' && input.NoReboot !== true } };
    });
    if (isRebooted) context.house.instances.announce([input.InstanceId], 'rebooted');
    return answer;
  },
});

async function insertImage(
  tx: WriteTx,
  context: OperationContext,
  input: CreateImageRequest,
  instance: InstanceRecord,
  now: number,
): Promise<string> {
  const { accountId, region } = placeOf(context);
  const { data } = instance;
  const tags = readTagSpecifications(input.TagSpecifications, TYPES);
  const id = context.house.ids.hex('ami');
  const source = await findImage(tx, { accountId, region }, instance.image_id);
  const image: ImageData = {
    description: input.Description ?? '',
    isPublic: false,
    architecture: data.architecture,
    platform: data.platform,
    platformDetails: data.platformDetails,
    usageOperation: data.usageOperation,
    rootDeviceName: data.rootDeviceName,
    devices: await snapshotDevices(tx, context, input, instance, id, now),
    creationDate: new Date(now).toISOString(),
    bootMode: data.bootMode,
    imdsSupport: source.imdsSupport,
    availableAt: now + context.house.settings.pace.image,
    sourceInstanceId: instance.id,
  };
  await tx
    .insertInto('images')
    .values({
      id,
      account_id: accountId,
      region,
      created_at: now,
      name: input.Name,
      data: JSON.stringify(image),
    })
    .execute();
  await putTags(tx, id, tags.image);
  return id;
}

/** The instance's volumes, each in a snapshot, as the request changes them. */
async function snapshotDevices(
  tx: WriteTx,
  context: OperationContext,
  input: CreateImageRequest,
  instance: InstanceRecord,
  imageId: string,
  now: number,
): Promise<readonly VolumeSpecification[]> {
  const asked = readVolumes(input.BlockDeviceMappings);
  const tags = readTagSpecifications(input.TagSpecifications, TYPES).snapshot;
  const devices: VolumeSpecification[] = [];
  for (const { deviceName, volumeId, deleteOnTermination } of devicesAt(instance.data, now)) {
    const isLeftOut = asked.some((each) => each.deviceName === deviceName && each.isSuppressed);
    if (isLeftOut && deviceName !== instance.data.rootDeviceName) continue;
    const volume = await requireVolume(tx, placeOf(context), volumeId, now);
    const description = `Created by CreateImage(${instance.id}) for ${imageId}`;
    const { id: snapshotId } = await insertSnapshot(tx, context, volume, description, tags, now);
    const { size, type, iops, throughput, isEncrypted, kmsKeyId } = volume.data;
    const shown = { size, type, iops, throughput, isEncrypted, kmsKeyId };
    devices.push({ deviceName, ...shown, snapshotId, deleteOnTermination });
  }
  const { volumes, problem } = planVolumes(instance.data.rootDeviceName, devices, asked, new Map());
  if (problem !== undefined) throw problem;
  return volumes;
}

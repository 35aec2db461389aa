import type { BlockDeviceMapping, Image } from '../../../model/generated/ec2.ts';
import { tagsToWire } from '../instances/instance-to-wire.ts';
import type { Tagged } from '../shared/describe-resources.ts';
import type { ImageRecord } from './image-record.ts';

/** @param now ms since 1970 in emulated time */
export function imageState({ availableAt }: ImageRecord, now: number): 'pending' | 'available' {
  return now < availableAt ? 'pending' : 'available';
}

export function imageToWire({ record: image, tags }: Tagged<ImageRecord>, now: number): Image {
  return {
    Architecture: image.architecture ?? 'x86_64',
    CreationDate: image.creationDate,
    ImageId: image.imageId,
    ImageLocation: imageLocation(image),
    ImageType: 'machine',
    Public: image.isPublic,
    OwnerId: image.ownerId,
    Platform: image.platform,
    PlatformDetails: image.platformDetails,
    UsageOperation: image.usageOperation,
    State: imageState(image, now),
    BlockDeviceMappings: imageDevices(image),
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
    SourceInstanceId: image.sourceInstanceId,
    DeregistrationProtection: 'disabled',
    Tags: tagsToWire(tags),
  };
}

export function imageLocation({ ownerAlias, ownerId, name }: ImageRecord): string {
  return `${ownerAlias ?? ownerId}/${name}`;
}

export function imageDevices({ devices }: ImageRecord): BlockDeviceMapping[] {
  return devices.map((device) => ({
    DeviceName: device.deviceName,
    Ebs: {
      DeleteOnTermination: device.deleteOnTermination,
      // A snapshot's encryption shows; its key does not.
      Encrypted: device.isEncrypted,
      SnapshotId: device.snapshotId,
      VolumeSize: device.size,
      VolumeType: device.type,
      Iops: device.type === 'gp2' ? undefined : device.iops,
      Throughput: device.throughput,
    },
  }));
}

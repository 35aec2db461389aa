import type { ImageAttribute, ImageAttributeName } from '../../../model/generated/ec2.ts';
import { ec2Operation } from '../ec2-operation.ts';
import { notFound } from '../errors.ts';
import { placeOf } from '../shared/place.ts';
import { IMAGE } from '../shared/resources.ts';
import { onImage } from './image-authorizations.ts';
import { notYourImage } from './image-errors.ts';
import { findImage, type ImageRecord } from './image-record.ts';
import { imageDevices } from './image-to-wire.ts';

/** Only its owner sees them. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImageAttribute.html */
export const describeImageAttribute = ec2Operation('DescribeImageAttribute', {
  authorizes: ({ ImageId }, context) => onImage(context, 'DescribeImageAttribute', ImageId),
  async runs({ ImageId, Attribute }, context) {
    const image = await context.house.store.read((tx) => findImage(tx, placeOf(context), ImageId));
    if (image.isGone === true) throw notFound(IMAGE, [`[${ImageId}]`]);
    if (image.isPublic) throw notYourImage(ImageId);
    return { ImageId, ...attributeOf(image, Attribute) };
  },
});

function attributeOf(image: ImageRecord, name: ImageAttributeName): ImageAttribute {
  switch (name) {
    case 'blockDeviceMapping':
      return { BlockDeviceMappings: imageDevices(image) };
    case 'bootMode':
      return { BootMode: { Value: image.bootMode } };
    case 'deregistrationProtection':
      return { DeregistrationProtection: { Value: 'disabled' } };
    case 'description':
      return { Description: { Value: image.description } };
    case 'imdsSupport':
      return { ImdsSupport: { Value: image.imdsSupport } };
    case 'kernel':
      return { KernelId: {} };
    case 'lastLaunchedTime':
      return { LastLaunchedTime: {} };
    case 'launchPermission':
      return { LaunchPermissions: [] };
    case 'productCodes':
      return { ProductCodes: [] };
    case 'ramdisk':
      return { RamdiskId: {} };
    case 'sriovNetSupport':
      return { SriovNetSupport: { Value: 'simple' } };
    case 'tpmSupport':
      return { TpmSupport: {} };
    case 'uefiData':
      return { UefiData: {} };
  }
}

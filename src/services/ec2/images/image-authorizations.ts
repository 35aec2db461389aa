import type { Ec2OperationName } from '../../../model/generated/ec2.ts';
import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import { regionKey } from '../ec2-operation.ts';
import { readTags } from '../instances/instance-record.ts';
import { imageArn, placeOf } from '../shared/place.ts';
import { assertIdOf, IMAGE } from '../shared/resources.ts';
import { tagList, type Tags } from '../tags/tags.ts';
import { findImage, type ImageRecord } from './image-record.ts';

/** What conditions may ask of an image. */
export function imageKeys(image: ImageRecord, tags: Tags | undefined): ConditionKeys {
  return {
    'ec2:ImageID': image.imageId,
    'ec2:ImageType': 'machine',
    'ec2:Owner': image.ownerAlias ?? image.ownerId,
    'ec2:Public': String(image.isPublic),
    'ec2:RootDeviceType': 'ebs',
    ...resourceTagKeys(tagList(tags), 'ec2'),
  };
}

/** The permission of an action on an image. @throws AwsError InvalidAMIID.Malformed */
export async function onImage(
  context: OperationContext,
  action: Ec2OperationName,
  id: string,
): Promise<Authorization> {
  assertIdOf(IMAGE, id);
  const place = placeOf(context);
  return context.house.store.read(async (tx) => {
    const image = await findImage(tx, place, id);
    const tags = (await readTags(tx, [id])).get(id);
    return {
      action: `ec2:${action}`,
      resource: imageArn(place, id),
      keys: { ...imageKeys(image, tags), ...regionKey(context) },
    };
  });
}

import type { DeleteSnapshotReturnCode } from '../../../model/generated/ec2.ts';
import type { WriteTx } from '../../../store/store.ts';
import { change, ec2Operation } from '../ec2-operation.ts';
import { placeOf, type Place } from '../shared/place.ts';
import { dropTags } from '../tags/tags.ts';
import { onImage } from './image-authorizations.ts';
import { imageUnavailable, notYourImage } from './image-errors.ts';
import { findImage, imageOfSnapshot, readOwnImages, type ImageRecord } from './image-record.ts';

/**
 * What an image was made of stays, unless its snapshots are to go too; instances of it run on.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeregisterImage.html
 */
export const deregisterImage = ec2Operation('DeregisterImage', {
  authorizes: ({ ImageId }, context) => onImage(context, 'DeregisterImage', ImageId),
  async runs(input, context) {
    return change(context, input, async (tx) => {
      const { ImageId: id } = input;
      const place = placeOf(context);
      const image = (await readOwnImages(tx, place)).find(({ imageId }) => imageId === id);
      if (image === undefined) {
        throw (await findImage(tx, place, id)).isPublic ? notYourImage(id) : imageUnavailable(id);
      }
      const { imageId: _id, ownerId: _owner, name: _name, ...data } = image;
      // The id stays taken, the name is free.
      await tx
        .updateTable('images')
        .set({ name: id, data: JSON.stringify({ ...data, isGone: true }) })
        .where('id', '=', id)
        .execute();
      await dropTags(tx, [id]);
      const DeleteSnapshotResults =
        input.DeleteAssociatedSnapshots === true ? await deleteSnapshots(tx, place, image) : undefined;
      return { answer: { Return: true, DeleteSnapshotResults } };
    });
  },
});

async function deleteSnapshots(
  tx: WriteTx,
  place: Place,
  { devices }: ImageRecord,
): Promise<{ SnapshotId: string; ReturnCode: DeleteSnapshotReturnCode['ReturnCode'] }[]> {
  const results = [];
  for (const { snapshotId: SnapshotId } of devices) {
    if (SnapshotId === undefined) continue;
    const isUsed = (await imageOfSnapshot(tx, place, SnapshotId)) !== undefined;
    results.push({ SnapshotId, ReturnCode: isUsed ? ('skipped' as const) : ('success' as const) });
    if (isUsed) continue;
    await dropTags(tx, [SnapshotId]);
    await tx.deleteFrom('snapshots').where('id', '=', SnapshotId).execute();
  }
  return results;
}

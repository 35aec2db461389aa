import { change, ec2Operation } from '../ec2-operation.ts';
import { imageOfSnapshot } from '../images/image-record.ts';
import { placeOf } from '../shared/place.ts';
import { dropTags } from '../tags/tags.ts';
import { snapshotInUse, snapshotNotFound } from '../volumes/volume-errors.ts';
import { onSnapshot } from './snapshot-authorizations.ts';
import { readSnapshots } from './snapshot-record.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSnapshot.html */
export const deleteSnapshot = ec2Operation('DeleteSnapshot', {
  authorizes: ({ SnapshotId }, context) => onSnapshot(context, 'DeleteSnapshot', SnapshotId),
  async runs(input, context) {
    return change(context, input, async (tx) => {
      const { SnapshotId: id } = input;
      const place = placeOf(context);
      const own = await readSnapshots(tx, place);
      if (!own.some((snapshot) => snapshot.id === id)) throw snapshotNotFound(id);
      const image = await imageOfSnapshot(tx, place, id);
      if (image !== undefined) throw snapshotInUse(id, image);
      await dropTags(tx, [id]);
      await tx.deleteFrom('snapshots').where('id', '=', id).execute();
      return { answer: {} };
    });
  },
});

import { change, ec2Operation } from '../ec2-operation.ts';
import { placeOf } from '../shared/place.ts';
import { dropTags } from '../tags/tags.ts';
import { onVolume } from './volume-authorizations.ts';
import { attachedTo, notAvailable } from './volume-errors.ts';
import { requireVolume, volumeState } from './volume-record.ts';

/** It is gone at once; what AWS shows as `deleting` is over. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVolume.html */
export const deleteVolume = ec2Operation('DeleteVolume', {
  authorizes: ({ VolumeId }, context) => onVolume(context, 'DeleteVolume', VolumeId),
  async runs(input, context) {
    return change(context, input, async (tx, now) => {
      const record = await requireVolume(tx, placeOf(context), input.VolumeId, now);
      if (record.attachment !== undefined) throw attachedTo(record.id, record.instance_id ?? '');
      if (volumeState(record) !== 'available') throw notAvailable(record.id);
      await dropTags(tx, [record.id]);
      await tx.deleteFrom('volumes').where('id', '=', record.id).execute();
      return { answer: {} };
    });
  },
});

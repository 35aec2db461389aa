import type { ReplaceIamInstanceProfileAssociationRequest } from '../../../model/generated/ec2.ts';
import { perCall } from '../../../operation/per-call.ts';
import {
  assertAssociationId,
  associationToWire,
  findLiveAssociation,
  insertAssociation,
  requireLiveAssociation,
} from './associations.ts';
import { change, ec2Operation } from '../ec2-operation.ts';
import { missingParameter, notTheActiveAssociation } from '../errors.ts';
import { onAssociatedInstance } from './on-associated-instance.ts';
import { requireInstance } from '../instances/instance-reader.ts';
import { instanceState } from '../instances/instance-record.ts';
import { ec2Arn, placeOf } from '../shared/place.ts';
import { findNamedProfile, passingRole } from './profile-specification.ts';

const load = perCall(async (input: ReplaceIamInstanceProfileAssociationRequest, context) => {
  assertAssociationId(input.AssociationId);
  const named = await findNamedProfile(context, input.IamInstanceProfile);
  if (named === undefined) throw missingParameter('IamInstanceProfile');
  const association = await context.house.store.read((tx) =>
    findLiveAssociation(tx, placeOf(context), input.AssociationId),
  );
  return { named, association };
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceIamInstanceProfileAssociation.html */
export const replaceIamInstanceProfileAssociation = ec2Operation('ReplaceIamInstanceProfileAssociation', {
  async authorizes(input, context) {
    const { named, association } = await load(input, context);
    const action = 'ReplaceIamInstanceProfileAssociation';
    const keys = { 'ec2:NewInstanceProfile': named.profile?.arn };
    return [
      ...(await onAssociatedInstance(context, action, association, keys)),
      ...passingRole(named, ec2Arn(placeOf(context), `instance/${association?.instance_id ?? '*'}`)),
    ];
  },

  async runs(input, context) {
    const { named } = await load(input, context);
    return change(context, {}, async (tx, now) => {
      const place = placeOf(context);
      const old = await requireLiveAssociation(tx, place, input.AssociationId);
      const { profile, problem } = named;
      if (profile === undefined || problem !== undefined) throw problem;
      const instance = await requireInstance(tx, place, old.instance_id, now);
      if (instanceState(instance, now) !== 'running') throw notTheActiveAssociation(old.id);
      // The old association is gone at once, its id with it: AWS shows only the new one.
      await tx.deleteFrom('instance_profile_associations').where('id', '=', old.id).execute();
      const made = await insertAssociation(tx, context.house, place, instance.id, profile, now);
      return {
        answer: { IamInstanceProfileAssociation: associationToWire(made, now) },
        instances: [instance.id],
      };
    });
  },
});

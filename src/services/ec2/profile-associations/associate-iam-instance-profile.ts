import { perCall } from '../../../operation/per-call.ts';
import {
  forgetEndedAssociations,
  insertAssociation,
  associationToWire,
  liveAssociations,
} from './associations.ts';
import { change, ec2Operation } from '../ec2-operation.ts';
import { existingAssociation, missingParameter, notInStates } from '../errors.ts';
import { onInstances } from '../instances/instance-authorizations.ts';
import { requireInstance } from '../instances/instance-reader.ts';
import { instanceState } from '../instances/instance-record.ts';
import { ec2Arn, placeOf } from '../shared/place.ts';
import { findNamedProfile, passingRole } from './profile-specification.ts';
import type { AssociateIamInstanceProfileRequest } from '../../../model/generated/ec2.ts';

const load = perCall(async ({ IamInstanceProfile }: AssociateIamInstanceProfileRequest, context) => {
  const named = await findNamedProfile(context, IamInstanceProfile);
  if (named === undefined) throw missingParameter('IamInstanceProfile');
  return named;
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateIamInstanceProfile.html */
export const associateIamInstanceProfile = ec2Operation('AssociateIamInstanceProfile', {
  async authorizes(input, context) {
    const named = await load(input, context);
    const keys = { 'ec2:NewInstanceProfile': named.profile?.arn };
    return [
      ...(await onInstances(context, 'AssociateIamInstanceProfile', [input.InstanceId], keys)),
      ...passingRole(named, ec2Arn(placeOf(context), `instance/${input.InstanceId}`)),
    ];
  },

  async runs(input, context) {
    const { profile, problem } = await load(input, context);
    return change(context, {}, async (tx, now) => {
      const place = placeOf(context);
      const instance = await requireInstance(tx, place, input.InstanceId, now);
      if (profile === undefined || problem !== undefined) throw problem;
      const state = instanceState(instance, now);
      if (state !== 'running' && state !== 'stopped') {
        throw notInStates(instance.id, "'running' or 'stopped' states");
      }
      if ((await liveAssociations(tx, [instance.id])).size > 0) throw existingAssociation(instance.id);
      await forgetEndedAssociations(tx, instance.id, now);
      const made = await insertAssociation(tx, context.house, place, instance.id, profile, now);
      return {
        answer: { IamInstanceProfileAssociation: associationToWire(made, now) },
        instances: [instance.id],
      };
    });
  },
});

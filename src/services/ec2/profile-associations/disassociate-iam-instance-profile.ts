import {
  assertAssociationId,
  associationToWire,
  endAssociation,
  findLiveAssociation,
  requireLiveAssociation,
} from './associations.ts';
import { change, ec2Operation } from '../ec2-operation.ts';
import { onAssociatedInstance } from './on-associated-instance.ts';
import { placeOf } from '../shared/place.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateIamInstanceProfile.html */
export const disassociateIamInstanceProfile = ec2Operation('DisassociateIamInstanceProfile', {
  async authorizes({ AssociationId }, context) {
    assertAssociationId(AssociationId);
    const association = await context.house.store.read((tx) =>
      findLiveAssociation(tx, placeOf(context), AssociationId),
    );
    return onAssociatedInstance(context, 'DisassociateIamInstanceProfile', association);
  },

  async runs(input, context) {
    return change(context, {}, async (tx, now) => {
      const association = await requireLiveAssociation(tx, placeOf(context), input.AssociationId);
      const ending = await endAssociation(tx, context.house, association, now);
      return {
        answer: { IamInstanceProfileAssociation: associationToWire(ending, now) },
        instances: [association.instance_id],
      };
    });
  },
});

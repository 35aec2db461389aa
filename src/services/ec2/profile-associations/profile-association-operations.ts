import type { Operation } from '../../../operation/operation.ts';
import { associateIamInstanceProfile } from './associate-iam-instance-profile.ts';
import { describeIamInstanceProfileAssociations } from './describe-iam-instance-profile-associations.ts';
import { disassociateIamInstanceProfile } from './disassociate-iam-instance-profile.ts';
import { replaceIamInstanceProfileAssociation } from './replace-iam-instance-profile-association.ts';

/** Instance profiles' associations with instances. */
export const profileAssociationOperations: readonly Operation[] = [
  associateIamInstanceProfile,
  describeIamInstanceProfileAssociations,
  disassociateIamInstanceProfile,
  replaceIamInstanceProfileAssociation,
];

import type { Service } from '../../operation/service.ts';
import { associateIamInstanceProfile } from './associate-iam-instance-profile.ts';
import { denies } from './denies.ts';
import { describeIamInstanceProfileAssociations } from './describe-iam-instance-profile-associations.ts';
import { describeInstanceAttribute } from './describe-instance-attribute.ts';
import { describeInstanceStatus } from './describe-instance-status.ts';
import { describeInstances } from './describe-instances.ts';
import { disassociateIamInstanceProfile } from './disassociate-iam-instance-profile.ts';
import { rebootInstances, startInstances, stopInstances, terminateInstances } from './instance-lifecycle.ts';
import { modifyInstanceMetadataOptions } from './modify-instance-metadata-options.ts';
import { replaceIamInstanceProfileAssociation } from './replace-iam-instance-profile-association.ts';
import { runInstances } from './run-instances.ts';

/** Elastic Compute Cloud. */
export const ec2Service: Service = {
  name: 'ec2',
  operations: [
    associateIamInstanceProfile,
    describeIamInstanceProfileAssociations,
    describeInstanceAttribute,
    describeInstanceStatus,
    describeInstances,
    disassociateIamInstanceProfile,
    modifyInstanceMetadataOptions,
    rebootInstances,
    replaceIamInstanceProfileAssociation,
    runInstances,
    startInstances,
    stopInstances,
    terminateInstances,
  ],
  denies,
};

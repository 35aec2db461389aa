import type { Service } from '../../operation/service.ts';
import { imageOperations } from './images/image-operations.ts';
import { instanceTypeOperations } from './instance-types/instance-type-operations.ts';
import { instanceOperations } from './instances/instance-operations.ts';
import { keyPairOperations } from './key-pairs/key-pair-operations.ts';
import { launchTemplateOperations } from './launch-templates/launch-template-operations.ts';
import { launchOperations } from './launch/launch-operations.ts';
import { networkOperations } from './network/network-operations.ts';
import { profileAssociationOperations } from './profile-associations/profile-association-operations.ts';
import { regionOperations } from './regions/region-operations.ts';
import { securityGroupOperations } from './security-groups/security-group-operations.ts';
import { snapshotOperations } from './snapshots/snapshot-operations.ts';
import { ec2Tagging } from './tags/ec2-tagging.ts';
import { tagOperations } from './tags/tag-operations.ts';
import { volumeOperations } from './volumes/volume-operations.ts';
import { vpcEndpointOperations } from './vpc-endpoints/vpc-endpoint-operations.ts';
import { denies } from './denies.ts';

/** Elastic Compute Cloud: its operations by family, each family's list in its own file. */
export const ec2Service: Service = {
  name: 'ec2',
  operations: [
    ...imageOperations,
    ...instanceTypeOperations,
    ...instanceOperations,
    ...keyPairOperations,
    ...launchOperations,
    ...launchTemplateOperations,
    ...networkOperations,
    ...profileAssociationOperations,
    ...regionOperations,
    ...securityGroupOperations,
    ...snapshotOperations,
    ...tagOperations,
    ...volumeOperations,
    ...vpcEndpointOperations,
  ],
  denies,
  tagging: ec2Tagging,
};

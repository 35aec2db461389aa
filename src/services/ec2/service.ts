import type { Service } from '../../operation/service.ts';
import { associateIamInstanceProfile } from './associate-iam-instance-profile.ts';
import { createKeyPair, importKeyPair } from './create-key-pair.ts';
import { createTags, deleteTags } from './create-tags.ts';
import { describeImages } from './describe-images.ts';
import { describeInstanceTypes } from './describe-instance-types.ts';
import { deleteKeyPair, describeKeyPairs } from './describe-key-pairs.ts';
import { describeAvailabilityZones, describeRegions } from './describe-regions.ts';
import { describeSecurityGroups } from './describe-security-groups.ts';
import { describeSubnets } from './describe-subnets.ts';
import { describeTags } from './describe-tags.ts';
import { describeVpcs } from './describe-vpcs.ts';
import { describeInstanceCreditSpecifications } from './describe-instance-credit-specifications.ts';
import { describeNetworkInterfaces } from './describe-network-interfaces.ts';
import { describeVolumes } from './describe-volumes.ts';
import { modifyInstanceAttribute } from './modify-instance-attribute.ts';
import { authorizeSecurityGroupEgress, authorizeSecurityGroupIngress } from './authorize-security-group.ts';
import { createSecurityGroup, deleteSecurityGroup } from './create-security-group.ts';
import { denies } from './denies.ts';
import { describeIamInstanceProfileAssociations } from './describe-iam-instance-profile-associations.ts';
import { describeInstanceAttribute } from './describe-instance-attribute.ts';
import { describeInstanceStatus } from './describe-instance-status.ts';
import { describeInstances } from './describe-instances.ts';
import { disassociateIamInstanceProfile } from './disassociate-iam-instance-profile.ts';
import { rebootInstances, startInstances, stopInstances, terminateInstances } from './instance-lifecycle.ts';
import { modifyInstanceMetadataOptions } from './modify-instance-metadata-options.ts';
import { createVpcEndpoint } from './create-vpc-endpoint.ts';
import { deleteVpcEndpoints, describeVpcEndpoints, modifyVpcEndpoint } from './vpc-endpoints.ts';
import { replaceIamInstanceProfileAssociation } from './replace-iam-instance-profile-association.ts';
import { runInstances } from './run-instances.ts';

/** Elastic Compute Cloud. */
export const ec2Service: Service = {
  name: 'ec2',
  operations: [
    associateIamInstanceProfile,
    authorizeSecurityGroupEgress,
    authorizeSecurityGroupIngress,
    createKeyPair,
    createSecurityGroup,
    createTags,
    createVpcEndpoint,
    deleteKeyPair,
    deleteSecurityGroup,
    deleteTags,
    deleteVpcEndpoints,
    describeAvailabilityZones,
    describeIamInstanceProfileAssociations,
    describeImages,
    describeInstanceAttribute,
    describeInstanceCreditSpecifications,
    describeInstanceStatus,
    describeInstanceTypes,
    describeInstances,
    describeKeyPairs,
    describeNetworkInterfaces,
    describeRegions,
    describeSecurityGroups,
    describeSubnets,
    describeTags,
    describeVolumes,
    describeVpcEndpoints,
    describeVpcs,
    disassociateIamInstanceProfile,
    importKeyPair,
    modifyInstanceAttribute,
    modifyInstanceMetadataOptions,
    modifyVpcEndpoint,
    rebootInstances,
    replaceIamInstanceProfileAssociation,
    runInstances,
    startInstances,
    stopInstances,
    terminateInstances,
  ],
  denies,
};

import type { AwsError } from '../../../kernel/aws-error.ts';
import { invalid, invalidParameterValue, invalidValue, quote } from '../errors.ts';

/**
 * The errors of networks: code and words, as EC2 answers them.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */

/** @param noun EC2's word for the kind, for example `vpc` or `routeTable` */
export function hasDependencies(noun: string, id: string): AwsError {
  return invalid('DependencyViolation', `The ${noun} '${id}' has dependencies and cannot be deleted.`);
}

/** @param code for example `VpcLimitExceeded` @param what for example `VPCs` */
export function limitExceeded(code: string, what: string): AwsError {
  return invalid(code, `The maximum number of ${what} has been reached.`);
}

export function invalidCidr(value: string, parameter: string): AwsError {
  return invalidParameterValue(value, parameter, 'This is not a valid CIDR block.');
}

/** @param kind `Vpc` or `Subnet` */
export function invalidRange(kind: 'Vpc' | 'Subnet', cidr: string): AwsError {
  return invalid(`Invalid${kind}.Range`, `The CIDR '${quote(cidr)}' is invalid.`);
}

export function subnetConflict(cidr: string): AwsError {
  return invalid('InvalidSubnet.Conflict', `The CIDR '${cidr}' conflicts with another subnet`);
}

export function invalidSubnetZone(zone: string, parameter: string, zones: readonly string[]): AwsError {
  return invalidParameterValue(
    zone,
    parameter,
    `Subnets can currently only be created in the following availability zones: ${zones.join(', ')}.`,
  );
}

export function defaultVpcAlreadyExists(): AwsError {
  return invalid('DefaultVpcAlreadyExists', 'A Default VPC already exists for this account in this region.');
}

export function defaultVpcDoesNotExist(): AwsError {
  return invalid('DefaultVpcDoesNotExist', 'No default VPC exists for this account in this region.');
}

export function defaultSubnetAlreadyExists(id: string, zone: string): AwsError {
  return invalid(
    'DefaultSubnetAlreadyExistsInAvailabilityZone',
    `'${id}' is already the default subnet in ${zone}.`,
  );
}

// Internet gateways

export function alreadyAttached(gatewayId: string, vpcId: string): AwsError {
  return invalid(
    'Resource.AlreadyAssociated',
    `resource ${gatewayId} is already attached to network ${vpcId}`,
  );
}

export function hasInternetGateway(vpcId: string): AwsError {
  return invalidValue(`Network ${vpcId} already has an internet gateway attached`);
}

export function notAttached(gatewayId: string, vpcId: string): AwsError {
  return invalid('Gateway.NotAttached', `resource ${gatewayId} is not attached to network ${vpcId}`);
}

export function withoutInternetGateway(vpcId: string): AwsError {
  return invalid('Gateway.NotAttached', `Network ${vpcId} is not attached to any internet gateway`);
}

export function hasPublicAddresses(vpcId: string): AwsError {
  return invalid(
    'DependencyViolation',
    `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
  );
}

// Route tables

export function unknownAssociation(id: string): AwsError {
  return invalid('InvalidAssociationID.NotFound', `The association ID '${quote(id)}' does not exist`);
}

export function alreadyAssociated(routeTableId: string): AwsError {
  return invalid(
    'Resource.AlreadyAssociated',
    `the specified association for route table ${routeTableId} conflicts with an existing association`,
  );
}

/** @param what for example `subnet subnet-…` */
export function differentNetworks(routeTableId: string, what: string): AwsError {
  return invalidValue(`route table ${routeTableId} and ${what} belong to different networks`);
}

export function mainAssociation(id: string): AwsError {
  return invalidValue(`cannot disassociate the main route table association ${id}`);
}

export function routeAlreadyExists(destination: string): AwsError {
  return invalid('RouteAlreadyExists', `The route identified by ${destination} already exists.`);
}

/** @param member `destination-cidr-block`, say */
export function unknownRoute(routeTableId: string, member: string, destination: string): AwsError {
  return invalid(
    'InvalidRoute.NotFound',
    `no route with ${member} ${destination} in route table ${routeTableId}`,
  );
}

export function unknownRouteToReplace(destination: string, routeTableId: string): AwsError {
  return invalidValue(
    `There is no route defined for '${destination}' in the route table ${routeTableId}. Use CreateRoute instead.`,
  );
}

export function tooSpecificRoute(cidr: string): AwsError {
  return invalidValue(
    `The destination CIDR block ${cidr} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.`,
  );
}

export function localRoute(cidr: string, routeTableId: string): AwsError {
  return invalidValue(`cannot remove local route ${cidr} in route table ${routeTableId}`);
}

/** A gateway endpoint makes and removes such routes itself. */
export function prefixListRoute(prefixListId: string): AwsError {
  return invalidValue(
    `Cannot create or replace a prefix list route targeting a VPC Endpoint: ${quote(prefixListId)}`,
  );
}

export function endpointRouteExists(routeTableId: string, prefixListId: string): AwsError {
  return invalid(
    'RouteAlreadyExists',
    `route table ${routeTableId} already has a route with destination-prefix-list-id ${prefixListId}`,
  );
}

export function unknownGateway(id: string): AwsError {
  return invalid('InvalidGatewayID.NotFound', `The gateway ID '${quote(id)}' does not exist`);
}

export function severalInterfaces(instanceId: string): AwsError {
  return invalid(
    'InvalidInstanceID',
    `There are multiple interfaces attached to instance '${instanceId}'. Please specify an interface ID for the operation instead.`,
  );
}

// Network ACLs

export function defaultAclDeletion(id: string): AwsError {
  return invalidParameterValue(id, 'networkAclId', 'Cannot delete a default network ACL.');
}

export function aclEntryAlreadyExists(ruleNumber: number): AwsError {
  return invalid(
    'NetworkAclEntryAlreadyExists',
    `The network acl entry identified by ${ruleNumber} already exists.`,
  );
}

export function unknownAclEntry(ruleNumber: number): AwsError {
  return invalid(
    'InvalidNetworkAclEntry.NotFound',
    `The network acl entry identified by ${ruleNumber} does not exist.`,
  );
}

export function aclInDifferentNetwork(aclId: string, subnetId: string): AwsError {
  return invalidValue(`network acl ${aclId} and subnet ${subnetId} belong to different networks`);
}

import type { AwsError } from '../../../../kernel/aws-error.ts';
import { invalid, invalidValue, quote } from '../../errors.ts';

/** The errors of elastic IP addresses and NAT gateways: code and words, as EC2 answers them. */

export function unknownAddress(publicIp: string): AwsError {
  return invalid('InvalidAddress.NotFound', `Address '${quote(publicIp)}' not found.`);
}

/** For a public address that is somebody's, or nobody's. */
export function foreignAddress(publicIp: string): AwsError {
  return invalid('AuthFailure', `The address '${quote(publicIp)}' does not belong to you.`);
}

export function addressIsAssociated(allocationId: string, associationId: string): AwsError {
  return invalid(
    'Resource.AlreadyAssociated',
    `resource ${allocationId} is already associated with associate-id ${associationId}`,
  );
}

export function pendingInstance(instanceId: string): AwsError {
  return invalid(
    'InvalidInstanceID',
    `The pending instance '${instanceId}' is not in a valid state for this operation.`,
  );
}

export function foreignPrivateAddress(privateIp: string, interfaceId: string): AwsError {
  return invalidValue(
    `Value (${quote(privateIp)}) for parameter privateIpAddress is invalid. It is no address of ${interfaceId}.`,
  );
}

export function natGatewayNotFound(id: string): AwsError {
  return invalid('NatGatewayNotFound', `NatGateway ${quote(id)} was not found`);
}

export function natGatewayWithoutAddress(): AwsError {
  return invalid(
    'MissingParameter',
    'The request must include the AllocationId parameter. Add the required parameter and retry the request.',
  );
}

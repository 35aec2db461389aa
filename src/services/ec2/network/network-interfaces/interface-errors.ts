import type { AwsError } from '../../../../kernel/aws-error.ts';
import { invalid, invalidValue, quote } from '../../errors.ts';

/** The errors of network interfaces: code and words, as EC2 answers them. */

export function interfaceInUse(id: string): AwsError {
  return invalidValue(`Network interface '${id}' is currently in use.`);
}

/** To attach what is attached. */
export function interfaceAttached(id: string): AwsError {
  return invalid('InvalidNetworkInterface.InUse', `Interface: [${id}] in use.`);
}

/** For what belongs to EC2 itself, as a NAT gateway's interface. */
export function notYours(): AwsError {
  return invalid('AuthFailure', 'You do not have permission to access the specified resource.');
}

export function unknownAttachment(id: string): AwsError {
  return invalid('InvalidAttachmentID.NotFound', `The attachment ID '${quote(id)}' does not exist`);
}

export function deviceIndexTaken(instanceId: string, deviceIndex: number): AwsError {
  return invalidValue(
    `Instance '${instanceId}' already has an interface attached at device index '${deviceIndex}'.`,
  );
}

export function otherZone(): AwsError {
  return invalid(
    'InvalidParameterCombination',
    'You may not attach a network interface to an instance if they are not in the same availability zone',
  );
}

export function tooManyInterfaces(count: number, instanceType: string): AwsError {
  return invalid('AttachmentLimitExceeded', `Interface count ${count} exceeds the limit for ${instanceType}`);
}

export function primaryCannotBeDetached(): AwsError {
  return invalid(
    'OperationNotPermitted',
    'The network interface at device index 0 and networkCard index 0 cannot be detached.',
  );
}

export function tooManyAddresses(): AwsError {
  return invalid('PrivateIpAddressLimitExceeded', 'Number of private addresses will exceed limit.');
}

export function notAssigned(addresses: readonly string[], id: string): AwsError {
  return invalidValue(
    `Some of [${quote(addresses.join(', '))}] addresses are not assigned to interface ${id}`,
  );
}

export function groupOfOtherNetwork(groupId: string): AwsError {
  return invalid(
    'InvalidParameterValue',
    `You have specified two resources that belong to different networks: ${groupId} and the network interface.`,
  );
}

import type { Made, ResourceContext } from '../../../operation/resource-type.ts';
import { unless } from '../../../operation/resource-properties.ts';
import { ec2, until } from './ec2-calls.ts';

/** An instance's state; one that is not known any more counts as terminated. */
export async function instanceState(context: ResourceContext, InstanceId: string): Promise<string> {
  const call = ec2(context, 'DescribeInstances', { InstanceIds: [InstanceId] });
  const found = await unless(['InvalidInstanceID.NotFound'], call);
  return found?.Reservations?.[0]?.Instances?.[0]?.State?.Name ?? 'terminated';
}

/** Waits until an instance is in a state. */
export async function untilState(
  context: ResourceContext,
  InstanceId: string,
  state: 'running' | 'stopped' | 'terminated',
): Promise<void> {
  await until(context, async () => {
    const now = await instanceState(context, InstanceId);
    return now === state || now === 'terminated' ? now : undefined;
  });
}

/** An instance as the stack sees it. */
export async function instanceMade(context: ResourceContext, InstanceId: string): Promise<Made> {
  const { Reservations } = await ec2(context, 'DescribeInstances', { InstanceIds: [InstanceId] });
  const instance = Reservations?.[0]?.Instances?.[0];
  return {
    physicalId: InstanceId,
    attributes: {
      InstanceId,
      AvailabilityZone: instance?.Placement?.AvailabilityZone ?? '',
      PrivateDnsName: instance?.PrivateDnsName ?? '',
      PrivateIp: instance?.PrivateIpAddress ?? '',
      PublicDnsName: instance?.PublicDnsName ?? '',
      PublicIp: instance?.PublicIpAddress ?? '',
      VpcId: instance?.VpcId ?? '',
    },
  };
}

import type { Instance } from '@aws-sdk/client-ec2';

/** An instance's id; AWS always answers one. */
export function idOf({ InstanceId = '' }: Instance): string {
  return InstanceId;
}

/** The value of its tag `Name`, by which people know it. */
export function nameOf({ Tags = [] }: Instance): string | undefined {
  return Tags.find(({ Key }) => Key === 'Name')?.Value;
}

/** What to call it in a sentence: its name with its id, or the id alone. */
export function calledOf(instance: Instance): string {
  const name = nameOf(instance);
  return name === undefined || name === '' ? idOf(instance) : `${idOf(instance)} (${name})`;
}

/** Whether its state changes by itself, so that it is worth asking again soon. */
export function isOnItsWay({ State }: Instance): boolean {
  return ['pending', 'stopping', 'shutting-down'].includes(State?.Name ?? '');
}

/** Whether it is gone, and only remembered. */
export function isTerminated({ State }: Instance): boolean {
  return State?.Name === 'terminated' || State?.Name === 'shutting-down';
}

/** The name at the end of an instance profile's ARN. */
export function profileNameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

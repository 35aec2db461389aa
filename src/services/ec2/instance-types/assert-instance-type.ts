import { loadServiceModel } from '../../../model/load-service-model.ts';
import { invalid, quote } from '../errors.ts';

let known: ReadonlySet<string> | undefined;

/** Every type that AWS's model names, as RunInstances takes them. */
function knownTypes(): ReadonlySet<string> {
  if (known !== undefined) return known;
  const input = loadServiceModel('ec2').operations.get('RunInstances')?.input;
  const shape = input?.members.find(({ name }) => name === 'InstanceType')?.shape;
  if (shape?.kind !== 'string' || shape.enum === undefined) {
    throw new Error('the model of RunInstances names no instance types');
  }
  return (known = new Set(shape.enum));
}

/**
 * Checks that an attribute's value is an instance type that AWS has: in attributes the model takes any text.
 *
 * @throws AwsError InvalidInstanceAttributeValue
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceAttribute.html
 */
export function assertInstanceType(name: string): void {
  if (knownTypes().has(name)) return;
  throw invalid('InvalidInstanceAttributeValue', `Invalid value '${quote(name)}' for InstanceType.`);
}

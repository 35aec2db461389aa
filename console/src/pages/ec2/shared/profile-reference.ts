import type { IamInstanceProfileSpecification } from '@aws-sdk/client-ec2';

/** A profile as EC2 takes it, by what was chosen or typed: an ARN or a name. */
export function profileReference(chosen: string): IamInstanceProfileSpecification {
  return chosen.startsWith('arn:') ? { Arn: chosen } : { Name: chosen };
}

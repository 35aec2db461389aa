import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { Credentials } from '../house.ts';

/** Keys of a user that is made for the test, with one managed policy or none. */
export async function keysOfNewUser(
  iam: IAMClient,
  UserName: string,
  PolicyArn?: string,
): Promise<Credentials> {
  await iam.send(new CreateUserCommand({ UserName }));
  if (PolicyArn !== undefined) await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

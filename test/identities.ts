import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import type { Credentials, TestHouse } from './house.ts';

/** A policy statement as it stands in a document. */
export type Statement = Readonly<Record<string, unknown>>;

/** A document of these statements. */
export function policyOf(...statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** Makes an IAM user with these statements as its only permissions. @returns the key of that user */
export async function makeUser(
  house: TestHouse,
  name: string,
  ...statements: readonly Statement[]
): Promise<Credentials> {
  const iam = new IAMClient(house.client());
  await iam.send(new CreateUserCommand({ UserName: name }));
  if (statements.length > 0) {
    const input = { UserName: name, PolicyName: 'own', PolicyDocument: policyOf(...statements) };
    await iam.send(new PutUserPolicyCommand(input));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  if (AccessKey?.AccessKeyId === undefined || AccessKey.SecretAccessKey === undefined)
    throw new Error('no access key');
  return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
}

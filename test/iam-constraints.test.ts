import {
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  IAMClient,
  PutGroupPolicyCommand,
  UpdateServiceSpecificCredentialCommand,
  type StatusType,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from './house.ts';
import { policyOf } from './identities.ts';
import { refusal } from './refusal.ts';

/** What IAM answers to what is too much, or not of the form it wants: recorded from live AWS. */

let house: TestHouse;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  iam = new IAMClient(house.client());
  await iam.send(new CreateUserCommand({ UserName: 'ann' }));
  await iam.send(new CreateGroupCommand({ GroupName: 'devs' }));
});
afterAll(() => house.close());

describe("a constraint of IAM's model", () => {
  const update = (ServiceSpecificCredentialId: string, Status: string) =>
    refusal(
      iam.send(
        new UpdateServiceSpecificCredentialCommand({
          ServiceSpecificCredentialId,
          Status: Status as StatusType,
        }),
      ),
    );

  test('is told without the value', async () => {
    expect(await update('ACCA-not-an-identifier', 'Active')).toEqual({
      code: 'ValidationError',
      status: 400,
      message:
        "1 validation error detected: Value at 'serviceSpecificCredentialId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w]+",
    });
  });

  test('on a list of values names them', async () => {
    expect(await update('ACCAEXAMPLEEXAMPLEEXAMPLE', 'Asleep')).toMatchObject({
      code: 'ValidationError',
      message: expect.stringContaining('Member must satisfy enum value set') as string,
    });
  });
});

describe('a quota', () => {
  /** A document of some length, white space aside. */
  const documentOf = (length: number) => {
    const filled = (fill: number) =>
      policyOf({ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${'b'.repeat(fill)}` });
    return filled(length - filled(0).length);
  };

  test('of 5120 characters in all inline policies of a group', async () => {
    const put = (PolicyName: string, length: number) =>
      refusal(
        iam.send(
          new PutGroupPolicyCommand({ GroupName: 'devs', PolicyName, PolicyDocument: documentOf(length) }),
        ),
      );
    expect(await put('first', 5_000)).toBeUndefined();
    expect(await put('second', 120)).toBeUndefined();
    expect(await put('second', 121)).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Maximum policy size of 5120 bytes exceeded for group devs',
    });
  });

  test('of ten managed policies attached to a user or a group', async () => {
    const arns = await Promise.all(
      Array.from({ length: 11 }, async (_, at) => {
        const PolicyDocument = policyOf({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
        const made = await iam.send(new CreatePolicyCommand({ PolicyName: `policy-${at}`, PolicyDocument }));
        return made.Policy?.Arn ?? '';
      }),
    );
    const toUser = (PolicyArn: string) =>
      iam.send(new AttachUserPolicyCommand({ UserName: 'ann', PolicyArn }));
    const toGroup = (PolicyArn: string) =>
      iam.send(new AttachGroupPolicyCommand({ GroupName: 'devs', PolicyArn }));
    for (const [attach, quota] of [
      [toUser, 'PoliciesPerUser'],
      [toGroup, 'PoliciesPerGroup'],
    ] as const) {
      const refused = [];
      for (const arn of arns) refused.push(await refusal(attach(arn)));
      expect(refused.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => undefined));
      expect(refused[10]).toEqual({
        code: 'LimitExceeded',
        status: 409,
        message: `Cannot exceed quota for ${quota}: 10`,
      });
    }
  });
});

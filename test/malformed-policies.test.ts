import { CreatePolicyCommand, CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from './house.ts';

/** A policy that is none is refused by every call that takes one, in the words of the service that reads it. */

let house: TestHouse;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  iam = new IAMClient(house.client());
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'Role',
      AssumeRolePolicyDocument: documentOf({
        Effect: 'Allow',
        Principal: { AWS: ACCOUNT },
        Action: 'sts:AssumeRole',
      }),
    }),
  );
  await new S3Client({ ...house.client(), forcePathStyle: true }).send(
    new CreateBucketCommand({ Bucket: 'malformed' }),
  );
});
afterAll(() => house.close());

function documentOf(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statement });
}

const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

/** Facts of AWS's: what identity policies are refused with. */
const IDENTITY: readonly (readonly [message: string, document: string])[] = [
  ['Syntax errors in policy.', '{"Version":'],
  [
    'Policy document must be version 2012-10-17 or greater.',
    JSON.stringify({ Version: '2008-10-17', Statement: ALLOW }),
  ],
  ['Policy statement must contain actions.', documentOf({ Effect: 'Allow', Resource: '*' })],
  ['Policy statement must contain resources.', documentOf({ Effect: 'Allow', Action: 's3:GetObject' })],
  ['Resource bucket must be in ARN format or "*".', documentOf({ ...ALLOW, Resource: 'bucket' })],
  [
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    documentOf({ ...ALLOW, Action: 'GetObject' }),
  ],
  ['Actions/Condition can contain only one colon.', documentOf({ ...ALLOW, Action: 's3:Get:Object' })],
  ['Policy document should not specify a principal.', documentOf({ ...ALLOW, Principal: '*' })],
  [
    'Statement IDs (SID) in a single policy must be unique.',
    documentOf([
      { ...ALLOW, Sid: 'A' },
      { ...ALLOW, Sid: 'A' },
    ]),
  ],
];

describe('a malformed policy is refused', () => {
  test.each(IDENTITY)('by CreatePolicy, PutRolePolicy and AssumeRole: %s', async (message, document) => {
    const refusal = { name: 'MalformedPolicyDocumentException', message };
    const sts = new STSClient(house.client());
    await expect(
      iam.send(new CreatePolicyCommand({ PolicyName: 'Bad', PolicyDocument: document })),
    ).rejects.toMatchObject(refusal);
    await expect(
      iam.send(new PutRolePolicyCommand({ RoleName: 'Role', PolicyName: 'Bad', PolicyDocument: document })),
    ).rejects.toMatchObject(refusal);
    await expect(
      sts.send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${ACCOUNT}:role/Role`,
          RoleSessionName: 'session',
          Policy: document,
        }),
      ),
    ).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: document.endsWith('}') ? message : 'The policy is not in the valid JSON format.',
    });
  });

  test.each([
    ['This policy contains invalid Json', '{'],
    [
      'Has prohibited field Resource.',
      documentOf({ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole', Resource: '*' }),
    ],
  ])('by CreateRole: %s', async (message, document) => {
    await expect(
      iam.send(new CreateRoleCommand({ RoleName: 'Bad', AssumeRolePolicyDocument: document })),
    ).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException', message });
  });

  test.each([
    ["Policies must be valid JSON and the first byte must be '{'", '['],
    [
      'Policy has invalid resource',
      documentOf({ ...ALLOW, Principal: '*', Resource: 'arn:aws:s3:::another/*' }),
    ],
    [
      'Policy has invalid action',
      documentOf({ ...ALLOW, Principal: '*', Action: 'kms:Decrypt', Resource: 'arn:aws:s3:::malformed/*' }),
    ],
    [
      'Action does not apply to any resource(s) in statement',
      documentOf({ ...ALLOW, Principal: '*', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::malformed/*' }),
    ],
  ])('by PutBucketPolicy: %s', async (message, document) => {
    const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
    await expect(
      s3.send(new PutBucketPolicyCommand({ Bucket: 'malformed', Policy: document })),
    ).rejects.toMatchObject({ name: 'MalformedPolicy', message });
  });
});

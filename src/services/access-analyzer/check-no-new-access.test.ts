import {
  AccessAnalyzerClient,
  CheckNoNewAccessCommand,
  CheckNoPublicAccessCommand,
  type AccessCheckResourceType,
} from '@aws-sdk/client-accessanalyzer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../../../test/house.ts';
import { refusal } from '../../../test/refusal.ts';

let house: TestHouse;
let client: AccessAnalyzerClient;
beforeAll(async () => {
  house = await startHouse();
  client = new AccessAnalyzerClient(house.client());
});
afterAll(() => house.close());

const documentOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const READ = { Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: '*' };

async function newAccess(
  existing: string,
  proposed: string,
  policyType: 'IDENTITY_POLICY' | 'RESOURCE_POLICY',
) {
  const { result, message, reasons } = await client.send(
    new CheckNoNewAccessCommand({
      existingPolicyDocument: existing,
      newPolicyDocument: proposed,
      policyType,
    }),
  );
  return { result, message, reasons };
}

describe('CheckNoNewAccess', () => {
  test("fails a policy that allows more, in AWS's words, and names the statement", async () => {
    const more = { ...READ, Action: [...READ.Action, 's3:GetObjectAcl'] };
    expect(await newAccess(documentOf(READ), documentOf(more), 'IDENTITY_POLICY')).toEqual({
      result: 'FAIL',
      message: 'The modified permissions grant new access compared to your existing policy.',
      reasons: [{ description: 'New access in the statement with index: 0.', statementIndex: 0 }],
    });
    const named = { ...more, Sid: 'S3ReadWrite' };
    expect((await newAccess(documentOf(READ), documentOf(READ, named), 'IDENTITY_POLICY')).reasons).toEqual([
      {
        description: 'New access in the statement with sid: S3ReadWrite.',
        statementIndex: 1,
        statementId: 'S3ReadWrite',
      },
    ]);
  });

  test('passes one that allows no more', async () => {
    const less = { ...READ, Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
    expect(await newAccess(documentOf(READ), documentOf(less), 'IDENTITY_POLICY')).toEqual({
      result: 'PASS',
      message: 'The modified permissions do not grant new access compared to your existing policy.',
    });
  });

  test('compares trust policies and bucket policies, whom they name too', async () => {
    const trusting = (AWS: string) =>
      documentOf({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' });
    const both = [trusting('111122223333'), trusting('arn:aws:iam::111122223333:role/r')] as const;
    expect((await newAccess(both[0], both[1], 'RESOURCE_POLICY')).result).toBe('PASS');
    expect((await newAccess(both[1], both[0], 'RESOURCE_POLICY')).result).toBe('FAIL');
  });

  test('answers the AWS CLI', async () => {
    const more = { ...READ, Action: 's3:*' };
    const { stdout } = await house.aws([
      ...['accessanalyzer', 'check-no-new-access', '--policy-type', 'IDENTITY_POLICY'],
      ...['--existing-policy-document', documentOf(READ), '--new-policy-document', documentOf(more)],
      ...['--query', 'result', '--output', 'text'],
    ]);
    expect(stdout.trim()).toBe('FAIL');
  });

  test('knows which condition keys hold one value, and which are in every request', async () => {
    const when = (Condition: object) => documentOf({ ...READ, Condition });
    const oneOf = (Condition: object, other: object) =>
      newAccess(when(Condition), when(other), 'IDENTITY_POLICY').then(({ result }) => result);
    const secure = { 'aws:SecureTransport': 'true' };
    expect(await oneOf({ Bool: secure }, { BoolIfExists: secure })).toBe('PASS');
    const plain = await newAccess(when({ Bool: secure }), documentOf(READ), 'IDENTITY_POLICY');
    expect(plain.result).toBe('FAIL');
    const insecure = { 'aws:SecureTransport': 'false' };
    expect(await oneOf({ Bool: secure }, { StringNotEquals: insecure })).toBe('PASS');
    expect(await oneOf({ Bool: secure }, { Bool: insecure })).toBe('FAIL');
    const agent = { 'aws:PrincipalTag/a': 'x' };
    expect(await oneOf({ StringEquals: agent }, { 'ForAnyValue:StringLike': agent })).toBe('PASS');
    expect(await oneOf({ StringEquals: agent }, { 'ForAllValues:StringEquals': agent })).toBe('FAIL');
  });

  test('does not guess', async () => {
    const mixed = documentOf({
      ...READ,
      Condition: { NumericLessThan: { 's3:prefix': '20' }, StringLike: { 's3:prefix': '1*' } },
    });
    const like = documentOf({ ...READ, Condition: { StringLike: { 's3:prefix': '1?' } } });
    expect(await refusal(newAccess(like, mixed, 'IDENTITY_POLICY'))).toMatchObject({
      code: 'UnprocessableEntityException',
      status: 422,
    });
  });

  test('refuses what is no policy of the type', async () => {
    const good = documentOf(READ);
    for (const [existing, proposed] of [
      ['{', good],
      [good, documentOf({ ...READ, Principal: '*' })],
    ] as const) {
      expect(await refusal(newAccess(existing, proposed, 'IDENTITY_POLICY'))).toMatchObject({
        code: 'InvalidParameterException',
        status: 400,
      });
    }
    expect(await refusal(newAccess(good, good, 'RESOURCE_POLICY'))).toMatchObject({
      code: 'InvalidParameterException',
      message: 'Missing required field Principal',
    });
  });

  test('answers hostile policies within its bound of work', async () => {
    const Resource = Array.from({ length: 300 }, (_, at) => `arn:aws:s3:::${'*a'.repeat(20)}${at}`);
    const hostile = documentOf({ ...READ, Resource });
    const code = refusal(
      newAccess(hostile, documentOf({ ...READ, Resource: Resource.toReversed() }), 'IDENTITY_POLICY'),
    );
    expect(await code).toMatchObject({ code: 'UnprocessableEntityException' });
  });
});

describe('CheckNoPublicAccess', () => {
  const check = async (policyDocument: string, resourceType: AccessCheckResourceType) => {
    const { result, message, reasons } = await client.send(
      new CheckNoPublicAccessCommand({ policyDocument, resourceType }),
    );
    return { result, message, reasons };
  };

  test("fails a policy for everyone: AWS's example, which names no resource", async () => {
    const bob = { Sid: 'Bob', Effect: 'Allow', Principal: '*', Action: ['s3:GetObject'] };
    expect(await check(documentOf(bob), 'AWS::S3::Bucket')).toEqual({
      result: 'FAIL',
      message: 'The resource policy grants public access for the given resource type.',
      reasons: [
        {
          description: 'Public access granted in the following statement with sid: Bob.',
          statementIndex: 0,
          statementId: 'Bob',
        },
      ],
    });
  });

  test("passes one for a user: AWS's example", async () => {
    const john = {
      Sid: 'CheckNoPublicAccess',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:user/JohnDoe' },
      Action: ['s3:GetObject'],
    };
    expect(await check(documentOf(john), 'AWS::S3::Bucket')).toEqual({
      result: 'PASS',
      message: 'The resource policy does not grant public access for the given resource type.',
    });
  });

  test.each([
    'AWS::KMS::Key',
    'AWS::SQS::Queue',
    'AWS::SNS::Topic',
    'AWS::Lambda::Function',
    'AWS::SecretsManager::Secret',
    'AWS::DynamoDB::Table',
    'AWS::EFS::FileSystem',
    'AWS::IAM::AssumeRolePolicyDocument',
  ] as const)(
    'of %s: a fixed value of a key that tells who calls keeps it from being public',
    async (type) => {
      const open = { Effect: 'Allow', Principal: { AWS: '*' }, Action: '*' };
      const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
      expect((await check(documentOf(open), type)).result).toBe('FAIL');
      expect((await check(documentOf({ ...open, Condition }), type)).result).toBe('PASS');
    },
  );

  test('refuses a type of resource that there is not, and no policy', async () => {
    const type = 'AWS::EC2::Instance' as AccessCheckResourceType;
    expect(await refusal(check(documentOf({ ...READ, Principal: '*' }), type))).toMatchObject({
      code: 'ValidationException',
      status: 400,
    });
    expect(await refusal(check('null', 'AWS::S3::Bucket'))).toMatchObject({
      code: 'InvalidParameterException',
    });
  });
});

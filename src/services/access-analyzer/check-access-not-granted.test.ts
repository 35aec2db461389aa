import { AccessAnalyzerClient, CheckAccessNotGrantedCommand } from '@aws-sdk/client-accessanalyzer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../../../test/house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

const READ = { Sid: 'Read', Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::bucket/*' };

function check(
  statement: object,
  access: { actions?: string[]; resources?: string[] },
  policyType: 'IDENTITY_POLICY' | 'RESOURCE_POLICY' = 'IDENTITY_POLICY',
) {
  const policyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statement });
  return new AccessAnalyzerClient(house.client()).send(
    new CheckAccessNotGrantedCommand({ policyDocument, policyType, access: [access] }),
  );
}

describe('CheckAccessNotGranted', () => {
  test('passes a policy that grants none of the actions', async () => {
    expect(await check(READ, { actions: ['s3:PutObject', 'iam:*'] })).toMatchObject({ result: 'PASS' });
  });

  test('fails one that grants some, and names the statement', async () => {
    expect(await check(READ, { actions: ['s3:*'], resources: ['arn:aws:s3:::bucket/a'] })).toMatchObject({
      result: 'FAIL',
      reasons: [{ statementIndex: 0, statementId: 'Read' }],
    });
  });

  test('does not guess', async () => {
    const Condition = { NumericLessThan: { 's3:prefix': '20' }, StringLike: { 's3:prefix': 'a*' } };
    await expect(check({ ...READ, Condition }, { actions: ['s3:GetObject'] })).rejects.toMatchObject({
      name: 'UnprocessableEntityException',
      $metadata: { httpStatusCode: 422 },
    });
    const never = { StringEquals: { 'aws:username': 'x' }, StringNotEquals: { 'aws:UserName': 'x' } };
    expect(await check({ ...READ, Condition: never }, { actions: ['s3:GetObject'] })).toMatchObject({
      result: 'PASS',
    });
  });

  test("answers of resources' policies: AWS's examples", async () => {
    const john = {
      Sid: 'AllowJohnDoe',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::123456789012:user/JohnDoe' },
      Action: 's3:GetObject',
      Resource: '*',
    };
    expect(await check(john, { actions: ['s3:PutObject'] }, 'RESOURCE_POLICY')).toMatchObject({
      result: 'PASS',
      message: 'The policy document does not grant access to perform the listed actions or resources.',
    });
    const Resource = 'arn:aws:s3:::my-bucket/*';
    const asked = { resources: ['arn:aws:s3:::my-bucket/x'] };
    expect(await check({ ...john, Resource }, asked, 'RESOURCE_POLICY')).toMatchObject({
      result: 'FAIL',
      message: 'The policy document grants access to perform one or more of the listed actions or resources.',
      reasons: [
        {
          description:
            'One or more of the listed actions or resources in the statement with sid: AllowJohnDoe.',
          statementId: 'AllowJohnDoe',
          statementIndex: 0,
        },
      ],
    });
  });

  test('refuses what is no policy, and a question about nothing', async () => {
    await expect(check({ Effect: 'Maybe' }, { actions: ['s3:*'] })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Syntax errors in policy.',
    });
    await expect(check(READ, {})).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('answers a hostile policy within its bound of work', async () => {
    const Resource = Array.from({ length: 300 }, (_, at) => `arn:aws:s3:::${'*a'.repeat(20)}${at}`);
    const hostile = [
      { Effect: 'Allow', Action: '*', Resource },
      { Effect: 'Deny', Action: '*', Resource: Resource.toReversed() },
    ];
    await expect(check(hostile, { resources: ['*'] })).rejects.toMatchObject({
      name: 'UnprocessableEntityException',
    });
  });
});

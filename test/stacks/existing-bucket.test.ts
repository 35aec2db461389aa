import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

async function serviceRole(): Promise<string | undefined> {
  const iam = new IAMClient(house.client());
  const Statement = [
    { Effect: 'Allow', Principal: { Service: 'cloudformation.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ];
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: 'stacks',
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'stacks', PolicyArn }));
  return Role?.Arn;
}

test.each([
  ['its caller', () => Promise.resolve(undefined)],
  ['its service role', serviceRole],
])(
  'a stack that acts as %s does not take a bucket that was there before, and its rollback leaves it',
  async (_, roleOf) => {
    const RoleARN = await roleOf();
    const StackName = RoleARN === undefined ? 'by-caller' : 'by-role';
    const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'there-before' }));
    // In us-east-1 whoever makes a bucket of theirs again is told that all is well.
    await s3.send(new CreateBucketCommand({ Bucket: 'there-before' }));
    const client = new CloudFormationClient(house.client());
    const Resources = { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'there-before' } } };
    await client.send(
      new CreateStackCommand({ StackName, RoleARN, TemplateBody: JSON.stringify({ Resources }) }),
    );
    await expect(
      waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { StackName }),
    ).rejects.toThrow(/ROLLBACK/);
    const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName }));
    const failed = StackEvents?.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
    expect(failed).toMatchObject({ LogicalResourceId: 'Bucket' });
    await s3.send(new HeadBucketCommand({ Bucket: 'there-before' }));
  },
);

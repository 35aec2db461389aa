import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from './house.ts';
import { launchInstance } from './instances.ts';

/**
 * F2, a role for an instance that already runs, changed without a restart: each test is a step of one
 * story and stands on those before it.
 */
let house: TestHouse;
let iam: IAMClient;
let instanceId: string;
let associationId: string;

const TRUST_EC2 = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const S3_READ_ONLY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';

interface Association {
  readonly AssociationId: string;
  readonly State: string;
  readonly IamInstanceProfile: { readonly Arn: string };
}

beforeAll(async () => {
  house = await startHouse();
  iam = new IAMClient(house.client());
  await makeRole('YourNewRole', 'YourNewRole-Instance-Profile');
  await makeRole('YourReplacementRole', 'YourReplacementRole-Instance-Profile');
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'YourNewRole', PolicyArn: S3_READ_ONLY }));
  const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'f2-bucket' }));
  instanceId = await launchInstance(house);
});

afterAll(() => house.close());

async function makeRole(RoleName: string, InstanceProfileName: string): Promise<void> {
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST_EC2 }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
}

/** Runs an AWS CLI command on the instance; its standard output, or the error's words. */
async function onInstance(...args: string[]): Promise<string> {
  const { stdout, stderr } = await house.onInstance(instanceId, ['aws', ...args]);
  return (stdout + stderr).trim();
}

const whoAmI = () => onInstance('sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text');

async function associations(): Promise<readonly Association[]> {
  const answer = await house.awsJson<{ IamInstanceProfileAssociations: Association[] }>([
    ...['ec2', 'describe-iam-instance-profile-associations'],
    ...['--filters', `Name=instance-id,Values=${instanceId}`],
  ]);
  return answer.IamInstanceProfileAssociations;
}

async function profileOfInstance(): Promise<string | undefined> {
  const { Reservations } = await house.awsJson<{
    Reservations: { Instances: { IamInstanceProfile?: { Arn: string } }[] }[];
  }>(['ec2', 'describe-instances', '--instance-ids', instanceId]);
  return Reservations[0]?.Instances[0]?.IamInstanceProfile?.Arn;
}

describe('a role for an instance that already runs', () => {
  test('before: nothing on the instance has credentials', async () => {
    expect(await whoAmI()).toContain('Unable to locate credentials');
  });

  test('associated with the running instance, its process gets credentials without a restart', async () => {
    await house.awsJson([
      ...['ec2', 'associate-iam-instance-profile', '--instance-id', instanceId],
      ...['--iam-instance-profile', 'Name=YourNewRole-Instance-Profile'],
    ]);
    const [association] = await associations();
    expect(association?.State).toBe('associated');
    associationId = association?.AssociationId ?? '';
    expect(await whoAmI()).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/YourNewRole/${instanceId}`);
    expect(await onInstance('s3', 'ls')).toContain('f2-bucket');
  });

  test('a second association is refused', async () => {
    const { stderr } = await house.aws([
      ...['ec2', 'associate-iam-instance-profile', '--instance-id', instanceId],
      ...['--iam-instance-profile', 'Name=YourReplacementRole-Instance-Profile'],
    ]);
    expect(stderr).toContain(`(IncorrectState)`);
    expect(stderr).toContain(`There is an existing association for instance ${instanceId}`);
  });
});

describe('changing it without a restart', () => {
  test('replaced: a new association id, the other role’s credentials, the instance never stopped', async () => {
    const before = await launchTime();
    const answer = await house.awsJson<{ IamInstanceProfileAssociation: Association }>([
      ...['ec2', 'replace-iam-instance-profile-association', '--association-id', associationId],
      ...['--iam-instance-profile', 'Name=YourReplacementRole-Instance-Profile'],
    ]);
    expect(answer.IamInstanceProfileAssociation.AssociationId).not.toBe(associationId);
    expect(await profileOfInstance()).toBe(
      `arn:aws:iam::${ACCOUNT}:instance-profile/YourReplacementRole-Instance-Profile`,
    );
    expect(await whoAmI()).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/YourReplacementRole/${instanceId}`);
    expect((await associations()).map((each) => each.AssociationId)).toEqual([
      answer.IamInstanceProfileAssociation.AssociationId,
    ]);
    expect(await launchTime()).toBe(before);
  });

  test('attaching or detaching a policy on the role counts at the next call of every instance that has it', async () => {
    expect(await onInstance('s3', 'ls')).toContain('(AccessDenied) when calling the ListBuckets operation');
    const role = ['--role-name', 'YourReplacementRole', '--policy-arn', S3_READ_ONLY];
    await house.awsJson(['iam', 'attach-role-policy', ...role]);
    expect(await onInstance('s3', 'ls')).toContain('f2-bucket');
    await house.awsJson(['iam', 'detach-role-policy', ...role]);
    expect(await onInstance('s3', 'ls')).toContain('is not authorized to perform: s3:ListAllMyBuckets');
  });

  async function launchTime(): Promise<string | undefined> {
    const { Reservations } = await house.awsJson<{
      Reservations: { Instances: { LaunchTime: string; State: { Name: string } }[] }[];
    }>(['ec2', 'describe-instances', '--instance-ids', instanceId]);
    expect(Reservations[0]?.Instances[0]?.State.Name).toBe('running');
    return Reservations[0]?.Instances[0]?.LaunchTime;
  }
});

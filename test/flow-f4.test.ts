import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from './house.ts';

/**
 * Flow F4 with the real AWS CLI: stacks of a role, an instance profile and an instance, from two
 * articles' templates. What the articles leave out, as an image, is filled in.
 */

const SEEDS = fileURLToPath(new URL('../../shared/seeds/', import.meta.url));
const HAS_SEEDS = existsSync(SEEDS);

const SEED_000 = `
Resources:
  ### Create IAM Role
  myRole:
    Type: "AWS::IAM::Role"
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          -
            Effect: "Allow"
            Principal:
              Service:
                - "ec2.amazonaws.com"
            Action:
              - "sts:AssumeRole"
      Path: "/"
      RoleName: test-role
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/AmazonS3FullAccess
  ### Create IAM Profile
  myInstanceProfile:
    Type: "AWS::IAM::InstanceProfile"
    Properties:
      Path: "/"
      Roles:
        - !Ref myRole
  ### Create EC2
  myEC2:
    Type: "AWS::EC2::Instance"
    Properties:
      AvailabilityZone: ap-northeast-1a
      IamInstanceProfile: !Ref myInstanceProfile
      ImageId: ami-56d4ad31
      InstanceType: t2.micro
      KeyName: test-key
      SecurityGroupIds:
        - sg-XXXXXXXX
      SubnetId: subnet-XXXXXXXX
`;

const SEED_002 = `
AWSTemplateFormatVersion: "2010-09-09"
Resources:
    EC2Instance:
        Type: "AWS::EC2::Instance"
        Properties:
            IamInstanceProfile: !Ref IAMRole
            Tags:
              -
                Key: "Name"
                Value: "Test"

    IAMRole:
        Type: "AWS::IAM::Role"
        Properties:
            Path: "/"
            RoleName: "Yuta20220815"
            AssumeRolePolicyDocument: "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"Service\\":\\"ec2.amazonaws.com\\"},\\"Action\\":\\"sts:AssumeRole\\"}]}"

    # IAMインスタンスプロファイルを作成する必要がある
    IAMInstanceProfile:
        Type: "AWS::IAM::InstanceProfile"
        Properties:
            Path: "/"
            InstanceProfileName: !Ref IAMRole
            Roles:
              - !Ref IAMRole
`;

const IMAGE = 'ami-0abcdef1234567890';
const NAMED = ['--capabilities', 'CAPABILITY_NAMED_IAM'];

let house: TestHouse;
let folder: string;
beforeAll(async () => {
  house = await startHouse();
  folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-f4-'));
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true });
});

async function deploy(name: string, template: string, ...args: string[]) {
  const file = path.join(folder, `${name}.yaml`);
  await writeFile(file, template);
  return house.aws(['cloudformation', 'deploy', '--stack-name', name, '--template-file', file, ...args]);
}

interface Event {
  readonly LogicalResourceId: string;
  readonly ResourceStatus: string;
  readonly ResourceStatusReason?: string;
}

async function eventsOf(name: string): Promise<readonly Event[]> {
  const answer = await house.awsJson<{ StackEvents: Event[] }>([
    'cloudformation',
    'describe-stack-events',
    '--stack-name',
    name,
  ]);
  return answer.StackEvents;
}

async function instanceOf(name: string) {
  const { StackResourceDetail } = await house.awsJson<{
    StackResourceDetail: { PhysicalResourceId: string };
  }>([
    ...['cloudformation', 'describe-stack-resource', '--stack-name', name],
    ...['--logical-resource-id', name === 'seed-000' ? 'myEC2' : 'EC2Instance'],
  ]);
  const { Reservations } = await house.awsJson<{
    Reservations: { Instances: { IamInstanceProfile?: { Arn: string }; State: { Name: string } }[] }[];
  }>(['ec2', 'describe-instances', '--instance-ids', StackResourceDetail.PhysicalResourceId]);
  return Reservations[0]?.Instances[0];
}

test.skipIf(!HAS_SEEDS)("the templates are the articles' own", async () => {
  const article = async (name: string) =>
    (await readFile(path.join(SEEDS, name), 'utf8')).replaceAll('\r', '');
  expect(await article('000_af3891214f52cea0.txt')).toContain(SEED_000.trim());
  const second = await article('002_e892f91f666bf645.txt');
  expect(second).toContain(SEED_002.trim());
});

describe('seed 000: a role, a profile with a generated name, an instance', () => {
  test('is refused without capabilities', async () => {
    const { stderr } = await deploy('seed-000', SEED_000);
    expect(stderr).toContain('Requires capabilities : [CAPABILITY_NAMED_IAM]');
  });

  test('deploys with key, group and subnet that exist; the instance carries the profile', async () => {
    await house.aws(['ec2', 'create-key-pair', '--key-name', 'test-key']);
    const { Subnets } = await house.awsJson<{ Subnets: { SubnetId: string; AvailabilityZone: string }[] }>([
      ...['ec2', 'describe-subnets'],
    ]);
    const { SecurityGroups } = await house.awsJson<{ SecurityGroups: { GroupId: string }[] }>([
      ...['ec2', 'describe-security-groups'],
    ]);
    const template = SEED_000.replace('ap-northeast-1a', Subnets[0]?.AvailabilityZone ?? '')
      .replace('ami-56d4ad31', IMAGE)
      .replace('sg-XXXXXXXX', SecurityGroups[0]?.GroupId ?? '')
      .replace('subnet-XXXXXXXX', Subnets[0]?.SubnetId ?? '');
    const { code, stdout, stderr } = await deploy('seed-000', template, ...NAMED);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Successfully created/updated stack - seed-000');
    const instance = await instanceOf('seed-000');
    expect(instance?.State.Name).toBe('running');
    expect(instance?.IamInstanceProfile?.Arn).toMatch(
      /:instance-profile\/seed-000-myInstanceProfile-[A-Za-z0-9]{12}$/,
    );
  });

  test('delete-stack removes everything, in order', async () => {
    await house.aws(['cloudformation', 'delete-stack', '--stack-name', 'seed-000']);
    const waited = await house.aws([
      'cloudformation',
      'wait',
      'stack-delete-complete',
      '--stack-name',
      'seed-000',
    ]);
    expect(waited).toMatchObject({ code: 0 });
    const { InstanceProfiles } = await house.awsJson<{ InstanceProfiles: object[] }>([
      ...['iam', 'list-instance-profiles'],
    ]);
    expect(InstanceProfiles).toEqual([]);
    const role = await house.aws(['iam', 'get-role', '--role-name', 'test-role']);
    expect(role.stderr).toContain('NoSuchEntity');
  });
});

describe('seed 002: a profile that is named like the role, and an instance that names the role', () => {
  const complete = SEED_002.replace(
    'IamInstanceProfile: !Ref IAMRole',
    `IamInstanceProfile: !Ref IAMRole\n            ImageId: ${IMAGE}`,
  );

  test('deploys without DependsOn: the instance waits for the profile', async () => {
    const { code, stdout, stderr } = await deploy('seed-002', complete, ...NAMED);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Successfully created/updated stack - seed-002');
    expect((await instanceOf('seed-002'))?.IamInstanceProfile?.Arn).toMatch(
      /:instance-profile\/Yuta20220815$/,
    );
    await house.aws(['cloudformation', 'delete-stack', '--stack-name', 'seed-002']);
    await house.aws(['cloudformation', 'wait', 'stack-delete-complete', '--stack-name', 'seed-002']);
  });

  test("the mistake, no profile at all, fails with EC2's words and rolls back", async () => {
    const mistake = complete.slice(0, complete.indexOf('    # IAM'));
    const { code, stderr } = await deploy('mistake', mistake, ...NAMED);
    expect(code).not.toBe(0);
    expect(stderr).toContain('Failed to create/update the stack');
    const events = await eventsOf('mistake');
    expect(events[0]).toMatchObject({ LogicalResourceId: 'mistake', ResourceStatus: 'ROLLBACK_COMPLETE' });
    const failed = events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
    expect(failed?.LogicalResourceId).toBe('EC2Instance');
    expect(failed?.ResourceStatusReason).toContain(
      'Value (Yuta20220815) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
    );
    const role = await house.aws(['iam', 'get-role', '--role-name', 'Yuta20220815']);
    expect(role.stderr).toContain('NoSuchEntity');
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from './house.ts';

/**
 * F1, from policy to instance, by the AWS CLI: each test is a step of one story and stands on those
 * before it.
 */
let house: TestHouse;
let folder: string;
let instanceId: string;
let associationId: string;

const POLICY_ARN = `arn:aws:iam::${ACCOUNT}:policy/S3WritePolicy`;
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/S3WriteRole`;

beforeAll(async () => {
  house = await startHouse();
  folder = await mkdtemp(path.join(os.tmpdir(), 'utsuwa-f1-'));
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['s3:PutObject', 's3:ListBucket'],
        Resource: ['arn:aws:s3:::instance-profile-test1/*', 'arn:aws:s3:::instance-profile-test1'],
      },
    ],
  };
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' } }],
  };
  await writeFile(path.join(folder, 'policy.json'), JSON.stringify(policy, null, 2));
  await writeFile(path.join(folder, 'assume.json'), JSON.stringify(trust, null, 2));
  await writeFile(path.join(folder, 'writetest'), 'written on the instance\n');
});

afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const file = (name: string) => `file://${path.join(folder, name)}`;

async function refused(args: readonly string[]): Promise<string> {
  const { code, stderr } = await house.aws(args);
  expect(code).not.toBe(0);
  return stderr.trim();
}

describe('from policy to role to instance profile', () => {
  test('create-policy answers the seed’s shape', async () => {
    const { Policy } = await house.awsJson<{ Policy: Record<string, unknown> }>([
      ...['iam', 'create-policy', '--policy-name', 'S3WritePolicy'],
      ...['--policy-document', file('policy.json')],
    ]);
    expect(Policy).toEqual({
      PolicyName: 'S3WritePolicy',
      PermissionsBoundaryUsageCount: 0,
      CreateDate: expect.any(String),
      AttachmentCount: 0,
      IsAttachable: true,
      PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/),
      DefaultVersionId: 'v1',
      Path: '/',
      Arn: POLICY_ARN,
      UpdateDate: expect.any(String),
    });
  });

  test('create-role, attach-role-policy; list-policies --scope Local finds the policy, attached once', async () => {
    const { Role } = await house.awsJson<{ Role: Record<string, unknown> }>([
      ...['iam', 'create-role', '--role-name', 'S3WriteRole'],
      ...['--assume-role-policy-document', file('assume.json')],
    ]);
    expect(Role).toMatchObject({ RoleName: 'S3WriteRole', Arn: ROLE_ARN, Path: '/' });
    expect(Role).not.toHaveProperty('MaxSessionDuration');
    await house.awsJson([
      'iam',
      'attach-role-policy',
      '--role-name',
      'S3WriteRole',
      '--policy-arn',
      POLICY_ARN,
    ]);
    const { Policies } = await house.awsJson<{ Policies: { Arn: string; AttachmentCount: number }[] }>([
      ...['iam', 'list-policies', '--scope', 'Local'],
    ]);
    expect(Policies).toHaveLength(1);
    expect(Policies[0]).toMatchObject({ Arn: POLICY_ARN, AttachmentCount: 1 });
  });

  test('create-instance-profile answers Roles: []; add-role-to-instance-profile fills it', async () => {
    const created = await house.awsJson<{ InstanceProfile: Record<string, unknown> }>([
      ...['iam', 'create-instance-profile', '--instance-profile-name', 'S3WriteProfile'],
    ]);
    expect(created.InstanceProfile).toEqual({
      Path: '/',
      InstanceProfileName: 'S3WriteProfile',
      InstanceProfileId: expect.stringMatching(/^AIPA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/S3WriteProfile`,
      CreateDate: expect.any(String),
      Roles: [],
    });
    await house.awsJson([
      ...['iam', 'add-role-to-instance-profile', '--instance-profile-name', 'S3WriteProfile'],
      ...['--role-name', 'S3WriteRole'],
    ]);
    const { InstanceProfile } = await house.awsJson<{ InstanceProfile: { Roles: { RoleName: string }[] } }>([
      ...['iam', 'get-instance-profile', '--instance-profile-name', 'S3WriteProfile'],
    ]);
    expect(InstanceProfile.Roles.map((role) => role.RoleName)).toEqual(['S3WriteRole']);
  });
});

describe('onto the instance', () => {
  test('run-instances without a profile; describe-instances shows it running', async () => {
    const { Instances } = await house.awsJson<{
      Instances: { InstanceId: string; State: { Name: string } }[];
    }>([...['ec2', 'run-instances', '--image-id', 'ami-0abcdef1234567890', '--instance-type', 't3.micro']]);
    expect(Instances[0]?.State.Name).toBe('pending');
    instanceId = Instances[0]?.InstanceId ?? '';
    expect(instanceId).toMatch(/^i-[0-9a-f]{17}$/);
    await house.awsJson(['ec2', 'wait', 'instance-running', '--instance-ids', instanceId]);
  });

  test('associate-iam-instance-profile by name: associating, then associated', async () => {
    const answer = await house.awsJson<{
      IamInstanceProfileAssociation: { AssociationId: string; State: string };
    }>([
      ...['ec2', 'associate-iam-instance-profile', '--instance-id', instanceId],
      ...['--iam-instance-profile', 'Name=S3WriteProfile'],
    ]);
    expect(answer.IamInstanceProfileAssociation.State).toBe('associating');
    associationId = answer.IamInstanceProfileAssociation.AssociationId;
    expect(associationId).toMatch(/^iip-assoc-[0-9a-f]{17}$/);
    const described = await house.awsJson<{
      IamInstanceProfileAssociations: { AssociationId: string; State: string; InstanceId: string }[];
    }>(['ec2', 'describe-iam-instance-profile-associations']);
    expect(described.IamInstanceProfileAssociations).toEqual([
      expect.objectContaining({ AssociationId: associationId, State: 'associated', InstanceId: instanceId }),
    ]);
  });

  test('on the instance, with no key configured, the caller is the role session named by the instance', async () => {
    const { code, stdout, stderr } = await house.onInstance(instanceId, [
      'aws',
      'sts',
      'get-caller-identity',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      Account: ACCOUNT,
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/S3WriteRole/${instanceId}`,
      UserId: expect.stringMatching(new RegExp(`^AROA[A-Z2-7]{17}:${instanceId}$`)),
    });
  });

  test('what the policy allows is uploaded and listed; what it does not is refused, in AWS’s words', async () => {
    await house.awsJson(['s3api', 'create-bucket', '--bucket', 'instance-profile-test1']);
    await house.awsJson(['s3api', 'create-bucket', '--bucket', 'instance-profile-test2']);
    const onInstance = (...command: string[]) => house.onInstance(instanceId, command, { cwd: folder });

    const allowed = await onInstance('aws', 's3', 'cp', 'writetest', 's3://instance-profile-test1');
    expect(allowed.stdout).toContain('upload: ./writetest to s3://instance-profile-test1/writetest');
    expect(allowed.code).toBe(0);

    const denied = await onInstance('aws', 's3', 'cp', 'writetest', 's3://instance-profile-test2');
    expect(denied.code).toBe(1);
    expect(denied.stderr).toContain(
      'upload failed: ./writetest to s3://instance-profile-test2/writetest An error occurred (AccessDenied) when ' +
        `calling the PutObject operation: User: arn:aws:sts::${ACCOUNT}:assumed-role/S3WriteRole/${instanceId} is not ` +
        'authorized to perform: s3:PutObject on resource: "arn:aws:s3:::instance-profile-test2/writetest" because no ' +
        'identity-based policy allows the s3:PutObject action',
    );

    const listed = await onInstance('aws', 's3', 'ls', 's3://instance-profile-test1');
    expect(listed.stdout).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +24 writetest\n$/);
  });

  test('keys written there by aws configure win over the role; removing them falls back to it', async () => {
    const onInstance = (...command: string[]) => house.onInstance(instanceId, command);
    const { accessKeyId, secretAccessKey } = house.admin;
    await onInstance('aws', 'configure', 'set', 'aws_access_key_id', accessKeyId);
    await onInstance('aws', 'configure', 'set', 'aws_secret_access_key', secretAccessKey);
    const asUser = await onInstance(
      'aws',
      'sts',
      'get-caller-identity',
      '--query',
      'Arn',
      '--output',
      'text',
    );
    expect(asUser.stdout.trim()).toBe(`arn:aws:iam::${ACCOUNT}:user/admin`);
    await onInstance('sh', '-c', 'rm "$HOME/.aws/credentials"');
    const asRole = await onInstance(
      'aws',
      'sts',
      'get-caller-identity',
      '--query',
      'Arn',
      '--output',
      'text',
    );
    expect(asRole.stdout.trim()).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/S3WriteRole/${instanceId}`);
  });
});

describe('the other way round: each step out of order is refused in AWS’s words, in order all are clean', () => {
  test('disassociate; the instance has no credentials any more', async () => {
    await house.awsJson(['ec2', 'disassociate-iam-instance-profile', '--association-id', associationId]);
    const { code, stderr } = await house.onInstance(instanceId, ['aws', 'sts', 'get-caller-identity']);
    expect(code).not.toBe(0);
    expect(stderr).toContain('Unable to locate credentials');
  });

  test('delete-instance-profile and delete-role while linked are DeleteConflicts', async () => {
    const linked =
      'An error occurred (DeleteConflict) when calling the DeleteInstanceProfile operation: Cannot delete entity, ' +
      'must remove roles from instance profile first.';
    expect(
      await refused(['iam', 'delete-instance-profile', '--instance-profile-name', 'S3WriteProfile']),
    ).toBe(linked);
    expect(await refused(['iam', 'delete-role', '--role-name', 'S3WriteRole'])).toBe(
      linked.replace('DeleteInstanceProfile', 'DeleteRole'),
    );
    expect(await refused(['iam', 'delete-policy', '--policy-arn', POLICY_ARN])).toContain(
      '(DeleteConflict) when calling the DeletePolicy operation: Cannot delete a policy attached to entities.',
    );
  });

  test('remove-role-from-instance-profile, delete-instance-profile; delete-role still has a policy attached', async () => {
    await house.awsJson([
      ...['iam', 'remove-role-from-instance-profile', '--instance-profile-name', 'S3WriteProfile'],
      ...['--role-name', 'S3WriteRole'],
    ]);
    await house.awsJson(['iam', 'delete-instance-profile', '--instance-profile-name', 'S3WriteProfile']);
    expect(await refused(['iam', 'delete-role', '--role-name', 'S3WriteRole'])).toContain(
      '(DeleteConflict) when calling the DeleteRole operation: Cannot delete entity, must detach all policies first.',
    );
  });

  test('detach-role-policy, delete-role, delete-policy', async () => {
    await house.awsJson([
      'iam',
      'detach-role-policy',
      '--role-name',
      'S3WriteRole',
      '--policy-arn',
      POLICY_ARN,
    ]);
    await house.awsJson(['iam', 'delete-role', '--role-name', 'S3WriteRole']);
    await house.awsJson(['iam', 'delete-policy', '--policy-arn', POLICY_ARN]);
    expect(await house.awsJson(['iam', 'list-policies', '--scope', 'Local'])).toEqual({ Policies: [] });
  });
});

describe('customer and AWS-managed policies', () => {
  test('a customer policy that limits by IP address counts', async () => {
    const limited = (ip: string) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'iam:ListUsers',
            Resource: '*',
            Condition: { IpAddress: { 'aws:SourceIp': ip } },
          },
        ],
      });
    await house.awsJson(['iam', 'create-user', '--user-name', 'limited']);
    const key = await house.awsJson<{ AccessKey: { AccessKeyId: string; SecretAccessKey: string } }>([
      ...['iam', 'create-access-key', '--user-name', 'limited'],
    ]);
    const user = { accessKeyId: key.AccessKey.AccessKeyId, secretAccessKey: key.AccessKey.SecretAccessKey };
    const put = (ip: string) =>
      house.awsJson([
        ...['iam', 'put-user-policy', '--user-name', 'limited', '--policy-name', 'by-ip'],
        ...['--policy-document', limited(ip)],
      ]);
    await put('127.0.0.0/8');
    expect((await house.aws(['iam', 'list-users'], user)).code).toBe(0);
    await put('203.0.113.0/24');
    const { stderr } = await house.aws(['iam', 'list-users'], user);
    expect(stderr).toContain(
      `(AccessDenied) when calling the ListUsers operation: User: arn:aws:iam::${ACCOUNT}:user/limited is not ` +
        `authorized to perform: iam:ListUsers on resource: arn:aws:iam::${ACCOUNT}:user/ because no identity-based ` +
        'policy allows the iam:ListUsers action',
    );
  });

  test('an AWS-managed policy cannot be edited', async () => {
    const stderr = await refused([
      ...['iam', 'create-policy-version', '--policy-arn', 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
      ...['--policy-document', file('policy.json')],
    ]);
    expect(stderr).toMatch(/\(AccessDenied\)|\(InvalidInput\)|\(ValidationError\)/);
  });
});

import { PutObjectCommand, S3Client, CreateBucketCommand } from '@aws-sdk/client-s3';
import {
  AssociateIamInstanceProfileCommand,
  EC2Client,
  ReplaceIamInstanceProfileAssociationCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, type TestHouse } from '../house.ts';
import { launchInstance, makeInstanceRole, permit, trust } from '../instances.ts';
import { cannotIsolate, sh, startIsolatingHouse } from './isolating-house.ts';

/** Flows F1.5, F2 and F3.2 inside an instance: no program is told an endpoint there. */
describe.skipIf(cannotIsolate)('unmodified programs on an instance', () => {
  let house: TestHouse;
  let instance: string;
  let association: string;
  let ec2: EC2Client;

  const onInstance = (script: string, input?: string) => sh(house, instance, script, input);
  const whoAmI = async () =>
    (await onInstance('aws sts get-caller-identity --query Arn --output text')).stdout.trim();
  const session = (role: string) => `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${instance}`;

  beforeAll(async () => {
    house = await startIsolatingHouse();
    ec2 = new EC2Client(house.client());
    const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
    for (const name of ['instance-profile-test1', 'instance-profile-test2'])
      await s3.send(new CreateBucketCommand({ Bucket: name }));
    await s3.send(
      new PutObjectCommand({ Bucket: 'instance-profile-test2', Key: 'other', Body: 'not for S3WriteRole' }),
    );
    await makeInstanceRole(house, 'S3WriteRole');
    await permit(house, 'S3WriteRole', {
      Effect: 'Allow',
      Action: ['s3:PutObject', 's3:ListBucket'],
      Resource: ['arn:aws:s3:::instance-profile-test1', 'arn:aws:s3:::instance-profile-test1/*'],
    });
    await makeInstanceRole(house, 'ReplacementRole');
    await makeInstanceRole(house, 'eks-role', trust({ Service: 'eks.amazonaws.com' }));
    instance = await launchInstance(house);
  });
  afterAll(() => house.close());

  test('the environment names no endpoint of AWS’s', async () => {
    const { stdout } = await onInstance('env');
    expect(stdout).not.toMatch(/ENDPOINT|127\.0\.0\.1/);
  });

  test('F2: without a profile there are no credentials; associated, they come without a restart', async () => {
    expect((await onInstance('aws sts get-caller-identity')).stderr).toContain(
      'Unable to locate credentials',
    );
    const answer = await ec2.send(
      new AssociateIamInstanceProfileCommand({
        InstanceId: instance,
        IamInstanceProfile: { Name: 'S3WriteRole' },
      }),
    );
    association = answer.IamInstanceProfileAssociation?.AssociationId ?? '';
    expect(await whoAmI()).toBe(session('S3WriteRole'));
  });

  test('F1: aws s3 cp uploads where the role allows it, and fails with AWS’s words where not', async () => {
    const upload = (bucket: string) =>
      onInstance(`cat > writetest; aws s3 cp writetest s3://${bucket}`, 'written on the instance\n');
    const allowed = await upload('instance-profile-test1');
    expect(allowed.stderr).toBe('');
    expect(allowed.stdout).toContain('upload: ./writetest to s3://instance-profile-test1/writetest');
    const refused = await upload('instance-profile-test2');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(
      'upload failed: ./writetest to s3://instance-profile-test2/writetest An error occurred (AccessDenied) when calling the PutObject operation: ' +
        `User: ${session('S3WriteRole')} is not authorized to perform: s3:PutObject on resource`,
    );
    expect((await onInstance('aws s3 ls s3://instance-profile-test1')).stdout).toMatch(/ 24 writetest\n$/);
  });

  test('F1: keys from `aws configure` win over the role, and last; without them the role is back', async () => {
    const { accessKeyId, secretAccessKey } = house.admin;
    await onInstance('aws configure', `${accessKeyId}\n${secretAccessKey}\n\n\n`);
    expect(await whoAmI()).toBe(`arn:aws:iam::${ACCOUNT}:user/admin`);
    await onInstance('rm -r ~/.aws');
    expect(await whoAmI()).toBe(session('S3WriteRole'));
  });

  test('F2: the profile replaced, the next credentials are the other role’s; nothing was restarted', async () => {
    const { stdout: before } = await onInstance('stat -c %Y /proc/1');
    const answer = await ec2.send(
      new ReplaceIamInstanceProfileAssociationCommand({
        AssociationId: association,
        IamInstanceProfile: { Name: 'ReplacementRole' },
      }),
    );
    association = answer.IamInstanceProfileAssociation?.AssociationId ?? '';
    expect(await whoAmI()).toBe(session('ReplacementRole'));
    expect((await onInstance('stat -c %Y /proc/1')).stdout).toBe(before);
  });

  test('F3: a role that EC2 may not assume leaves AssumeRoleUnauthorizedAccess at the metadata address', async () => {
    await ec2.send(
      new ReplaceIamInstanceProfileAssociationCommand({
        AssociationId: association,
        IamInstanceProfile: { Name: 'eks-role' },
      }),
    );
    const { stdout } = await onInstance(
      'token=$(curl -sX PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" http://169.254.169.254/latest/api/token);' +
        'curl -sH "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/iam/security-credentials/eks-role',
    );
    expect(JSON.parse(stdout)).toMatchObject({ Code: 'AssumeRoleUnauthorizedAccess' });
    expect((await onInstance('aws sts get-caller-identity')).code).not.toBe(0);
  });
});

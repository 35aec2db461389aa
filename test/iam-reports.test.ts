import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreateUserCommand,
  GenerateCredentialReportCommand,
  GenerateServiceLastAccessedDetailsCommand,
  GetCredentialReportCommand,
  GetServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsWithEntitiesCommand,
  IAMClient,
  ListPoliciesGrantingServiceAccessCommand,
  ListUsersCommand,
  PutGroupPolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { makeUser, policyOf } from './identities.ts';
import { refusal } from './refusal.ts';

const READ_ONLY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const ARN = `arn:aws:iam::${ACCOUNT}:user/bob`;

let house: TestHouse;
let admin: IAMClient;
let bob: Credentials;
beforeAll(async () => {
  house = await startHouse();
  admin = new IAMClient(house.client());
  bob = await makeUser(house, 'bob', {
    Effect: 'Allow',
    Action: ['sts:*', 'sqs:SendMessage'],
    Resource: '*',
  });
  await admin.send(new AttachUserPolicyCommand({ UserName: 'bob', PolicyArn: READ_ONLY }));
  await admin.send(new CreateGroupCommand({ GroupName: 'devs' }));
  await admin.send(new AddUserToGroupCommand({ GroupName: 'devs', UserName: 'bob' }));
  const PolicyDocument = policyOf(
    { Effect: 'Deny', Action: 'ec2:*', Resource: '*' },
    { Effect: 'Allow', Action: 's3:Put*', Resource: '*' },
  );
  await admin.send(new PutGroupPolicyCommand({ GroupName: 'devs', PolicyName: 'put', PolicyDocument }));
  await new STSClient(house.client(bob)).send(new GetCallerIdentityCommand({}));
});
afterAll(() => house.close());

test('the credential report is absent, then started, then complete, in the columns of AWS', async () => {
  expect(await refusal(admin.send(new GetCredentialReportCommand()))).toMatchObject({
    code: 'ReportNotPresent',
    status: 410,
  });
  const generate = async () => (await admin.send(new GenerateCredentialReportCommand())).State;
  expect(await generate()).toBe('STARTED');
  expect(await generate()).toBe('COMPLETE');
  const { Content, ReportFormat } = await admin.send(new GetCredentialReportCommand());
  expect(ReportFormat).toBe('text/csv');
  const [columns = '', root = '', ...users] = Buffer.from(Content ?? [])
    .toString()
    .split('\n');
  const names = columns.split(',');
  expect(names).toHaveLength(22);
  expect(names.slice(0, 4)).toEqual(['user', 'arn', 'user_creation_time', 'password_enabled']);
  expect(root).toMatch(new RegExp(`^<root_account>,arn:aws:iam::${ACCOUNT}:root,`));
  expect(users.map((line) => line.split(',')[0])).toEqual(['admin', 'bob']);
  const row = Object.fromEntries((users[1] ?? '').split(',').map((value, at) => [names[at], value]));
  expect(row).toMatchObject({
    arn: ARN,
    user_creation_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/) as string,
    password_enabled: 'false',
    password_last_used: 'N/A',
    mfa_active: 'false',
    access_key_1_active: 'true',
    access_key_1_last_used_service: 'sts',
    access_key_1_last_used_region: 'us-east-1',
    access_key_2_active: 'false',
    cert_2_last_rotated: 'N/A',
  });
});

describe('service last accessed', () => {
  async function generate(Arn: string): Promise<string> {
    const { JobId = '' } = await admin.send(new GenerateServiceLastAccessedDetailsCommand({ Arn }));
    return JobId;
  }

  test('tells of the services that policies name when they were last used, and by whom', async () => {
    const answer = await admin.send(new GetServiceLastAccessedDetailsCommand({ JobId: await generate(ARN) }));
    expect(answer).toMatchObject({ JobStatus: 'COMPLETED', JobType: 'SERVICE_LEVEL', IsTruncated: false });
    const services = answer.ServicesLastAccessed ?? [];
    const named = services.map(({ ServiceNamespace }) => ServiceNamespace);
    expect(named).toEqual(expect.arrayContaining(['s3', 'sqs', 'sts']));
    expect(named).not.toContain('ec2');
    expect(services.find(({ ServiceNamespace }) => ServiceNamespace === 's3')).toEqual({
      ServiceName: 'Amazon S3',
      ServiceNamespace: 's3',
      TotalAuthenticatedEntities: 0,
    });
    expect(services.find(({ ServiceNamespace }) => ServiceNamespace === 'sts')).toEqual({
      ServiceName: 'AWS Security Token Service',
      ServiceNamespace: 'sts',
      TotalAuthenticatedEntities: 1,
      LastAuthenticated: expect.any(Date) as Date,
      LastAuthenticatedEntity: ARN,
      LastAuthenticatedRegion: 'us-east-1',
    });
  });

  test('of a group and of a policy tells its users', async () => {
    await refusal(new IAMClient(house.client(bob)).send(new GenerateCredentialReportCommand()));
    const policyJob = await generate('arn:aws:iam::aws:policy/AdministratorAccess');
    const asked = { JobId: policyJob, ServiceNamespace: 'iam' };
    const { EntityDetailsList = [] } = await admin.send(
      new GetServiceLastAccessedDetailsWithEntitiesCommand(asked),
    );
    expect(EntityDetailsList.map(({ EntityInfo }) => EntityInfo?.Name)).toEqual(['admin']);
    const groupJob = await generate(`arn:aws:iam::${ACCOUNT}:group/devs`);
    const { ServicesLastAccessed } = await admin.send(
      new GetServiceLastAccessedDetailsCommand({ JobId: groupJob }),
    );
    expect(ServicesLastAccessed?.map(({ ServiceNamespace }) => ServiceNamespace)).toEqual(['s3']);
    const none = { JobId: groupJob, ServiceNamespace: 'iam' };
    expect(
      await refusal(admin.send(new GetServiceLastAccessedDetailsWithEntitiesCommand(none))),
    ).toMatchObject({ code: 'InvalidInput' });
  });

  test('of nobody, and a job that is none, is refused', async () => {
    expect(await refusal(generate(`arn:aws:iam::${ACCOUNT}:user/nobody`))).toMatchObject({
      code: 'NoSuchEntity',
    });
    expect(await refusal(generate('arn:aws:s3:::bucket-of-mine'))).toMatchObject({ code: 'InvalidInput' });
    expect(await refusal(generate('arn:aws:iam::aws:policy/Nonsense'))).toMatchObject({
      code: 'NoSuchEntity',
    });
    const JobId = '00000000-0000-4000-8000-000000000000';
    expect(await refusal(admin.send(new GetServiceLastAccessedDetailsCommand({ JobId })))).toMatchObject({
      code: 'NoSuchEntity',
    });
  });

  describe('of single actions', () => {
    async function actions(Arn: string, namespace: string) {
      const { JobId } = await admin.send(
        new GenerateServiceLastAccessedDetailsCommand({ Arn, Granularity: 'ACTION_LEVEL' }),
      );
      const answer = await admin.send(new GetServiceLastAccessedDetailsCommand({ JobId }));
      expect(answer.JobType).toBe('ACTION_LEVEL');
      const service = answer.ServicesLastAccessed?.find(
        ({ ServiceNamespace }) => ServiceNamespace === namespace,
      );
      return service?.TrackedActionsLastAccessed;
    }

    test('tells those that the policies allow, when they were tried last, by whom and where', async () => {
      const eve = await makeUser(house, 'eve', {
        Effect: 'Allow',
        Action: ['iam:ListUsers', 'iam:GetUser', 's3:*', 'sqs:*'],
        Resource: '*',
      });
      const Arn = `arn:aws:iam::${ACCOUNT}:user/eve`;
      await new IAMClient(house.client(eve)).send(new ListUsersCommand({}));
      const s3 = new S3Client({ ...house.client(eve), forcePathStyle: true });
      await s3.send(new CreateBucketCommand({ Bucket: 'tracked' }));
      await s3.send(new PutObjectCommand({ Bucket: 'tracked', Key: 'k', Body: 'x' }));
      expect(await actions(Arn, 'iam')).toEqual([
        { ActionName: 'GetUser' },
        {
          ActionName: 'ListUsers',
          LastAccessedEntity: Arn,
          LastAccessedTime: expect.any(Date) as Date,
          LastAccessedRegion: 'us-east-1',
        },
      ]);
      const ofS3 = (await actions(Arn, 's3')) ?? [];
      const used = ofS3.filter(({ LastAccessedTime }) => LastAccessedTime !== undefined);
      expect(used.map(({ ActionName }) => ActionName)).toEqual(['CreateBucket']);
      const names = ofS3.map(({ ActionName }) => ActionName);
      expect(names).toEqual(expect.arrayContaining(['DeleteBucket', 'PutBucketPolicy', 'GetBucketAcl']));
      for (const data of ['PutObject', 'GetObject', 'ListBucket', 'PutBucketTagging']) {
        expect(names).not.toContain(data);
      }
      expect(await actions(Arn, 'sqs')).toBeUndefined();
    });

    test('counts an attempt that was refused, and never iam:PassRole', async () => {
      const policy = { Effect: 'Allow', Action: ['iam:*', 'ec2:*'], Resource: '*' } as const;
      const mia = await makeUser(house, 'mia', policy, {
        Effect: 'Deny',
        Action: 'iam:CreateUser',
        Resource: '*',
      });
      const own = new IAMClient(house.client(mia));
      expect(await refusal(own.send(new CreateUserCommand({ UserName: 'x' })))).toBeDefined();
      const ofIam = (await actions(`arn:aws:iam::${ACCOUNT}:user/mia`, 'iam')) ?? [];
      const used = ofIam.filter(({ LastAccessedTime }) => LastAccessedTime !== undefined);
      expect(used.map(({ ActionName }) => ActionName)).toEqual(['CreateUser']);
      expect(ofIam.map(({ ActionName }) => ActionName)).not.toContain('PassRole');
    });

    test('at service level tells none', async () => {
      const { ServicesLastAccessed = [] } = await admin.send(
        new GetServiceLastAccessedDetailsCommand({ JobId: await generate(ARN) }),
      );
      expect(ServicesLastAccessed.some((one) => one.TrackedActionsLastAccessed !== undefined)).toBe(false);
    });
  });

  test('asks for permission on the entity', async () => {
    const own = new IAMClient(house.client(bob));
    const refused = await refusal(own.send(new GenerateServiceLastAccessedDetailsCommand({ Arn: ARN })));
    expect(refused?.message).toContain(`iam:GenerateServiceLastAccessedDetails on resource: ${ARN}`);
  });
});

test('ListPoliciesGrantingServiceAccess names the policies that allow anything of a service', async () => {
  const { PoliciesGrantingServiceAccess } = await admin.send(
    new ListPoliciesGrantingServiceAccessCommand({ Arn: ARN, ServiceNamespaces: ['s3', 'ec2'] }),
  );
  const byName = new Map(PoliciesGrantingServiceAccess?.map((one) => [one.ServiceNamespace, one.Policies]));
  expect(byName.get('ec2')).toEqual([]);
  expect(byName.get('s3')).toHaveLength(2);
  expect(byName.get('s3')).toEqual(
    expect.arrayContaining([
      { PolicyName: 'AmazonS3ReadOnlyAccess', PolicyType: 'MANAGED', PolicyArn: READ_ONLY },
      { PolicyName: 'put', PolicyType: 'INLINE', EntityType: 'GROUP', EntityName: 'devs' },
    ]),
  );
});

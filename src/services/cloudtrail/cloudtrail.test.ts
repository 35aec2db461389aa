import {
  CloudTrailClient,
  DescribeTrailsCommand,
  LookupEventsCommand,
  type Event,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import { EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AccountWorld } from '../../../test/account-world.ts';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from '../../../test/house.ts';
import { allow, documentOf } from '../../../test/in-process-house.ts';
import { refusal } from '../../../test/refusal.ts';

const ANN = `arn:aws:iam::${ACCOUNT}:user/ann`;

let house: TestHouse;
let trail: CloudTrailClient;
let ann: Credentials;
beforeAll(async () => {
  house = await startHouse();
  trail = new CloudTrailClient(house.client());
  const iam = new IAMClient(house.client());
  await iam.send(new CreateUserCommand({ UserName: 'ann' }));
  await iam.send(
    new PutUserPolicyCommand({ UserName: 'ann', PolicyName: 'own', PolicyDocument: allow('s3:*') }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }));
  ann = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
});
afterAll(() => house.close());

async function lookUp(input: LookupEventsCommandInput, client = trail): Promise<readonly Event[]> {
  return (await client.send(new LookupEventsCommand(input))).Events ?? [];
}

/** The newest event with a name, and its record. */
async function newest(EventName: string, client = trail): Promise<{ event: Event; record: object }> {
  const by = [{ AttributeKey: 'EventName', AttributeValue: EventName } as const];
  const [event = {}] = await lookUp({ LookupAttributes: by, MaxResults: 1 }, client);
  return { event, record: JSON.parse(event.CloudTrailEvent ?? '{}') as object };
}

const inRegion = (region: string, credentials?: Credentials) =>
  new CloudTrailClient({ ...house.client(credentials), region });

test('a request of a user is told with its record in CloudTrail’s form', async () => {
  const client = new EC2Client(house.client(ann));
  const refused = await refusal(
    client.send(new RunInstancesCommand({ ImageId: 'ami-0abcdef1234567890', MinCount: 1, MaxCount: 1 })),
  );
  const { event, record } = await newest('RunInstances');
  expect(event).toMatchObject({
    EventName: 'RunInstances',
    EventSource: 'ec2.amazonaws.com',
    ReadOnly: 'false',
    Username: 'ann',
    AccessKeyId: ann.accessKeyId,
    EventTime: expect.any(Date) as Date,
  });
  expect(record).toEqual({
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: expect.stringMatching(/^AIDA/) as string,
      arn: ANN,
      accountId: ACCOUNT,
      accessKeyId: ann.accessKeyId,
      userName: 'ann',
    },
    eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
    eventSource: 'ec2.amazonaws.com',
    eventName: 'RunInstances',
    awsRegion: 'us-east-1',
    sourceIPAddress: '127.0.0.1',
    userAgent: expect.stringContaining('aws-sdk-js') as string,
    errorCode: 'Client.UnauthorizedOperation',
    errorMessage: refused?.message.slice(0, 1024),
    requestParameters: null,
    responseElements: null,
    requestID: event.EventId,
    eventID: event.EventId,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
  });
});

test('a role’s session is told with its role; root by its account; GetSessionToken’s as the user', async () => {
  const iam = new IAMClient(house.client());
  const trust = documentOf({ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:*' });
  await iam.send(new CreateRoleCommand({ RoleName: 'Auditor', AssumeRolePolicyDocument: trust }));
  const { Credentials: keys } = await new STSClient(house.client()).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/Auditor`,
      RoleSessionName: 'monday',
      SourceIdentity: 'ann',
    }),
  );
  const { record: assumed } = await newest('AssumeRole');
  expect(assumed).toMatchObject({
    readOnly: true,
    resources: [{ accountId: ACCOUNT, type: 'AWS::IAM::Role', ARN: `arn:aws:iam::${ACCOUNT}:role/Auditor` }],
  });
  const session = {
    accessKeyId: keys?.AccessKeyId ?? '',
    secretAccessKey: keys?.SecretAccessKey ?? '',
    sessionToken: keys?.SessionToken ?? '',
  };
  await new STSClient(house.client(session)).send(new GetCallerIdentityCommand({}));
  const { event, record } = await newest('GetCallerIdentity');
  expect(event.Username).toBe('monday');
  expect(record).toMatchObject({
    userIdentity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Auditor/monday`,
      accessKeyId: session.accessKeyId,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: expect.stringMatching(/^AROA/) as string,
          arn: `arn:aws:iam::${ACCOUNT}:role/Auditor`,
          accountId: ACCOUNT,
          userName: 'Auditor',
        },
        attributes: {
          creationDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
          mfaAuthenticated: 'false',
        },
        sourceIdentity: 'ann',
      },
    },
  });
  expect(JSON.stringify(record)).not.toContain(session.sessionToken);

  await new STSClient(house.client(house.root)).send(new GetCallerIdentityCommand({}));
  expect((await newest('GetCallerIdentity')).record).toMatchObject({
    userIdentity: { type: 'Root', principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root` },
  });

  const { Credentials: own } = await new STSClient(house.client(ann)).send(new GetSessionTokenCommand({}));
  const temporary = {
    accessKeyId: own?.AccessKeyId ?? '',
    secretAccessKey: own?.SecretAccessKey ?? '',
    sessionToken: own?.SessionToken ?? '',
  };
  await new STSClient(house.client(temporary)).send(new GetCallerIdentityCommand({}));
  const { userIdentity } = (await newest('GetCallerIdentity')).record as { userIdentity: object };
  expect(userIdentity).toMatchObject({
    type: 'IAMUser',
    userName: 'ann',
    sessionContext: { attributes: {} },
  });
});

test('what is done with objects is told at once, as data events (AWS’s event history leaves them out)', async () => {
  const s3 = new S3Client({ ...house.client(ann), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'events' }));
  await s3.send(new PutObjectCommand({ Bucket: 'events', Key: 'a/b.txt', Body: 'x' }));
  const { event, record } = await newest('PutObject');
  expect(record).toMatchObject({
    eventCategory: 'Data',
    managementEvent: false,
    eventSource: 's3.amazonaws.com',
  });
  expect(event.Resources).toContainEqual({
    ResourceType: 'AWS::S3::Object',
    ResourceName: 'arn:aws:s3:::events/a/b.txt',
  });
  expect((await newest('CreateBucket')).record).toMatchObject({ eventCategory: 'Management' });
});

test('each attribute finds what has its value', async () => {
  const found = async (AttributeKey: 'EventId', AttributeValue: string) =>
    (await lookUp({ LookupAttributes: [{ AttributeKey, AttributeValue }] })).map(
      ({ EventName }) => EventName,
    );
  const key = (name: string) => name as 'EventId';
  const { event } = await newest('CreateBucket');
  expect(await found('EventId', event.EventId ?? '')).toEqual(['CreateBucket']);
  expect(await found(key('ResourceName'), 'events')).toContain('CreateBucket');
  expect(await found(key('ResourceName'), 'arn:aws:s3:::events')).toContain('CreateBucket');
  expect(await found(key('ResourceType'), 'AWS::S3::Object')).toEqual(['PutObject']);
  expect(await found(key('Username'), 'root')).toEqual(['GetCallerIdentity']);
  expect(await found(key('AccessKeyId'), ann.accessKeyId)).not.toContain('CreateUser');
  expect(await found(key('EventSource'), 'iam.amazonaws.com')).toContain('CreateRole');
  expect(new Set(await found(key('ReadOnly'), 'true'))).toEqual(
    new Set(['AssumeRole', 'GetCallerIdentity', 'GetSessionToken']),
  );
});

test('pages keep their place while requests come, and a token is its listing’s alone', async () => {
  const all = (await lookUp({})).map(({ EventId }) => EventId);
  const first = await trail.send(new LookupEventsCommand({ MaxResults: 2 }));
  await new STSClient(house.client()).send(new GetCallerIdentityCommand({}));
  const { NextToken } = first;
  const second = await lookUp({ MaxResults: 2, ...(NextToken === undefined ? {} : { NextToken }) });
  expect([...(first.Events ?? []), ...second].map(({ EventId }) => EventId)).toEqual(all.slice(0, 4));
  for (const StartTime of [new Date(0), undefined]) {
    const other = { NextToken: StartTime === undefined ? 'none' : (NextToken ?? '') };
    const refused = await refusal(
      trail.send(new LookupEventsCommand({ ...other, ...(StartTime === undefined ? {} : { StartTime }) })),
    );
    expect(refused?.code).toBe('InvalidNextTokenException');
  }
});

test('what was asked between two times; both ends belong to it', async () => {
  const { event } = await newest('CreateUser');
  const EventTime = event.EventTime ?? new Date(0);
  const later = new Date(EventTime.getTime() + 3_600_000);
  expect((await lookUp({ StartTime: EventTime })).length).toBeGreaterThan(0);
  expect((await lookUp({ EndTime: EventTime })).map(({ EventName }) => EventName)).toContain('CreateUser');
  expect(await lookUp({ StartTime: later })).toEqual([]);
  expect(await lookUp({ EventCategory: 'insight' })).toEqual([]);
  const refused = await refusal(
    trail.send(new LookupEventsCommand({ StartTime: later, EndTime: EventTime })),
  );
  expect(refused).toMatchObject({ code: 'InvalidTimeRangeException', status: 400 });
});

test('inputs that cannot be are refused', async () => {
  const attribute = { AttributeKey: 'EventName', AttributeValue: 'x' } as const;
  const two = await refusal(
    trail.send(new LookupEventsCommand({ LookupAttributes: [attribute, attribute] })),
  );
  expect(two).toMatchObject({ code: 'InvalidLookupAttributesException', status: 400 });
  const many = await refusal(trail.send(new LookupEventsCommand({ MaxResults: 51 })));
  expect(many).toMatchObject({ code: 'ValidationException', status: 400 });
  const other = await refusal(trail.send(new DescribeTrailsCommand({})));
  expect(other).toMatchObject({ code: 'NotImplemented', status: 501 });
  expect(other?.message).toContain('DescribeTrails');
});

test('it needs the permission; looking on leaves no trace, a refused look does', async () => {
  const refused = await refusal(new CloudTrailClient(house.client(ann)).send(new LookupEventsCommand({})));
  expect(refused).toMatchObject({
    code: 'AccessDeniedException',
    status: 400,
    message:
      `User: ${ANN} is not authorized to perform: cloudtrail:LookupEvents because no identity-based policy allows ` +
      'the cloudtrail:LookupEvents action',
  });
  const by = [{ AttributeKey: 'EventName', AttributeValue: 'LookupEvents' } as const];
  const looks = await lookUp({ LookupAttributes: by });
  expect(looks[0]?.Username).toBe('ann');
  expect(looks.every(({ CloudTrailEvent = '' }) => CloudTrailEvent.includes('"errorCode"'))).toBe(true);
});

test('a region’s requests are told there, those of global services in us-east-1', async () => {
  const elsewhere = { ...house.client(), region: 'eu-west-1' };
  await new STSClient(elsewhere).send(new GetCallerIdentityCommand({}));
  await refusal(new IAMClient(elsewhere).send(new GetRoleCommand({ RoleName: 'nobody' })));
  const there = (await lookUp({}, inRegion('eu-west-1'))).map(({ EventName }) => EventName);
  expect(there).toEqual(['GetCallerIdentity']);
  const { record } = await newest('GetRole');
  expect(record).toMatchObject({ awsRegion: 'us-east-1', errorCode: 'NoSuchEntity' });
});

test('of another account’s requests one sees those that reached one’s own resources, and only who it was', async () => {
  const account = await AccountWorld.outsider(house);
  const keys = account.admin;
  const iam = new IAMClient(house.client());
  const trust = documentOf({
    Effect: 'Allow',
    Principal: { AWS: account.id },
    Action: 'sts:AssumeRole',
  });
  await iam.send(new CreateRoleCommand({ RoleName: 'Guest', AssumeRolePolicyDocument: trust }));
  await iam.send(
    new PutRolePolicyCommand({ RoleName: 'Guest', PolicyName: 'own', PolicyDocument: allow('s3:*') }),
  );
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/Guest`;
  await new STSClient(house.client(keys)).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'visit' }));
  const s3 = new S3Client({ ...house.client(keys), forcePathStyle: true });
  await refusal(s3.send(new GetObjectCommand({ Bucket: 'events', Key: 'a/b.txt' })));

  const { event, record } = await newest('AssumeRole');
  expect(record).toMatchObject({
    userIdentity: { type: 'AWSAccount', accountId: account.id },
    recipientAccountId: ACCOUNT,
  });
  expect([event.Username, event.AccessKeyId]).toEqual([undefined, undefined]);
  expect((await newest('GetObject')).event).toEqual({});

  const theirs = inRegion('us-east-1', keys);
  expect((await newest('AssumeRole', theirs)).record).toMatchObject({
    userIdentity: { type: expect.stringMatching(/IAMUser|AssumedRole/) as string },
    recipientAccountId: account.id,
  });
  expect((await newest('GetObject', theirs)).record).toMatchObject({ errorCode: 'AccessDenied' });
  expect((await newest('CreateUser', theirs)).event).toEqual({});
});

test('the real AWS CLI looks events up', async () => {
  const { Events = [] } = await house.awsJson<{ Events?: Event[] }>([
    ...['cloudtrail', 'lookup-events', '--max-items', '3'],
    ...['--lookup-attributes', 'AttributeKey=EventName,AttributeValue=CreateUser'],
  ]);
  expect(Events.map(({ EventName }) => EventName)).toEqual(['CreateUser']);
});

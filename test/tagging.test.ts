import { CreateInstanceProfileCommand, IAMClient, ListInstanceProfileTagsCommand } from '@aws-sdk/client-iam';
import {
  GetResourcesCommand,
  GetTagKeysCommand,
  GetTagValuesCommand,
  ResourceGroupsTaggingAPIClient,
  StartReportCreationCommand,
  TagResourcesCommand,
  UntagResourcesCommand,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { CreateBucketCommand, GetBucketTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from './house.ts';
import { makeUser } from './identities.ts';
import { documentOf } from './in-process-house.ts';
import { refusal } from './refusal.ts';

/** The Resource Groups Tagging API over a socket: flow F3's tags with the real AWS CLI, the rest with the SDK. */

let house: TestHouse;
let tagging: ResourceGroupsTaggingAPIClient;
beforeAll(async () => {
  house = await startHouse();
  tagging = new ResourceGroupsTaggingAPIClient(house.client());
});
afterAll(() => house.close());

const clientIn = (region: string) => new ResourceGroupsTaggingAPIClient({ ...house.client(), region });

test('flow F3 with the AWS CLI: role and profile of one name, tagged by their own calls and by ARN', async () => {
  const name = 'SSMManagedInstanceCore';
  const role = `arn:aws:iam::${ACCOUNT}:role/${name}`;
  const profile = `arn:aws:iam::${ACCOUNT}:instance-profile/${name}`;
  const trust = documentOf({
    Effect: 'Allow',
    Principal: { Service: 'ec2.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  const aws = (...args: string[]) => house.awsJson<object>(args);
  await aws('iam', 'create-role', '--role-name', name, '--assume-role-policy-document', trust);
  await aws('iam', 'create-instance-profile', '--instance-profile-name', name);

  await aws('iam', 'tag-role', '--role-name', name, '--tags', 'Key=test,Value=first');
  const tag = (arn: string, tags: string) =>
    aws('resourcegroupstaggingapi', 'tag-resources', '--resource-arn-list', arn, '--tags', tags);
  expect(await tag(role, 'test=role-tag')).toEqual({ FailedResourcesMap: {} });
  await aws(
    'iam',
    'tag-instance-profile',
    '--instance-profile-name',
    name,
    '--tags',
    'Key=test2,Value=Instanceprofile-tag',
  );
  expect(await tag(profile, 'test2=Instanceprofile')).toEqual({ FailedResourcesMap: {} });

  const Tags = [{ Key: 'test2', Value: 'Instanceprofile' }];
  expect(await aws('iam', 'list-role-tags', '--role-name', name)).toMatchObject({
    Tags: [{ Key: 'test', Value: 'role-tag' }],
  });
  expect(await aws('iam', 'list-instance-profile-tags', '--instance-profile-name', name)).toMatchObject({
    Tags,
  });
  const getResources = ['resourcegroupstaggingapi', 'get-resources'];
  expect(await aws(...getResources, '--region', 'ap-northeast-1')).toEqual({ ResourceTagMappingList: [] });
  expect(await aws(...getResources, '--region', 'us-east-1')).toEqual({
    ResourceTagMappingList: [{ ResourceARN: profile, Tags }],
  });
});

describe('regions', () => {
  test('buckets are listed and tagged in their own; an organization’s and IAM’s resources in us-east-1', async () => {
    const s3 = new S3Client({ ...house.client(), region: 'eu-west-1', forcePathStyle: true });
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' as const };
    await s3.send(new CreateBucketCommand({ Bucket: 'far-bucket', CreateBucketConfiguration }));
    const arn = 'arn:aws:s3:::far-bucket';
    const command = new TagResourcesCommand({ ResourceARNList: [arn], Tags: { where: 'far' } });
    expect((await tagging.send(command)).FailedResourcesMap).toMatchObject({
      [arn]: { StatusCode: 301, ErrorCode: 'PermanentRedirect' },
    });
    expect((await clientIn('eu-west-1').send(command)).FailedResourcesMap).toEqual({});
    const { TagSet } = await s3.send(new GetBucketTaggingCommand({ Bucket: 'far-bucket' }));
    expect(TagSet).toEqual([{ Key: 'where', Value: 'far' }]);
    const list = new GetResourcesCommand({ ResourceTypeFilters: ['s3'] });
    const shown = { ResourceARN: arn, Tags: [{ Key: 'where', Value: 'far' }] };
    expect((await clientIn('eu-west-1').send(list)).ResourceTagMappingList).toEqual([shown]);
    expect((await tagging.send(list)).ResourceTagMappingList).toEqual([]);
    expect((await clientIn('eu-west-1').send(new GetTagKeysCommand({}))).TagKeys).toEqual(['where']);
    expect((await clientIn('eu-west-1').send(new GetTagValuesCommand({ Key: 'where' }))).TagValues).toEqual([
      'far',
    ]);
  });

  test('IAM’s resources are tagged from any (guess: AWS documents nothing), in the name of us-east-1', async () => {
    const iam = new IAMClient(house.client());
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'from-afar' }));
    const arn = `arn:aws:iam::${ACCOUNT}:instance-profile/from-afar`;
    const credentials = await makeUser(
      house,
      'bound-to-one-region',
      { Effect: 'Allow', Action: 'tag:*', Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'iam:TagInstanceProfile',
        Resource: '*',
        Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } },
      },
    );
    const far = new ResourceGroupsTaggingAPIClient({
      ...house.client(credentials),
      region: 'ap-northeast-1',
    });
    const { FailedResourcesMap } = await far.send(
      new TagResourcesCommand({ ResourceARNList: [arn], Tags: { from: 'afar' } }),
    );
    expect(FailedResourcesMap).toEqual({});
    const { Tags } = await iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName: 'from-afar' }));
    expect(Tags).toEqual([{ Key: 'from', Value: 'afar' }]);
  });
});

describe('what the wire refuses', () => {
  const arn = 'arn:aws:s3:::bucket';
  const arns = Array.from({ length: 21 }, (_, n) => `${arn}-${n}`);
  const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, '']));

  test.each([
    ['no ARN', { ResourceARNList: [], Tags: { a: 'b' } }],
    ['21 ARNs', { ResourceARNList: arns, Tags: { a: 'b' } }],
    ['an ARN of 1012 characters', { ResourceARNList: [arn.padEnd(1012, 'x')], Tags: { a: 'b' } }],
    ['no tag', { ResourceARNList: [arn], Tags: {} }],
    ['51 tags', { ResourceARNList: [arn], Tags: tags(51) }],
    ['a key of 129 characters', { ResourceARNList: [arn], Tags: { ['k'.repeat(129)]: '' } }],
    ['an empty key', { ResourceARNList: [arn], Tags: { '': '' } }],
    ['a value of 257 characters', { ResourceARNList: [arn], Tags: { k: 'v'.repeat(257) } }],
    ['no tags at all', { ResourceARNList: [arn], Tags: undefined }],
  ])('TagResources with %s', async (_what, input) => {
    const refused = await refusal(tagging.send(new TagResourcesCommand(input as never)));
    expect(refused).toMatchObject({ code: 'InvalidParameterException', status: 400 });
    expect(refused?.message).toMatch(/^\d validation errors? detected: Value/);
  });

  test('UntagResources with 51 keys, GetResources with too many filters or values', async () => {
    const keys = Object.keys(tags(51));
    const calls = [
      tagging.send(new UntagResourcesCommand({ ResourceARNList: [arn], TagKeys: keys })),
      tagging.send(new GetResourcesCommand({ TagFilters: keys.map((Key) => ({ Key })) })),
      tagging.send(new GetResourcesCommand({ TagFilters: [{ Key: 'k', Values: keys.slice(0, 21) }] })),
      tagging.send(new GetResourcesCommand({ ResourceARNList: [] })),
    ];
    for (const call of calls) {
      expect(await refusal(call)).toMatchObject({ code: 'InvalidParameterException', status: 400 });
    }
  });

  test('the error’s words as AWS sends them, and a denial', async () => {
    const bad = 'arn:aws:ec2:us-east-1:000000000000:i-0825a83d29e870145';
    const command = new GetResourcesCommand({ ResourceARNList: [bad] });
    expect(await refusal(tagging.send(command))).toEqual({
      code: 'InvalidParameterException',
      status: 400,
      message: `${bad} is not a valid AmazonResourceName (ARN)`,
    });
    const credentials = await makeUser(house, 'nobody', { Effect: 'Deny', Action: '*', Resource: '*' });
    const user = `arn:aws:iam::${ACCOUNT}:user/nobody`;
    const client = new ResourceGroupsTaggingAPIClient(house.client(credentials));
    expect(await refusal(client.send(new GetTagKeysCommand({})))).toEqual({
      code: 'AccessDeniedException',
      status: 400,
      message: `User: ${user} is not authorized to perform: tag:GetTagKeys with an explicit deny in an identity-based policy`,
    });
  });

  test('keys that are no ordinary names', async () => {
    const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'odd-bucket' }));
    const ResourceARNList = ['arn:aws:s3:::odd-bucket'];
    const Tags = JSON.parse('{"__proto__":"a","constructor":"b","タグ":"値 /="}') as Record<string, string>;
    expect(
      (await tagging.send(new TagResourcesCommand({ ResourceARNList, Tags }))).FailedResourcesMap,
    ).toEqual({});
    const { ResourceTagMappingList } = await tagging.send(new GetResourcesCommand({ ResourceARNList }));
    expect(ResourceTagMappingList?.[0]?.Tags).toEqual([
      { Key: '__proto__', Value: 'a' },
      { Key: 'constructor', Value: 'b' },
      { Key: 'タグ', Value: '値 /=' },
    ]);
    const TagKeys = ['__proto__', 'constructor', 'タグ'];
    expect(
      (await tagging.send(new UntagResourcesCommand({ ResourceARNList, TagKeys }))).FailedResourcesMap,
    ).toEqual({});
    expect(await refusal(s3.send(new GetBucketTaggingCommand({ Bucket: 'odd-bucket' })))).toMatchObject({
      code: 'NoSuchTagSet',
    });
  });

  test('what is not built names itself', async () => {
    const refused = await refusal(tagging.send(new StartReportCreationCommand({ S3Bucket: 'reports' })));
    expect(refused).toMatchObject({ code: 'NotImplemented', status: 501 });
    expect(refused?.message).toContain('StartReportCreation');
  });
});

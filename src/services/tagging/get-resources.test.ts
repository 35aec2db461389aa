import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure } from '../../../test/ec2-bench.ts';
import { ACCOUNT, allow, answer, documentOf } from '../../../test/in-process-house.ts';
import { openTaggingBench, type TaggingBench } from '../../../test/tagging-bench.ts';

const TRUST = documentOf({
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole',
});
const PROFILE = `arn:aws:iam::${ACCOUNT}:instance-profile/p/Profile`;
const POLICY = `arn:aws:iam::${ACCOUNT}:policy/Policy`;
const Tags = [{ Key: 'team', Value: 'blue' }];

let bench: TaggingBench;
let instance: string;
let volume: string;
beforeAll(async () => {
  bench = await openTaggingBench();
  const iam = (operation: string, input: object) => bench.call(bench.root, 'iam', operation, input);
  await iam('CreateUser', { UserName: 'User', Tags });
  await iam('CreateRole', { RoleName: 'Role', AssumeRolePolicyDocument: TRUST, Tags });
  await iam('CreateInstanceProfile', { InstanceProfileName: 'Profile', Path: '/p/', Tags });
  await iam('CreatePolicy', { PolicyName: 'Policy', PolicyDocument: allow('s3:*'), Tags });
  await iam('CreatePolicy', { PolicyName: 'Untagged', PolicyDocument: allow('s3:*') });
  const s3 = (operation: string, input: object) => bench.call(bench.root, 's3', operation, input);
  for (const Bucket of ['blue', 'green', 'bare'].map((name) => `${name}-bucket`)) {
    await s3('CreateBucket', { Bucket });
  }
  await s3('PutBucketTagging', { Bucket: 'blue-bucket', Tagging: { TagSet: Tags } });
  const TagSet = [
    { Key: 'team', Value: 'green' },
    { Key: 'cost', Value: '1' },
  ];
  await s3('PutBucketTagging', { Bucket: 'green-bucket', Tagging: { TagSet } });
  const id = await bench.runningInstance();
  const { Volumes } = await bench.ec2('DescribeVolumes', {});
  await bench.ec2('CreateTags', { Resources: [id, Volumes?.[0]?.VolumeId ?? ''], Tags });
  instance = `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/${id}`;
  volume = `arn:aws:ec2:us-east-1:${ACCOUNT}:volume/${Volumes?.[0]?.VolumeId}`;
});
afterAll(() => bench.close());

const arnsOf = async (input: Parameters<TaggingBench['shown']>[0] = {}) =>
  Object.keys(await bench.shown(input));

test('the tagged resources of the region, by ARN; users, roles and what never had a tag are left out', async () => {
  expect(await bench.tagging('GetResources', {})).toEqual({
    PaginationToken: '',
    ResourceTagMappingList: [
      { ResourceARN: instance, Tags },
      { ResourceARN: volume, Tags },
      { ResourceARN: PROFILE, Tags },
      { ResourceARN: POLICY, Tags },
      { ResourceARN: 'arn:aws:s3:::blue-bucket', Tags },
      {
        ResourceARN: 'arn:aws:s3:::green-bucket',
        Tags: [
          { Key: 'cost', Value: '1' },
          { Key: 'team', Value: 'green' },
        ],
      },
    ],
  });
});

test('filters by tags: all keys must match, one of a key’s values, any where none is named', async () => {
  const green = 'arn:aws:s3:::green-bucket';
  expect(await arnsOf({ TagFilters: [{ Key: 'team', Values: ['green', 'red'] }] })).toEqual([green]);
  expect(await arnsOf({ TagFilters: [{ Key: 'team', Values: ['green', 'blue'] }] })).toHaveLength(6);
  expect(await arnsOf({ TagFilters: [{ Key: 'cost' }] })).toEqual([green]);
  expect(await arnsOf({ TagFilters: [{ Key: 'cost', Values: [] }, { Key: 'team' }] })).toEqual([green]);
  expect(await arnsOf({ TagFilters: [{ Key: 'cost' }, { Key: 'team', Values: ['blue'] }] })).toEqual([]);
  expect(await arnsOf({ TagFilters: [{ Key: 'Team' }] })).toEqual([]);
  expect(await arnsOf({ TagFilters: [{ Key: '__proto__' }] })).toEqual([]);
  expect(await failure(arnsOf({ TagFilters: [{ Values: ['blue'] }] }))).toMatch(
    /^InvalidParameterException: /,
  );
});

test('filters by types: a service, or a type of it as in ARNs', async () => {
  expect(await arnsOf({ ResourceTypeFilters: ['ec2'] })).toEqual([instance, volume]);
  expect(await arnsOf({ ResourceTypeFilters: ['ec2:instance', 'iam:policy'] })).toEqual([instance, POLICY]);
  expect(await arnsOf({ ResourceTypeFilters: ['iam:instance-profile'] })).toEqual([PROFILE]);
  expect(await arnsOf({ ResourceTypeFilters: ['s3:bucket'] })).toEqual(
    await arnsOf({ ResourceTypeFilters: ['s3'] }),
  );
  expect(
    await arnsOf({ ResourceTypeFilters: ['s3'], TagFilters: [{ Key: 'team', Values: ['blue'] }] }),
  ).toEqual(['arn:aws:s3:::blue-bucket']);
  expect(await arnsOf({ ResourceTypeFilters: ['iam:role', 'iam:user', 'sqs', 'ec2:nonsense', ''] })).toEqual(
    [],
  );
  const many = Array.from({ length: 101 }, (_, n) => `ec2:type${n}`);
  expect(await failure(arnsOf({ ResourceTypeFilters: ['foo'] }))).toMatch(
    /^InvalidParameterException: Unsupported service=foo in ResourceTypeFilter/,
  );
  expect(await failure(arnsOf({ ResourceTypeFilters: ['EC2!!'] }))).toBe(
    'InvalidParameterException: Unsupported service=EC2!! in ResourceTypeFilter - EC2!!:',
  );
  expect(await failure(arnsOf({ ResourceTypeFilters: many }))).toMatch(/^InvalidParameterException: /);
});

test('by ARNs: what is not there, or has no tags, is left out; nothing else may be asked with them', async () => {
  const missing = `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/i-0123456789abcdef0`;
  const role = `arn:aws:iam::${ACCOUNT}:role/Role`;
  const ResourceARNList = [PROFILE, missing, role, instance, 'arn:aws:s3:::bare-bucket'];
  expect(await arnsOf({ ResourceARNList })).toEqual([instance, PROFILE]);
  const others = [
    { TagFilters: [{ Key: 'team' }] },
    { ResourceTypeFilters: ['ec2'] },
    { ResourcesPerPage: 10 },
    { TagsPerPage: 100 },
    { PaginationToken: 'token' },
  ];
  for (const other of others) {
    expect(await failure(arnsOf({ ResourceARNList, ...other }))).toBe(
      `InvalidParameterException: ResourceARNList can't be specified together with ${Object.keys(other)[0]}.`,
    );
  }
  expect(await arnsOf({ ResourceARNList: [PROFILE], TagFilters: [], PaginationToken: '' })).toEqual([
    PROFILE,
  ]);
});

test('with IncludeComplianceDetails all comply, as no tag policy can be attached', async () => {
  const { ResourceTagMappingList } = await bench.tagging('GetResources', {
    IncludeComplianceDetails: true,
    ResourceTypeFilters: ['s3'],
  });
  expect(ResourceTagMappingList?.map(({ ComplianceDetails }) => ComplianceDetails)).toEqual([
    { ComplianceStatus: true },
    { ComplianceStatus: true },
  ]);
  expect(await arnsOf({ IncludeComplianceDetails: true, ExcludeCompliantResources: true })).toEqual([]);
  expect(await failure(arnsOf({ ExcludeCompliantResources: true }))).toMatch(/^InvalidParameterException: /);
});

describe('pages', () => {
  /** All pages, each as its ARNs. */
  async function pages(input: Parameters<TaggingBench['shown']>[0]): Promise<string[][]> {
    const found: string[][] = [];
    for (let PaginationToken: string | undefined = ''; PaginationToken !== undefined;) {
      const page: Awaited<ReturnType<typeof next>> = await next({ ...input, PaginationToken });
      found.push((page.ResourceTagMappingList ?? []).map(({ ResourceARN = '' }) => ResourceARN));
      PaginationToken = page.PaginationToken === '' ? undefined : page.PaginationToken;
    }
    return found;
  }
  const next = (input: object) => bench.tagging('GetResources', input);

  test('of so many resources, without a gap or a repetition, also where one goes in between', async () => {
    const all = await arnsOf();
    expect((await pages({ ResourcesPerPage: 4 })).map(({ length }) => length)).toEqual([4, 2]);
    expect((await pages({ ResourcesPerPage: 1 })).flat()).toEqual(all);
    expect((await pages({ ResourcesPerPage: 3 })).flat()).toEqual(all);
    expect(await pages({ ResourcesPerPage: 6 })).toHaveLength(1);
    const { PaginationToken } = await next({ ResourcesPerPage: 5 });
    expect(await bench.tagging('GetResources', { PaginationToken })).toMatchObject({
      ResourceTagMappingList: [{ ResourceARN: all.at(-1) }],
    });
  });

  test('of so many tags: a resource is never parted from its tags', async () => {
    const names = Array.from({ length: 5 }, (_, n) => `pool-${n}`);
    const arns = names.map((Bucket) => `arn:aws:s3:::${Bucket}`);
    for (const Bucket of names) await bench.call(bench.root, 's3', 'CreateBucket', { Bucket });
    const thirty = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`pool${n}`, '']));
    expect(await bench.tag(arns, thirty)).toEqual({});
    const TagFilters = [{ Key: 'pool0' }];
    expect((await pages({ TagFilters, TagsPerPage: 100 })).map(({ length }) => length)).toEqual([3, 2]);
    expect((await pages({ TagFilters, TagsPerPage: 150 })).map(({ length }) => length)).toEqual([5]);
    expect(
      (await pages({ TagFilters, TagsPerPage: 100, ResourcesPerPage: 2 })).map(({ length }) => length),
    ).toEqual([2, 2, 1]);
    for (const Bucket of names) await bench.call(bench.root, 's3', 'DeleteBucket', { Bucket });
  });

  test('sizes and tokens that cannot be; a token holds for 15 minutes', async () => {
    for (const input of [
      { ResourcesPerPage: 0 },
      { ResourcesPerPage: 101 },
      { TagsPerPage: 99 },
      { TagsPerPage: 501 },
      { PaginationToken: 'nonsense' },
      { PaginationToken: Buffer.from('GetTagKeys\n0\na').toString('base64url') },
      { PaginationToken: Buffer.from('GetResources\nx\na').toString('base64url') },
    ]) {
      expect(await failure(next(input))).toMatch(/^InvalidParameterException: /);
    }
    const { PaginationToken } = await next({ ResourcesPerPage: 1 });
    bench.clock.advance(14 * 60_000);
    expect(await next({ PaginationToken })).toHaveProperty('ResourceTagMappingList');
    bench.clock.advance(2 * 60_000);
    expect(await failure(next({ PaginationToken }))).toMatch(/^PaginationTokenExpiredException: /);
  });
});

describe('keys and values', () => {
  test('all keys in use in the region, each once; the values of one', async () => {
    expect(await bench.tagging('GetTagKeys', {})).toEqual({ PaginationToken: '', TagKeys: ['cost', 'team'] });
    expect(await bench.tagging('GetTagValues', { Key: 'team' })).toEqual({
      PaginationToken: '',
      TagValues: ['blue', 'green'],
    });
    expect(await bench.tagging('GetTagValues', { Key: 'Team' })).toEqual({
      PaginationToken: '',
      TagValues: [],
    });
  });

  test('in pages of 100 (guess: AWS documents nothing)', async () => {
    const names = ['keys-1', 'keys-2', 'keys-3'];
    for (const [n, Bucket] of names.entries()) {
      await bench.call(bench.root, 's3', 'CreateBucket', { Bucket });
      const tags = Array.from({ length: 40 }, (_, key) => [`key-${n}-${key}`, '']);
      expect(await bench.tag([`arn:aws:s3:::${Bucket}`], Object.fromEntries(tags))).toEqual({});
    }
    const first = await bench.tagging('GetTagKeys', {});
    expect(first.TagKeys).toHaveLength(100);
    const second = await bench.tagging('GetTagKeys', { PaginationToken: first.PaginationToken });
    expect(second).toMatchObject({ PaginationToken: '' });
    expect(new Set([...(first.TagKeys ?? []), ...(second.TagKeys ?? [])]).size).toBe(122);
    for (const Bucket of names) await bench.call(bench.root, 's3', 'DeleteBucket', { Bucket });
  });
});

describe('what lost all its tags is shown without any, until it is gone itself', () => {
  test('a bucket, an instance profile, a volume', async () => {
    const arns = ['arn:aws:s3:::blue-bucket', PROFILE, volume];
    expect(await bench.untag(arns, ['team'])).toEqual({});
    for (const arn of arns) expect(await bench.shown({ ResourceARNList: [arn] })).toEqual({ [arn]: {} });
    expect(await arnsOf({ TagFilters: [{ Key: 'team' }] })).not.toContain(PROFILE);
    expect(await bench.tag(arns, { team: 'blue' })).toEqual({});
    expect(await bench.shown({ ResourceARNList: [PROFILE] })).toEqual({ [PROFILE]: { team: 'blue' } });
    expect(await bench.untag(arns, ['team'])).toEqual({});
    const call = (service: 'iam' | 's3', operation: string, input: object) =>
      answer<unknown>(bench.call(bench.root, service, operation, input));
    await call('s3', 'DeleteBucket', { Bucket: 'blue-bucket' });
    await call('iam', 'DeleteInstanceProfile', { InstanceProfileName: 'Profile' });
    await call('s3', 'CreateBucket', { Bucket: 'blue-bucket' });
    await call('iam', 'CreateInstanceProfile', { InstanceProfileName: 'Profile', Path: '/p/' });
    expect(await bench.shown({ ResourceARNList: arns })).toEqual({ [volume]: {} });
  });

  test('nothing that had none: taking off a key that is not there leaves no trace', async () => {
    expect(
      await bench.untag(['arn:aws:s3:::bare-bucket', POLICY.replace('Policy', 'Untagged')], ['x']),
    ).toEqual({});
    expect(await arnsOf()).not.toContain('arn:aws:s3:::bare-bucket');
  });
});

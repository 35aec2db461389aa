import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure } from '../../../test/ec2-bench.ts';
import { ACCOUNT, allow, answer, documentOf, openInProcessHouse } from '../../../test/in-process-house.ts';
import { openTaggingBench, type TaggingBench } from '../../../test/tagging-bench.ts';
import type { Service } from '../../operation/service.ts';
import { TAGGED_KINDS } from '../ec2/shared/resources.ts';
import { s3Service } from '../s3/service.ts';
import { taggingService } from './service.ts';

const TRUST = documentOf({
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

let bench: TaggingBench;
beforeAll(async () => {
  bench = await openTaggingBench();
});
afterAll(() => bench.close());

const iam = <T = object>(operation: string, input: object) =>
  answer<T>(bench.call(bench.root, 'iam', operation, input));

const byText = (a = '', b = '') => (a < b ? -1 : 1);

interface TagList {
  readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
}

async function bucket(name: string): Promise<string> {
  await bench.call(bench.root, 's3', 'CreateBucket', { Bucket: name });
  return `arn:aws:s3:::${name}`;
}

async function bucketTags(name: string): Promise<object> {
  const { TagSet } = await answer<{ TagSet: readonly { Key: string; Value: string }[] }>(
    bench.call(bench.root, 's3', 'GetBucketTagging', { Bucket: name }),
  );
  return Object.fromEntries(TagSet.map(({ Key, Value }) => [Key, Value]));
}

describe('each kind of IAM', () => {
  const arn = (resource: string) => `arn:aws:iam::${ACCOUNT}:${resource}`;

  test.each([
    ['User', 'UserName', 'u', () => iam('CreateUser', { UserName: 'u', Path: '/p/' }), 'user/p/u'],
    [
      'Role',
      'RoleName',
      'r',
      () => iam('CreateRole', { RoleName: 'r', Path: '/p/', AssumeRolePolicyDocument: TRUST }),
      'role/p/r',
    ],
    [
      'InstanceProfile',
      'InstanceProfileName',
      'i',
      () => iam('CreateInstanceProfile', { InstanceProfileName: 'i', Path: '/p/' }),
      'instance-profile/p/i',
    ],
    [
      'Policy',
      'PolicyArn',
      arn('policy/p/x'),
      () => iam('CreatePolicy', { PolicyName: 'x', Path: '/p/', PolicyDocument: allow('s3:*') }),
      'policy/p/x',
    ],
    [
      'OpenIDConnectProvider',
      'OpenIDConnectProviderArn',
      arn('oidc-provider/idp.example.com/realm'),
      () =>
        iam('CreateOpenIDConnectProvider', {
          Url: 'https://idp.example.com/realm',
          ThumbprintList: ['a'.repeat(40)],
        }),
      'oidc-provider/idp.example.com/realm',
    ],
    [
      'MFADevice',
      'SerialNumber',
      arn('mfa/p/phone'),
      () => iam('CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone', Path: '/p/' }),
      'mfa/p/phone',
    ],
  ])('%s: IAM’s own calls see the change at once', async (noun, member, name, make, resource) => {
    await make();
    const list = () => iam<TagList>(`List${noun}Tags`, { [member]: name });
    expect(await bench.tag([arn(resource)], { team: 'blue', cost: '' })).toEqual({});
    expect((await list()).Tags).toEqual([
      { Key: 'cost', Value: '' },
      { Key: 'team', Value: 'blue' },
    ]);
    expect(await bench.tag([arn(resource)], { team: 'red' })).toEqual({});
    expect(await bench.untag([arn(resource)], ['cost', 'cost', 'never'])).toEqual({});
    expect((await list()).Tags).toEqual([{ Key: 'team', Value: 'red' }]);
  });

  test('an ARN with another path is nobody’s (guess: AWS documents nothing)', async () => {
    await iam('CreateRole', { RoleName: 'here', Path: '/here/', AssumeRolePolicyDocument: TRUST });
    expect(await bench.tag([arn('role/there/here'), arn('role/here')], { a: 'b' })).toEqual({
      [arn('role/there/here')]: {
        StatusCode: 404,
        ErrorCode: 'NoSuchEntity',
        ErrorMessage: 'The role with name here cannot be found.',
      },
      [arn('role/here')]: expect.objectContaining({ ErrorCode: 'NoSuchEntity' }),
    });
    expect((await iam<TagList>('ListRoleTags', { RoleName: 'here' })).Tags).toEqual([]);
  });
});

test('each kind of EC2 that CreateTags knows, by the id in its ARN', async () => {
  const instance = await bench.runningInstance();
  const arns = [`arn:aws:ec2:us-east-1:${ACCOUNT}:instance/${instance}`];
  const { Vpcs } = await bench.ec2('DescribeVpcs', {});
  arns.push(`arn:aws:ec2:us-east-1:${ACCOUNT}:vpc/${Vpcs?.[0]?.VpcId}`);
  const { KeyPairId } = await bench.ec2('CreateKeyPair', { KeyName: 'k' });
  arns.push(`arn:aws:ec2:us-east-1:${ACCOUNT}:key-pair/${KeyPairId}`);
  expect(await bench.tag(arns, { team: 'blue' })).toEqual({});
  const { Tags } = await bench.ec2('DescribeTags', { Filters: [{ Name: 'key', Values: ['team'] }] });
  expect(Tags?.map(({ ResourceId }) => ResourceId).toSorted(byText)).toEqual(
    [instance, Vpcs?.[0]?.VpcId, KeyPairId].toSorted(byText),
  );
  expect(await bench.untag(arns, ['team'])).toEqual({});
  expect((await bench.ec2('DescribeTags', {})).Tags).toEqual([]);
});

test.each(TAGGED_KINDS.map((kind) => [kind.type, kind] as const))(
  'EC2’s %s is known by its ARN: one that is not there is not found',
  async (type, { prefix, code }) => {
    const arn = `arn:aws:ec2:us-east-1:${ACCOUNT}:${type}/${prefix}0123456789abcdef0`;
    expect(await bench.tag([arn], { a: 'b' })).toMatchObject({
      [arn]: { ErrorCode: `${code}.NotFound`, StatusCode: 400 },
    });
  },
);

test('a bucket keeps its other tags; the last one may go; tags put at once all stay', async () => {
  const arn = await bucket('tagged-bucket');
  expect(await bench.tag([arn], { a: '1', b: '2' })).toEqual({});
  expect(await bench.tag([arn], { b: '3', c: '4' })).toEqual({});
  expect(await bucketTags('tagged-bucket')).toEqual({ a: '1', b: '3', c: '4' });
  expect(await bench.untag([arn], ['a', 'b', 'c'])).toEqual({});
  expect(await failure(bucketTags('tagged-bucket'))).toContain('NoSuchTagSet');
  expect(await bench.untag([arn], ['a'])).toEqual({});
  const keys = ['k1', 'k2', 'k3', 'k4', 'k5'];
  await Promise.all(keys.map((key) => bench.tag([arn], { [key]: 'x' })));
  expect(Object.keys(await bucketTags('tagged-bucket')).toSorted()).toEqual(keys);
});

test('the root, OUs, accounts and policies of an organization, by its management account', async () => {
  const call = <T>(operation: string, input: object = {}) =>
    answer<T>(bench.call(bench.root, 'organizations', operation, input));
  await call('CreateOrganization');
  const { Roots } = await call<{ Roots: { Id: string; Arn: string }[] }>('ListRoots');
  const root = Roots[0] ?? { Id: '', Arn: '' };
  const { OrganizationalUnit: unit } = await call<{ OrganizationalUnit: { Id: string; Arn: string } }>(
    'CreateOrganizationalUnit',
    { ParentId: root.Id, Name: 'ou' },
  );
  const { Policy } = await call<{ Policy: { PolicySummary: { Id: string; Arn: string } } }>('CreatePolicy', {
    Name: 'p',
    Description: '',
    Type: 'SERVICE_CONTROL_POLICY',
    Content: documentOf({ Effect: 'Deny', Action: 's3:*', Resource: '*' }),
  });
  const { Accounts } = await call<{ Accounts: { Id: string; Arn: string }[] }>('ListAccounts');
  const all = [root, unit, Policy.PolicySummary, Accounts[0] ?? root];
  const arns = all.map(({ Arn }) => Arn);
  expect(await bench.tag(arns, { team: 'blue' })).toEqual({});
  for (const { Id } of all) {
    expect(await call('ListTagsForResource', { ResourceId: Id })).toEqual({
      Tags: [{ Key: 'team', Value: 'blue' }],
    });
  }
  expect(Object.keys(await bench.shown({ ResourceTypeFilters: ['organizations'] }))).toEqual(arns.toSorted());
  const foreign = unit.Arn.replace(/o-[a-z0-9]+/, 'o-aaaaaaaaaa');
  expect(await bench.tag([foreign], { team: 'red' })).toMatchObject({
    [foreign]: { ErrorCode: 'TargetNotFoundException' },
  });
  expect(await bench.untag(arns, ['team'])).toEqual({});
});

test('an image or snapshot may be named with its account or, as policies do it, without', async () => {
  for (const account of [ACCOUNT, '']) {
    const arn = `arn:aws:ec2:us-east-1:${account}:snapshot/snap-0123456789abcdef0`;
    expect(await bench.tag([arn], { a: 'b' })).toMatchObject({
      [arn]: { ErrorCode: 'InvalidSnapshot.NotFound' },
    });
  }
});

describe('one that fails does not keep the others', () => {
  test('the service’s own code, status and sentence stand beside its ARN', async () => {
    const good = await bucket('good-bucket');
    const arns = {
      role: `arn:aws:iam::${ACCOUNT}:role/Nobody`,
      instance: `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/i-0123456789abcdef0`,
      bucket: 'arn:aws:s3:::no-such-bucket-here',
      kind: `arn:aws:ec2:us-east-1:${ACCOUNT}:vpc-peering-connection/pcx-0d149f0a760cca09a`,
      crossed: `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/vpc-0123456789abcdef0`,
      group: `arn:aws:iam::${ACCOUNT}:group/g`,
      object: 'arn:aws:s3:::good-bucket/key',
      queue: `arn:aws:sqs:us-east-1:${ACCOUNT}:queue`,
      sts: `arn:aws:sts::${ACCOUNT}:assumed-role/r/s`,
    };
    expect(await bench.tag([...Object.values(arns), good], { a: 'b' })).toEqual({
      [arns.role]: {
        StatusCode: 404,
        ErrorCode: 'NoSuchEntity',
        ErrorMessage: 'The role with name Nobody cannot be found.',
      },
      [arns.instance]: {
        StatusCode: 400,
        ErrorCode: 'InvalidInstanceID.NotFound',
        ErrorMessage: "The instance ID 'i-0123456789abcdef0' does not exist",
      },
      [arns.bucket]: {
        StatusCode: 404,
        ErrorCode: 'NoSuchBucket',
        ErrorMessage: 'The specified bucket does not exist',
      },
      [arns.kind]: {
        StatusCode: 400,
        ErrorCode: 'InvalidParameterException',
        ErrorMessage: "'vpc-peering-connection' is not a recognized EC2ResourceType id ",
      },
      [arns.crossed]: expect.objectContaining({ ErrorCode: 'InvalidInstanceID.Malformed' }),
      [arns.group]: expect.objectContaining({ StatusCode: 400, ErrorCode: 'InvalidParameterException' }),
      [arns.object]: expect.objectContaining({ StatusCode: 400, ErrorCode: 'InvalidParameterException' }),
      [arns.queue]: expect.objectContaining({ StatusCode: 501, ErrorCode: 'NotImplemented' }),
      [arns.sts]: expect.objectContaining({ StatusCode: 501, ErrorCode: 'NotImplemented' }),
    });
    expect(await bucketTags('good-bucket')).toEqual({ a: 'b' });
  });

  test('another account’s resource (guess: AWS documents nothing)', async () => {
    const arn = 'arn:aws:iam::999999999999:role/r';
    expect(await bench.tag([arn, 'arn:aws:iam::aws:policy/ReadOnlyAccess'], { a: 'b' })).toEqual({
      [arn]: {
        StatusCode: 400,
        ErrorCode: 'AccessDeniedException',
        ErrorMessage: `The resource ${arn} belongs to another account`,
      },
      'arn:aws:iam::aws:policy/ReadOnlyAccess': expect.objectContaining({
        ErrorCode: 'AccessDeniedException',
      }),
    });
  });

  test('each service holds the tags to its own rules: its model, reserved keys, 50 a resource', async () => {
    const user = `arn:aws:iam::${ACCOUNT}:user/ruled`;
    await iam('CreateUser', { UserName: 'ruled' });
    const instance = `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/${await bench.runningInstance()}`;
    const reserved = await bench.tag([user, instance, await bucket('ruled-bucket')], { 'aws:x': 'y' });
    expect(Object.values(reserved).map(({ ErrorCode }) => ErrorCode)).toEqual([
      'InvalidInput',
      'InvalidParameterValue',
      'InvalidTag',
    ]);
    expect(await bench.tag([user], { 'no|bar': 'y' })).toMatchObject({
      [user]: { StatusCode: 400, ErrorCode: 'ValidationError' },
    });
    const many = (from: number) =>
      Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`k${from + n}`, '']));
    expect(await bench.tag([user, instance, 'arn:aws:s3:::ruled-bucket'], many(0))).toEqual({});
    const tooMany = await bench.tag([user, instance, 'arn:aws:s3:::ruled-bucket'], many(30));
    expect(Object.values(tooMany).map(({ ErrorCode }) => ErrorCode)).toEqual([
      'LimitExceeded',
      'TagLimitExceeded',
      'BadRequest',
    ]);
  });
});

test('a defect of ours befalls one resource alone, and its cause stays in the house', async () => {
  const broken: Service = {
    ...s3Service,
    tagging: {
      isGlobal: false,
      judge: () => 'taggable',
      change: ({ arn }) =>
        arn.resource === 'bad' ? Promise.reject(new TypeError('the secret cause')) : Promise.resolve(),
      tagged: () => Promise.resolve([]),
    },
  };
  const inside = await openInProcessHouse({ tagging: taggingService, s3: broken });
  const input = { ResourceARNList: ['arn:aws:s3:::bad', 'arn:aws:s3:::good'], Tags: { a: 'b' } };
  expect(await inside.call(inside.root, 'tagging', 'TagResources', input)).toEqual({
    FailedResourcesMap: {
      'arn:aws:s3:::bad': {
        StatusCode: 500,
        ErrorCode: 'InternalServiceException',
        ErrorMessage:
          'The request processing failed because of an unknown error, exception, or failure. You can retry the request.',
      },
    },
  });
  await inside.close();
});

describe('what fails as a whole, before anything is tagged', () => {
  beforeAll(async () => {
    await bench.call(bench.root, 's3', 'CreateBucket', { Bucket: 'whole-call' });
  });

  test.each([
    'nonsense',
    'arn:aws:iam',
    'arn:aws:iam::123456789012:',
    'arn:aws:iam::123456789012:role',
    'arn:aws:iam:us-east-1:123456789012:role/r',
    'arn:aws:iam::123456789012:role/\u0000',
    'arn:aws:iam::123456789012:role/ｒ',
    'arn:aws:ec2:us-east-1:123456789012:i-0825a83d29e870145',
    'arn:aws:ec2::123456789012:instance/i-0825a83d29e870145',
    'arn:aws:s3:us-east-1::bucket',
    'arn:aws:s3:::',
  ])('%j is not a valid ARN', async (arn) => {
    const good = 'arn:aws:s3:::whole-call';
    const refused = `InvalidParameterException: ${arn} is not a valid AmazonResourceName (ARN)`;
    expect(await failure(bench.tag([good, arn], { a: 'b' }))).toBe(refused);
    expect(await failure(bench.untag([good, arn], ['a']))).toBe(refused);
    expect(await failure(bench.shown({ ResourceARNList: [good, arn] }))).toBe(refused);
    expect(await failure(bucketTags('whole-call'))).toContain('NoSuchTagSet');
  });

  test('an ARN of another region or partition', async () => {
    const west = `arn:aws:ec2:us-west-2:${ACCOUNT}:instance/i-0825a83d29e870145`;
    expect(await failure(bench.tag([west], { a: 'b' }))).toBe(
      `InvalidParameterException: Region in the ARN ${west} does not match with the region in which TagResources API is invoked`,
    );
    expect(await failure(bench.untag([west], ['a']))).toContain('in which UntagResources API is invoked');
    expect(await failure(bench.tag(['arn:aws-cn:s3:::bucket'], { a: 'b' }))).toMatch(
      /^InvalidParameterException: The partition/,
    );
  });
});

describe('who may', () => {
  const role = `arn:aws:iam::${ACCOUNT}:role/guarded`;
  const vault = 'arn:aws:s3:::guarded-bucket';
  beforeAll(async () => {
    await iam('CreateRole', { RoleName: 'guarded', AssumeRolePolicyDocument: TRUST });
    await bucket('guarded-bucket');
  });

  test('nobody without tag:TagResources', async () => {
    const user = await bench.addUser('no-tagging', { policy: allow('iam:TagRole') });
    expect(await failure(bench.tag([role], { a: 'b' }, user))).toBe(
      `AccessDeniedException: User: ${user.arn} is not authorized to perform: tag:TagResources because no identity-based policy allows the tag:TagResources action`,
    );
    expect(await failure(bench.untag([role], ['a'], user))).toContain('tag:UntagResources');
    expect(await failure(bench.tagging('GetResources', {}, user))).toContain('tag:GetResources');
    expect(await failure(bench.tagging('GetTagKeys', {}, user))).toContain('tag:GetTagKeys');
    expect(await failure(bench.tagging('GetTagValues', { Key: 'a' }, user))).toContain('tag:GetTagValues');
  });

  test('nor without the service’s own permission: its denial stands in FailedResourcesMap', async () => {
    const user = await bench.addUser('only-tagging', { policy: allow('tag:*') });
    const instance = `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/${await bench.runningInstance()}`;
    const failed = await bench.tag([role, vault, instance], { a: 'b' }, user);
    expect(failed[role]).toMatchObject({ StatusCode: 403, ErrorCode: 'AccessDenied' });
    expect(failed[role]?.ErrorMessage).toContain(
      `User: ${user.arn} is not authorized to perform: iam:TagRole on resource: role guarded because no identity-based policy allows the iam:TagRole action`,
    );
    expect(failed[vault]).toMatchObject({ StatusCode: 403, ErrorCode: 'AccessDenied' });
    expect(failed[instance]).toMatchObject({ StatusCode: 403, ErrorCode: 'UnauthorizedOperation' });
    expect((await bench.untag([role], ['a'], user))[role]?.ErrorMessage).toContain('iam:UntagRole');
    expect((await iam<TagList>('ListRoleTags', { RoleName: 'guarded' })).Tags).toEqual([]);
    expect(Object.keys(await bench.shown())).not.toContain(vault);
  });

  test('who may not tag is not told whether an ARN of another path is anyone’s', async () => {
    const user = await bench.addUser('guesser', { policy: allow('tag:*') });
    const guesses = [role.replace('guarded', 'a/guarded'), role.replace('guarded', 'nobody')];
    const failed = await bench.tag(guesses, { a: 'b' }, user);
    expect(guesses.map((arn) => failed[arn]?.ErrorCode)).toEqual(['AccessDenied', 'AccessDenied']);
    const unit = `arn:aws:organizations::${ACCOUNT}:ou/o-aaaaaaaaaa/ou-aaaa-aaaaaaaa`;
    expect(await bench.tag([unit], { a: 'b' }, user)).toMatchObject({
      [unit]: { ErrorCode: 'AccessDeniedException' },
    });
  });

  test('a bucket needs s3:GetBucketTagging besides s3:PutBucketTagging', async () => {
    const writer = await bench.addUser('put-only', { policy: allow(['tag:*', 's3:PutBucketTagging']) });
    expect((await bench.tag([vault], { a: 'b' }, writer))[vault]?.ErrorMessage).toContain(
      's3:GetBucketTagging',
    );
    const both = await bench.addUser('get-and-put', {
      policy: allow(['tag:TagResources', 's3:GetBucketTagging', 's3:PutBucketTagging']),
    });
    expect(await bench.tag([vault], { a: 'b' }, both)).toEqual({});
  });

  test('conditions of the service’s action count: keys of the request, tags of the resource', async () => {
    const user = await bench.addUser('conditioned', {
      policy: documentOf(
        { Effect: 'Allow', Action: 'tag:*', Resource: '*' },
        {
          Effect: 'Allow',
          Action: 'iam:TagRole',
          Resource: '*',
          Condition: {
            StringEquals: { 'aws:RequestTag/team': 'blue' },
            'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] },
            Bool: { 'aws:ViaAWSService': 'true' },
          },
        },
      ),
    });
    expect(await bench.tag([role], { team: 'red' }, user)).toHaveProperty([role]);
    expect(await bench.tag([role], { team: 'blue', x: 'y' }, user)).toHaveProperty([role]);
    expect(await bench.tag([role], { team: 'blue' }, user)).toEqual({});
  });

  test('each step is in the trail, with whom it was for', async () => {
    await bench.tag([vault], { a: 'c' });
    const recent = bench.house.trail.recent(3).map(({ service, operation }) => `${service}:${operation}`);
    expect(recent.toSorted()).toEqual(['s3:GetBucketTagging', 's3:PutBucketTagging', 'tagging:TagResources']);
  });
});

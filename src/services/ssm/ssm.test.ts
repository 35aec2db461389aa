import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SsmOperationName, SsmOperations } from '../../model/generated/ssm.ts';
import {
  ACCOUNT,
  documentOf,
  openInProcessHouse,
  type InProcessHouse,
} from '../../../test/in-process-house.ts';
import { failure } from '../../../test/ec2-bench.ts';
import { ec2Service } from '../ec2/service.ts';
import { ssmService } from './service.ts';

let inside: InProcessHouse;
beforeAll(async () => {
  inside = await openInProcessHouse({ ssm: ssmService, ec2: ec2Service });
});
afterAll(() => inside.close());
beforeEach(() => inside.house.store.write(async (tx) => void (await tx.deleteFrom('parameters').execute())));

async function ssm<Name extends SsmOperationName>(
  operation: Name,
  input: SsmOperations[Name]['input'],
  caller = inside.root as Parameters<InProcessHouse['call']>[0],
) {
  return (await inside.call(caller, 'ssm', operation, input)) as SsmOperations[Name]['output'];
}

const put = (Name: string, Value = 'a', more: Partial<SsmOperations['PutParameter']['input']> = {}) =>
  ssm('PutParameter', { Name, Value, Type: 'String', ...more });
const refused = (call: Promise<unknown>) => failure(call);

describe('PutParameter and GetParameter', () => {
  test('a parameter is answered with its ARN, version, type and data type', async () => {
    expect(await put('/app/url', 'http://a')).toEqual({ Version: 1, Tier: 'Standard' });
    const { Parameter } = await ssm('GetParameter', { Name: '/app/url' });
    expect(Parameter).toEqual({
      Name: '/app/url',
      Type: 'String',
      Value: 'http://a',
      Version: 1,
      LastModifiedDate: expect.any(Date) as Date,
      ARN: `arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/app/url`,
      DataType: 'text',
    });
    const byArn = await ssm('GetParameter', { Name: Parameter?.ARN ?? '' });
    expect(byArn.Parameter).toEqual(Parameter);
  });

  test('one of a bare name is found by its ARN, in which a slash stands before the name', async () => {
    await put('bare');
    const Name = `arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/bare`;
    expect((await ssm('GetParameter', { Name })).Parameter).toMatchObject({ Name: 'bare', ARN: Name });
  });

  test('without Overwrite a second PutParameter is refused; with it there is a second version', async () => {
    await put('a');
    expect(await refused(put('a', 'b'))).toBe(
      'ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
    expect(await ssm('PutParameter', { Name: 'a', Value: 'b', Overwrite: true })).toMatchObject({
      Version: 2,
    });
    expect((await ssm('GetParameter', { Name: 'a:1' })).Parameter).toMatchObject({
      Value: 'a',
      Selector: ':1',
    });
    expect((await ssm('GetParameter', { Name: 'a' })).Parameter).toMatchObject({ Value: 'b', Version: 2 });
    expect(await refused(ssm('GetParameter', { Name: 'a:3' }))).toBe(
      'ParameterVersionNotFound: Systems Manager could not find version 3 of a. Verify the version and try again.',
    );
    expect(await refused(ssm('GetParameter', { Name: 'b' }))).toBe('ParameterNotFound: ');
  });

  test('a SecureString is shown only with decryption, and kept sealed', async () => {
    await put('secret', 'hunter2', { Type: 'SecureString' });
    const { Parameter: shut } = await ssm('GetParameter', { Name: 'secret' });
    expect(shut?.Value).not.toContain('hunter2');
    const { Parameter } = await ssm('GetParameter', { Name: 'secret', WithDecryption: true });
    expect(Parameter).toMatchObject({ Value: 'hunter2', Type: 'SecureString' });
    const kept = await inside.house.store.read((tx) =>
      tx.selectFrom('parameter_versions').select('data').execute(),
    );
    expect(JSON.stringify(kept)).not.toContain('hunter2');
    const { Parameters } = await ssm('DescribeParameters', {});
    expect(Parameters).toMatchObject([{ KeyId: 'alias/aws/ssm', LastModifiedUser: inside.root.arn }]);
  });

  test.each([
    [
      'x',
      { Type: undefined },
      'ValidationException: A parameter type is required when you create a parameter.',
    ],
    ['x', { Value: '' }, "ValidationException: 1 validation error detected: Value '' at 'value' failed"],
    ['x', { Value: 'a'.repeat(4097) }, 'ValidationException: Standard tier parameters support a maximum'],
    [
      'x',
      { Value: 'a'.repeat(8193), Tier: 'Advanced' },
      'ValidationException: Advanced tier parameters support',
    ],
    [
      'x',
      { Tags: [{ Key: 'a', Value: 'b' }], Overwrite: true },
      'ValidationException: Invalid request: tags and',
    ],
    [
      'x',
      { AllowedPattern: '^\\d+$' },
      'ParameterPatternMismatchException: Parameter value, cannot be validated',
    ],
    ['x', { AllowedPattern: '(' }, 'InvalidAllowedPatternException: '],
    ['x', { AllowedPattern: '^(a+)+$', Value: `${'a'.repeat(60)}!` }, 'InvalidAllowedPatternException: '],
    ['x', { DataType: 'integer' }, 'ValidationException: The following data type is not supported: integer'],
    [
      'x',
      { KeyId: 'alias/aws/ssm' },
      'ValidationException: KeyId is required for SecureString type parameter only.',
    ],
    ['x', { Type: 'SecureString', KeyId: 'alias/own' }, 'InvalidKeyId: Invalid keyId alias/own'],
    ['x', { Policies: '[]' }, 'InvalidPolicyTypeException: parameter policies are not built'],
    ['x', { Tags: [{ Key: 'aws:x', Value: 'b' }] }, 'ValidationException: Tag keys'],
    ['a/b', {}, 'ValidationException: Parameter name must be a fully qualified name.'],
    ['ssm-x', {}, `ValidationException: Parameter name: can't be prefixed with "ssm" (case-insensitive).`],
    ['a b', {}, `ValidationException: Parameter name: can't be prefixed with "ssm" (case-insensitive).`],
    ['/a//b', {}, `ValidationException: Parameter name: can't be prefixed with "ssm" (case-insensitive).`],
    ['awsx', {}, 'AccessDeniedException: No access to reserved parameter name: awsx.'],
    ['/aws/service/x', {}, 'AccessDeniedException: No access to reserved parameter name: /aws/service/x.'],
    [
      '/a'.repeat(16),
      {},
      'HierarchyLevelLimitExceededException: A hierarchy can have a maximum of 15 levels.',
    ],
    ['a'.repeat(1012), {}, "ValidationException: 1 validation error detected: Value '"],
  ] as const)('%s with %j is refused: %s', async (name, more, sentence) => {
    const message = await refused(put(name, 'a', more));
    expect(message).toContain(sentence);
  });

  test('tiers: intelligent tiering goes by the length; what is advanced stays so', async () => {
    const Tier = 'Intelligent-Tiering';
    expect(await put('x', 'a', { Tier })).toMatchObject({ Tier: 'Standard' });
    expect(await put('x', 'a'.repeat(5000), { Tier, Overwrite: true })).toMatchObject({ Tier: 'Advanced' });
    expect(await put('x', 'a', { Overwrite: true })).toMatchObject({ Tier: 'Advanced' });
    expect(await refused(put('x', 'a', { Overwrite: true, Tier: 'Standard' }))).toContain(
      'ValidationException',
    );
  });

  test('an image that is not there makes no parameter, and the call is answered all the same', async () => {
    const image = await ssm('GetParameter', { Name: `${LATEST}-x86_64` });
    const DataType = 'aws:ec2:image';
    await put('golden', image.Parameter?.Value, { DataType });
    expect((await ssm('GetParameter', { Name: 'golden' })).Parameter).toMatchObject({ DataType });
    await put('lost', 'ami-lost', { DataType });
    expect(await refused(ssm('GetParameter', { Name: 'lost' }))).toBe('ParameterNotFound: ');
  });

  test('a hundred versions are kept; the oldest with a label is not dropped', async () => {
    for (let version = 1; version <= 101; version += 1) await put('x', String(version), { Overwrite: true });
    expect(await refused(ssm('GetParameter', { Name: 'x:1' }))).toContain('ParameterVersionNotFound');
    expect((await ssm('GetParameter', { Name: 'x:2' })).Parameter).toMatchObject({ Value: '2' });
    await ssm('LabelParameterVersion', { Name: 'x', ParameterVersion: 2, Labels: ['keep'] });
    expect(await refused(put('x', 'y', { Overwrite: true }))).toContain('ParameterMaxVersionLimitExceeded');
  });
});

const LATEST = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1';

describe("AWS's public parameters", () => {
  test('name the newest image, which EC2 has', async () => {
    const { Parameter } = await ssm('GetParameter', { Name: `${LATEST}-arm64` });
    expect(Parameter?.ARN).toBe(`arn:aws:ssm:us-east-1::parameter${LATEST}-arm64`);
    const { Images } = (await inside.call(inside.root, 'ec2', 'DescribeImages', {
      ImageIds: [Parameter?.Value],
    })) as { Images: object[] };
    expect(Images).toMatchObject([{ Name: 'al2023-ami-2023.8.20250818.0-kernel-6.1-arm64' }]);
  });

  test('are listed by path, and regions with them', async () => {
    const ubuntu = '/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id';
    const found = await ssm('GetParameters', { Names: [ubuntu, '/aws/service/none'] });
    expect(found.Parameters).toMatchObject([{ Name: ubuntu, DataType: 'aws:ec2:image' }]);
    expect(found.InvalidParameters).toEqual(['/aws/service/none']);
    const regions = await pages('/aws/service/global-infrastructure/regions', false);
    expect(regions).toContain('/aws/service/global-infrastructure/regions/eu-west-1');
    expect(regions.every((name) => name.split('/').length === 6)).toBe(true);
  });
});

async function pages(Path: string, Recursive: boolean): Promise<readonly string[]> {
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await ssm('GetParametersByPath', { Path, Recursive, NextToken });
    expect(page.Parameters?.length).toBeLessThanOrEqual(10);
    names.push(...(page.Parameters ?? []).map(({ Name = '' }) => Name));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return names;
}

describe('listings', () => {
  beforeEach(async () => {
    for (const name of ['/app/a', '/app/b/c', '/app/b/d', '/apple/a', 'bare']) await put(name);
  });

  test('GetParametersByPath goes one level deep, or all; a path is no prefix', async () => {
    expect(await pages('/app', false)).toEqual(['/app/a']);
    expect(await pages('/app/', true)).toEqual(['/app/a', '/app/b/c', '/app/b/d']);
    expect(await pages('/', false)).toEqual(['bare']);
    expect(await refused(ssm('GetParametersByPath', { Path: 'app' }))).toContain(
      'must begin with a forward slash',
    );
  });

  test('pages part the listing; a token of another listing is refused', async () => {
    for (let n = 10; n < 35; n += 1) await put(`/many/${n}`);
    expect(await pages('/many', true)).toHaveLength(25);
    const { NextToken } = await ssm('GetParametersByPath', { Path: '/many', MaxResults: 5 });
    expect(await refused(ssm('GetParametersByPath', { Path: '/app', NextToken }))).toContain(
      'InvalidNextToken',
    );
    expect(await refused(ssm('DescribeParameters', { NextToken: 'x' }))).toContain('InvalidNextToken');
  });

  test.each([
    [[{ Key: 'Name', Option: 'BeginsWith', Values: ['/app/'] }], ['/app/a', '/app/b/c', '/app/b/d']],
    [[{ Key: 'Name', Values: ['app/a'] }], ['/app/a']],
    [[{ Key: 'Path', Values: ['/app'] }], ['/app/a']],
    [
      [{ Key: 'Path', Option: 'Recursive', Values: ['/app/b', '/apple'] }],
      ['/app/b/c', '/app/b/d', '/apple/a'],
    ],
    [[{ Key: 'Type', Values: ['SecureString'] }], []],
    [[{ Key: 'tag:team' }], []],
  ])('DescribeParameters with %j finds %j', async (ParameterFilters, names) => {
    const { Parameters } = await ssm('DescribeParameters', { ParameterFilters });
    expect(Parameters?.map(({ Name }) => Name)).toEqual(names);
  });

  test.each([
    [[{ Key: 'Label', Values: ['a'] }], 'InvalidFilterKey'],
    [[{ Key: 'Name', Option: 'Recursive', Values: ['a'] }], 'InvalidFilterOption'],
    [[{ Key: 'Name' }], 'InvalidFilterValue'],
    [[{ Key: 'Path', Values: ['a'] }], 'InvalidFilterValue'],
    [
      [
        { Key: 'Type', Values: ['a'] },
        { Key: 'Type', Values: ['b'] },
      ],
      'InvalidFilterKey',
    ],
  ])('DescribeParameters with %j is refused with %s', async (ParameterFilters, code) => {
    expect(await refused(ssm('DescribeParameters', { ParameterFilters }))).toContain(code);
  });

  test('DeleteParameters tells which were there', async () => {
    expect(await ssm('DeleteParameters', { Names: ['bare', '/none'] })).toEqual({
      DeletedParameters: ['bare'],
      InvalidParameters: ['/none'],
    });
    expect(await refused(ssm('DeleteParameter', { Name: 'bare' }))).toBe('ParameterNotFound: ');
  });
});

describe('labels', () => {
  test('a label finds its version and moves to another; bad ones are told', async () => {
    await put('x', '1');
    await put('x', '2', { Overwrite: true });
    const Name = 'x';
    const Labels = ['good', '1st', 'aws-x'];
    expect(await ssm('LabelParameterVersion', { Name, Labels, ParameterVersion: 1 })).toEqual({
      InvalidLabels: ['1st', 'aws-x'],
      ParameterVersion: 1,
    });
    expect((await ssm('GetParameter', { Name: 'x:good' })).Parameter).toMatchObject({ Value: '1' });
    await ssm('LabelParameterVersion', { Name, Labels: ['good'] });
    expect((await ssm('GetParameter', { Name: 'x:good' })).Parameter).toMatchObject({ Value: '2' });
    const history = await ssm('GetParameterHistory', { Name });
    expect(history.Parameters?.map(({ Labels: on }) => on)).toEqual([[], ['good']]);
    const gone = await ssm('UnlabelParameterVersion', {
      Name,
      ParameterVersion: 2,
      Labels: ['good', 'none'],
    });
    expect(gone).toEqual({ RemovedLabels: ['good'], InvalidLabels: ['none'] });
    expect(await refused(ssm('GetParameter', { Name: 'x:good' }))).toContain('could not find label good');
    const many = Array.from({ length: 10 }, (_, n) => `label${n}`);
    await ssm('LabelParameterVersion', { Name, Labels: many });
    expect(await refused(ssm('LabelParameterVersion', { Name, Labels: ['more'] }))).toContain(
      'ParameterVersionLabelLimitExceeded: A parameter version can have maximum 10 labels.',
    );
  });
});

describe('who may', () => {
  test('each parameter is asked for by its ARN, its tags and the path by its own', async () => {
    await put('/app/open');
    await put('/app/blue', 'b', { Tags: [{ Key: 'team', Value: 'blue' }] });
    const arn = (name: string) => `arn:aws:ssm:us-east-1:${ACCOUNT}:parameter${name}`;
    const caller = await inside.addUser('reader', {
      policy: documentOf(
        { Effect: 'Allow', Action: 'ssm:GetParameter*', Resource: arn('/app/open') },
        {
          Effect: 'Allow',
          Action: 'ssm:GetParameter',
          Resource: '*',
          Condition: { StringEquals: { 'ssm:resourceTag/team': 'blue' } },
        },
        {
          Effect: 'Allow',
          Action: 'ssm:GetParametersByPath',
          Resource: arn('/app'),
          Condition: { Bool: { 'ssm:Recursive': 'false' } },
        },
      ),
    });
    await ssm('GetParameter', { Name: '/app/open' }, caller);
    await ssm('GetParameter', { Name: '/app/blue' }, caller);
    await ssm('GetParametersByPath', { Path: '/app' }, caller);
    const denied = (action: string, name: string) =>
      `AccessDeniedException: User: ${caller.arn} is not authorized to perform: ssm:${action} on resource: ${name} because no identity-based policy allows the ssm:${action} action`;
    expect(await refused(ssm('GetParametersByPath', { Path: '/app', Recursive: true }, caller))).toBe(
      denied('GetParametersByPath', arn('/app')),
    );
    const Names = ['/app/open', '/app/blue'];
    expect(await refused(ssm('GetParameters', { Names }, caller))).toBe(
      denied('GetParameters', arn('/app/blue')),
    );
    expect(await refused(ssm('GetParameter', { Name: '/none' }, caller))).toBe(
      denied('GetParameter', arn('/none')),
    );
    expect(await refused(ssm('DescribeParameters', {}, caller))).toBe(
      denied('DescribeParameters', `arn:aws:ssm:us-east-1:${ACCOUNT}:*`),
    );
  });
});

describe('tags', () => {
  const resource = { ResourceType: 'Parameter', ResourceId: 'x' } as const;

  test('are added, listed and removed', async () => {
    await put('x', 'a', { Tags: [{ Key: 'a', Value: '1' }] });
    await ssm('AddTagsToResource', { ...resource, Tags: [{ Key: 'b', Value: '2' }] });
    await ssm('RemoveTagsFromResource', { ...resource, TagKeys: ['a', 'none'] });
    expect(await ssm('ListTagsForResource', resource)).toEqual({ TagList: [{ Key: 'b', Value: '2' }] });
    const Tags = Array.from({ length: 50 }, (_, n) => ({ Key: `k${n}`, Value: '' }));
    expect(await refused(ssm('AddTagsToResource', { ...resource, Tags }))).toBe('TooManyTagsError: ');
  });

  test('of what is not there, or no parameter, are refused', async () => {
    expect(await refused(ssm('ListTagsForResource', resource))).toBe('InvalidResourceId: ');
    const other = { ResourceType: 'Document', ResourceId: 'AWS-RunShellScript' } as const;
    expect(await refused(ssm('ListTagsForResource', other))).toBe('InvalidResourceId: ');
  });
});

import { DescribeInstancesCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
  TagResourcesCommand,
  UntagResourcesCommand,
} from '@aws-sdk/client-resource-groups-tagging-api';
import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  ListTagsForResourceCommand,
  paginateGetParametersByPath,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from './house.ts';
import { makeUser } from './identities.ts';
import { startPostgres } from './postgres-server.ts';
import { refusal } from './refusal.ts';

/** Parameter Store over a socket: the SDK and the AWS CLI, EC2's images by parameters, tags by ARN, PostgreSQL. */

let house: TestHouse;
let ssm: SSMClient;
beforeAll(async () => {
  house = await startHouse();
  ssm = new SSMClient(house.client());
});
afterAll(() => house.close());

const LATEST = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';

test('the AWS CLI puts, gets, lists and deletes parameters', async () => {
  const aws = (...args: string[]) => house.awsJson(['ssm', ...args]);
  const put = ['put-parameter', '--name', '/cli/secret', '--value', 'hunter2', '--type', 'SecureString'];
  expect(await aws(...put)).toEqual({ Version: 1, Tier: 'Standard' });
  const again = await house.aws(['ssm', ...put]);
  expect(again.stderr).toContain(
    'An error occurred (ParameterAlreadyExists) when calling the PutParameter operation: The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  );
  expect(await aws('get-parameter', '--name', '/cli/secret', '--with-decryption')).toMatchObject({
    Parameter: { Value: 'hunter2', DataType: 'text' },
  });
  expect(await aws('get-parameters-by-path', '--path', '/cli')).toMatchObject({
    Parameters: [{ Name: '/cli/secret' }],
  });
  expect(
    await aws('describe-parameters', '--parameter-filters', 'Key=Name,Values=/cli/secret'),
  ).toMatchObject({ Parameters: [{ Name: '/cli/secret', KeyId: 'alias/aws/ssm' }] });
  await aws('delete-parameter', '--name', '/cli/secret');
  const gone = await house.aws(['ssm', 'get-parameter', '--name', '/cli/secret']);
  expect(gone.stderr).toContain('(ParameterNotFound) when calling the GetParameter operation');
});

test("the SDK knows the errors and its paginator walks AWS's own parameters", async () => {
  const missing = refusal(ssm.send(new GetParameterCommand({ Name: '/none' })));
  expect(await missing).toMatchObject({ code: 'ParameterNotFound', status: 400 });
  const names: string[] = [];
  const Path = '/aws/service/ami-amazon-linux-latest';
  for await (const page of paginateGetParametersByPath({ client: ssm }, { Path })) {
    names.push(...(page.Parameters ?? []).map(({ Name = '' }) => Name));
  }
  expect(names).toContain(LATEST);
  expect(names).toEqual([...new Set(names)].sort());
});

test('an unsupported operation names itself', async () => {
  const answer = await house.aws(['ssm', 'describe-instance-information']);
  expect(answer.stderr).toContain('NotImplemented');
});

describe('EC2', () => {
  const run = (client: EC2Client, ImageId: string) =>
    client.send(new RunInstancesCommand({ ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }));

  test('launches the image that a parameter names', async () => {
    const ec2 = new EC2Client(house.client());
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: LATEST }));
    const Value = Parameter?.Value;
    const { Instances } = await run(ec2, `resolve:ssm:${LATEST}`);
    expect(Instances?.[0]?.ImageId).toBe(Value);
    const golden = { Name: '/golden', Type: 'String', DataType: 'aws:ec2:image' } as const;
    await ssm.send(new PutParameterCommand({ ...golden, Value }));
    await run(ec2, 'resolve:ssm:/golden:1');
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({}));
    expect(Reservations?.flatMap(({ Instances: all }) => all?.map(({ ImageId }) => ImageId))).toEqual([
      Value,
      Value,
    ]);
  });

  test('refuses a parameter of another data type, one that is not there, and a caller who may not read it', async () => {
    const ec2 = new EC2Client(house.client());
    await ssm.send(new PutParameterCommand({ Name: '/plain', Type: 'String', Value: 'ami-1' }));
    expect(await refusal(run(ec2, 'resolve:ssm:/plain'))).toMatchObject({
      code: 'SsmInvalidParameter',
      message: 'Unsupported data type. The following parameter data types are supported: aws:ec2:image',
    });
    expect(await refusal(run(ec2, 'resolve:ssm:/none'))).toMatchObject({ code: 'SsmInvalidParameter' });
    const launcher = await makeUser(house, 'launcher', { Effect: 'Allow', Action: 'ec2:*', Resource: '*' });
    const refused = await refusal(run(new EC2Client(house.client(launcher)), `resolve:ssm:${LATEST}`));
    expect(refused).toMatchObject({ code: 'AccessDeniedException' });
    expect(refused?.message).toContain(
      `ssm:GetParameters on resource: arn:aws:ssm:us-east-1::parameter${LATEST}`,
    );
  });
});

test('a parameter is tagged by its ARN and found by its tags', async () => {
  const tagging = new ResourceGroupsTaggingAPIClient(house.client());
  await ssm.send(new PutParameterCommand({ Name: 'bare', Type: 'String', Value: 'a' }));
  const arn = `arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/bare`;
  const none = `arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/none`;
  const tagged = await tagging.send(
    new TagResourcesCommand({ ResourceARNList: [arn, none], Tags: { team: 'blue' } }),
  );
  expect(tagged.FailedResourcesMap).toMatchObject({ [none]: { ErrorCode: 'InvalidResourceId' } });
  const resource = { ResourceType: 'Parameter', ResourceId: 'bare' } as const;
  const { TagList } = await ssm.send(new ListTagsForResourceCommand(resource));
  expect(TagList).toEqual([{ Key: 'team', Value: 'blue' }]);
  const found = await tagging.send(new GetResourcesCommand({ ResourceTypeFilters: ['ssm'] }));
  expect(found.ResourceTagMappingList).toEqual([{ ResourceARN: arn, Tags: TagList }]);
  await tagging.send(new UntagResourcesCommand({ ResourceARNList: [arn], TagKeys: ['team'] }));
  const left = await tagging.send(new GetResourcesCommand({ ResourceTypeFilters: ['ssm:parameter'] }));
  expect(left.ResourceTagMappingList).toEqual([{ ResourceARN: arn, Tags: [] }]);
});

test('two servers on one PostgreSQL share parameters, sealed ones too', async () => {
  const postgres = await startPostgres();
  const place = { kind: 'postgres', url: postgres.url } as const;
  const [one, two] = [await startHouse({ place }), await startHouse({ place })];
  try {
    const first = new SSMClient(one.client());
    const second = new SSMClient(two.client(one.admin));
    const Value = 'a\u0000ü';
    const put = { Name: '/shared/x', Type: 'SecureString', Value } as const;
    await first.send(new PutParameterCommand(put));
    const found = await second.send(new GetParameterCommand({ Name: '/shared/x', WithDecryption: true }));
    expect(found.Parameter?.Value).toBe(Value);
    const writes = [first, second].map((client) =>
      client.send(new PutParameterCommand({ ...put, Overwrite: true })),
    );
    expect(new Set((await Promise.all(writes)).map(({ Version }) => Version))).toEqual(new Set([2, 3]));
    const listed = await first.send(new GetParametersByPathCommand({ Path: '/shared' }));
    expect(listed.Parameters).toMatchObject([{ Version: 3 }]);
    await second.send(new DeleteParameterCommand({ Name: '/shared/x' }));
    expect((await first.send(new GetParametersByPathCommand({ Path: '/shared' }))).Parameters).toEqual([]);
  } finally {
    await Promise.all([one.close(), two.close()]);
    await postgres.stop();
  }
});

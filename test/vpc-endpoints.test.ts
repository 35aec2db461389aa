import {
  CreateTagsCommand,
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
  ModifyVpcEndpointCommand,
  RunInstancesCommand,
  waitUntilInstanceRunning,
  type CreateVpcEndpointCommandInput,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from './house.ts';
import { makeUser, policyOf, type Statement } from './identities.ts';
import { mainRouteTable } from './main-route-table.ts';
import { refusal } from './refusal.ts';

/** Gateway endpoints for S3: made, described, and deciding what goes through them. */

const BUCKET = 'through-an-endpoint';
const REFUSED: readonly (readonly [string, Partial<CreateVpcEndpointCommandInput>, string])[] = [
  ['a service that is not there', { ServiceName: 'com.amazonaws.us-east-1.sqs' }, 'InvalidServiceName'],
  ['an interface endpoint', { VpcEndpointType: 'Interface' }, 'NotImplemented'],
  ['a policy that is none', { PolicyDocument: '{"Statement":' }, 'InvalidPolicyDocument'],
  ['a route table', { RouteTableIds: ['rtb-0123456789abcdef0'] }, 'InvalidRouteTableId.NotFound'],
  ['an unknown VPC', { VpcId: 'vpc-0123456789abcdef0' }, 'InvalidVpcID.NotFound'],
  ['a malformed VPC', { VpcId: 'vpc-x' }, 'InvalidVpcID.Malformed'],
];

const SERVICE = 'com.amazonaws.us-east-1.s3';

let house: TestHouse;
let ec2: EC2Client;
let vpcId: string;
beforeAll(async () => {
  house = await startHouse();
  ec2 = new EC2Client(house.client());
  vpcId = (await ec2.send(new DescribeVpcsCommand({}))).Vpcs?.[0]?.VpcId ?? '';
  const s3 = s3By();
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'key', Body: 'x' }));
});
afterAll(() => house.close());

/** @param endpointId the VPC endpoint to go through, from an instance's private address */
function s3By(endpointId?: string, keys = house.admin): S3Client {
  const way = endpointId === undefined ? '' : `/_vpce/${endpointId}/172.31.0.9`;
  const client = { ...house.client(keys), forcePathStyle: true };
  return new S3Client({ ...client, endpoint: `${house.endpoint}${way}` });
}

async function makeEndpoint(PolicyDocument?: string, RouteTableIds: string[] = []): Promise<string> {
  const input = { VpcId: vpcId, ServiceName: SERVICE, PolicyDocument, RouteTableIds };
  const command = new CreateVpcEndpointCommand(input);
  return (await ec2.send(command)).VpcEndpoint?.VpcEndpointId ?? '';
}

const allow = (statement: Statement) =>
  policyOf({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*', ...statement });

describe('an endpoint', () => {
  test('is made for a VPC with a policy that allows all, tagged, described and deleted', async () => {
    const { VpcEndpoint } = await ec2.send(
      new CreateVpcEndpointCommand({
        VpcId: vpcId,
        ServiceName: SERVICE,
        TagSpecifications: [{ ResourceType: 'vpc-endpoint', Tags: [{ Key: 'a', Value: '1' }] }],
      }),
    );
    const id = VpcEndpoint?.VpcEndpointId ?? '';
    expect(VpcEndpoint).toMatchObject({
      VpcEndpointId: expect.stringMatching(/^vpce-[0-9a-f]{17}$/) as string,
      VpcEndpointType: 'Gateway',
      VpcId: vpcId,
      ServiceName: SERVICE,
      OwnerId: ACCOUNT,
      Tags: [{ Key: 'a', Value: '1' }],
    });
    expect(JSON.parse(VpcEndpoint?.PolicyDocument ?? '')).toMatchObject({
      Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
    });
    await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'b', Value: '2' }] }));
    const Filters = [
      { Name: 'vpc-id', Values: [vpcId] },
      { Name: 'tag:b', Values: ['2'] },
    ];
    const described = await ec2.send(new DescribeVpcEndpointsCommand({ Filters }));
    expect(described.VpcEndpoints?.map((endpoint) => endpoint.VpcEndpointId)).toEqual([id]);
    const { Unsuccessful } = await ec2.send(
      new DeleteVpcEndpointsCommand({ VpcEndpointIds: [id, 'vpce-00000000000000000'] }),
    );
    expect(Unsuccessful).toMatchObject([
      { ResourceId: 'vpce-00000000000000000', Error: { Code: 'InvalidVpcEndpointId.NotFound' } },
    ]);
    expect(await refusal(ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] })))).toMatchObject({
      code: 'InvalidVpcEndpointId.NotFound',
    });
  });

  test('asked for twice with one token is made once', async () => {
    const input = { VpcId: vpcId, ServiceName: SERVICE, ClientToken: 'once' };
    const first = await ec2.send(new CreateVpcEndpointCommand(input));
    const second = await ec2.send(new CreateVpcEndpointCommand(input));
    expect(second.VpcEndpoint?.VpcEndpointId).toBe(first.VpcEndpoint?.VpcEndpointId);
  });

  test.each(REFUSED)('is refused for %s', async (_what, wrong, code) => {
    const input = { VpcId: vpcId, ServiceName: SERVICE, ...wrong };
    expect(await refusal(ec2.send(new CreateVpcEndpointCommand(input)))).toMatchObject({ code });
  });

  test('is made by whom a policy lets make it', async () => {
    const keys = await makeUser(house, 'endpoint-maker', {
      Effect: 'Allow',
      Action: 'ec2:CreateVpcEndpoint',
      Resource: `arn:aws:ec2:us-east-1:${ACCOUNT}:vpc/${vpcId}`,
    });
    const command = new CreateVpcEndpointCommand({ VpcId: vpcId, ServiceName: SERVICE });
    const refused = await refusal(new EC2Client(house.client(keys)).send(command));
    expect(refused?.code).toBe('UnauthorizedOperation');
    expect(refused?.message).toContain(
      `ec2:CreateVpcEndpoint on resource: arn:aws:ec2:us-east-1:${ACCOUNT}:vpc-endpoint/* because no identity-based policy allows`,
    );
  });
});

describe("an endpoint's policy", () => {
  const get = (client: S3Client) =>
    refusal(client.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'key' })));
  const put = (client: S3Client) =>
    refusal(client.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'new', Body: 'y' })));

  test('must allow too, also for whoever may do everything, and counts only on its way', async () => {
    const s3 = s3By(await makeEndpoint(allow({ Action: 's3:GetObject' })));
    expect(await get(s3)).toBeUndefined();
    const refused = await put(s3);
    expect(refused).toMatchObject({ code: 'AccessDenied', status: 403 });
    expect(refused?.message).toMatch(/because no VPC endpoint policy allows the s3:PutObject action$/);
    expect(await put(s3By())).toBeUndefined();
  });

  test('denies in its own name, and another one counts at the next request', async () => {
    const id = await makeEndpoint(
      policyOf(
        { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
        { Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: '*' },
      ),
    );
    const s3 = s3By(id);
    expect((await get(s3))?.message).toMatch(/with an explicit deny in a VPC endpoint policy$/);
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId: id, ResetPolicy: true }));
    expect(await get(s3)).toBeUndefined();
    await ec2.send(
      new ModifyVpcEndpointCommand({ VpcEndpointId: id, PolicyDocument: allow({ Action: 's3:List*' }) }),
    );
    expect((await get(s3))?.message).toContain('no VPC endpoint policy');
    await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] }));
    expect(await get(s3)).toMatchObject({ code: 'InvalidVpcEndpointId.NotFound', status: 404 });
  });

  test.each([
    ['aws:SourceVpce', (id: string) => ({ StringEquals: { 'aws:SourceVpce': id } }), true],
    ['aws:SourceVpc', () => ({ StringEquals: { 'aws:SourceVpc': vpcId } }), true],
    ['aws:VpcSourceIp', () => ({ IpAddress: { 'aws:VpcSourceIp': '172.31.0.0/16' } }), true],
    ['no aws:SourceIp', () => ({ Null: { 'aws:SourceIp': 'true' } }), true],
    ['aws:SourceIp', () => ({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }), false],
  ] as const)('conditions are told %s on the way through', async (what, condition, through) => {
    const id = await makeEndpoint();
    const Condition = condition(id);
    const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition };
    const keys = await makeUser(house, `conditions-${what.replaceAll(/\W/g, '-')}`, statement);
    expect((await get(s3By(id, keys))) === undefined).toBe(through);
    expect((await get(s3By(undefined, keys))) === undefined).toBe(!through);
    await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] }));
  });
});

test('a command on an instance goes through the endpoint of its VPC', async () => {
  const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({}));
  const ids = VpcEndpoints.map((endpoint) => endpoint.VpcEndpointId ?? '');
  await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: ids }));
  const iam = new IAMClient(house.client());
  const name = 'Uploader';
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: policyOf(trust) }));
  const PolicyDocument = policyOf({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: 's3', PolicyDocument }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0abcdef1234567890',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      IamInstanceProfile: { Name: name },
    }),
  );
  const instanceId = Instances?.[0]?.InstanceId ?? '';
  await waitUntilInstanceRunning(
    { client: ec2, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
    { InstanceIds: [instanceId] },
  );
  const vpce = await makeEndpoint(undefined, [await mainRouteTable(ec2, vpcId)]);
  // The bucket is open to the endpoint alone.
  const Policy = policyOf({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${BUCKET}/*`,
    Condition: { StringNotEquals: { 'aws:SourceVpce': vpce } },
  });
  await s3By().send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy }));
  const outside = new PutObjectCommand({ Bucket: BUCKET, Key: 'outside', Body: 'x' });
  expect((await refusal(s3By().send(outside)))?.message).toContain(
    'explicit deny in a resource-based policy',
  );
  const copy = ['aws', 's3', 'cp', '-', `s3://${BUCKET}/inside`];
  expect(await house.onInstance(instanceId, copy, { input: 'hello' })).toMatchObject({ code: 0 });
});

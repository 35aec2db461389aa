import { CreateVpcEndpointCommand, DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operatorKeys } from './control.ts';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { mainRouteTable } from './main-route-table.ts';
import { makeUser, policyOf, type Statement } from './identities.ts';
import { handedOut, metadataEndpoint } from './instance-metadata.ts';
import { launchInstance, makeInstanceRole, permit, trust } from './instances.ts';

/**
 * The condition keys that EC2 puts into an instance's credentials, in decisions of IAM's and of S3's, and
 * their absence from everyone else's.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const BUCKET = 'keys-of-instances';
const ROLE = 'Keyed';
const KEYS = [
  'aws:Ec2InstanceSourceVpc',
  'aws:Ec2InstanceSourcePrivateIPv4',
  'ec2:SourceInstanceARN',
  'ec2:RoleDelivery',
] as const;

let house: TestHouse;
let instance: string;
let endpoint: string;
/** What each key holds for the instance. */
let held: Readonly<Record<(typeof KEYS)[number], string>>;
/** Of another instance in the same VPC, with the same role. */
let other: Credentials;

beforeAll(async () => {
  house = await startHouse();
  await makeInstanceRole(house, ROLE);
  const launch = () =>
    launchInstance(house, {
      IamInstanceProfile: { Name: ROLE },
      MetadataOptions: { HttpTokens: 'optional' },
    });
  instance = await launch();
  endpoint = await metadataEndpoint(house, instance);
  other = await handedOut(await metadataEndpoint(house, await launch()), ROLE);
  const ec2 = new EC2Client(house.client());
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instance] }));
  const { VpcId = '', PrivateIpAddress = '' } = Reservations?.[0]?.Instances?.[0] ?? {};
  held = {
    'aws:Ec2InstanceSourceVpc': VpcId,
    'aws:Ec2InstanceSourcePrivateIPv4': PrivateIpAddress,
    'ec2:SourceInstanceARN': `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/${instance}`,
    'ec2:RoleDelivery': '2.0',
  };
  await s3By(house.admin).send(new CreateBucketCommand({ Bucket: BUCKET }));
});
afterAll(() => house.close());

function s3By(credentials: Credentials): S3Client {
  return new S3Client({ ...house.client(credentials), forcePathStyle: true });
}

const outcome = (request: Promise<unknown>): Promise<string> =>
  request.then(
    () => 'allowed',
    (error: Error) => error.name,
  );

/** Whether IAM and S3 allow a listing each. */
async function listings(credentials: Credentials): Promise<readonly string[]> {
  const roles = new IAMClient(house.client(credentials)).send(new ListRolesCommand({}));
  const objects = s3By(credentials).send(new ListObjectsV2Command({ Bucket: BUCKET }));
  return Promise.all([outcome(roles), outcome(objects)]);
}

const BOTH = ['allowed', 'allowed'];
const NEITHER = ['AccessDenied', 'AccessDenied'];

function allowed(Condition: Statement): Statement {
  return { Effect: 'Allow', Action: ['iam:ListRoles', 's3:ListBucket'], Resource: '*', Condition };
}

describe('a policy can ask for', () => {
  test.each([
    ['aws:Ec2InstanceSourceVpc', BOTH, BOTH],
    ['aws:Ec2InstanceSourcePrivateIPv4', BOTH, NEITHER],
    ['ec2:SourceInstanceARN', BOTH, NEITHER],
    ['ec2:RoleDelivery', NEITHER, BOTH],
  ] as const)('%s', async (key, ofVersionOne, ofTheOther) => {
    await permit(house, ROLE, allowed({ StringEquals: { [key]: held[key] } }));
    expect(await listings(await handedOut(endpoint, ROLE))).toEqual(BOTH);
    expect(await listings(await handedOut(endpoint, ROLE, 'v1'))).toEqual(ofVersionOne);
    expect(await listings(other)).toEqual(ofTheOther);
    await permit(house, ROLE, allowed({ StringEquals: { [key]: 'another' } }));
    expect(await listings(await handedOut(endpoint, ROLE))).toEqual(NEITHER);
  });

  test('version 2 and nothing older, by a Deny as AWS documents it', async () => {
    const deny = {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { NumericLessThan: { 'ec2:RoleDelivery': '2.0' } },
    };
    await permit(house, ROLE, { Effect: 'Allow', Action: '*', Resource: '*' }, deny);
    expect(await listings(await handedOut(endpoint, ROLE, 'v1'))).toEqual(NEITHER);
    expect(await listings(await handedOut(endpoint, ROLE, 'v2'))).toEqual(BOTH);
  });
});

describe('the keys are nobody else’s', () => {
  const absent = (is: 'true' | 'false') =>
    allowed({ Null: Object.fromEntries(KEYS.map((key) => [key, is])) });

  test('an instance’s credentials have them all', async () => {
    await permit(house, ROLE, absent('false'));
    expect(await listings(await handedOut(endpoint, ROLE))).toEqual(BOTH);
    await permit(house, ROLE, absent('true'));
    expect(await listings(await handedOut(endpoint, ROLE))).toEqual(NEITHER);
  });

  test('a user has none, nor has the same role when someone else assumes it', async () => {
    const user = await makeUser(house, 'plain', absent('true'));
    expect(await listings(user)).toEqual(BOTH);
    await permit(house, ROLE, absent('true'));
    expect(await listings(await operatorKeys(house, { account: ACCOUNT, role: ROLE }))).toEqual(BOTH);
  });

  test('a role assumed with an instance’s credentials has none: they end where the chain goes on', async () => {
    await makeInstanceRole(house, 'Next', trust({ AWS: `arn:aws:iam::${ACCOUNT}:role/${ROLE}` }));
    await permit(house, 'Next', absent('true'));
    const sts = new STSClient(house.client(await handedOut(endpoint, ROLE)));
    const input = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/Next`, RoleSessionName: 'chained' };
    const { Credentials: next } = await sts.send(new AssumeRoleCommand(input));
    const chained = {
      accessKeyId: next?.AccessKeyId ?? '',
      secretAccessKey: next?.SecretAccessKey ?? '',
      sessionToken: next?.SessionToken ?? '',
    };
    expect(await listings(chained)).toEqual(BOTH);
  });

  test('no request can claim them: neither a session’s tags nor headers become such keys', async () => {
    const claim = { Key: 'ec2:RoleDelivery', Value: '2.0' };
    await makeInstanceRole(house, 'Claimed', {
      ...trust({ AWS: `arn:aws:iam::${ACCOUNT}:root` }),
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    });
    await permit(house, 'Claimed', absent('true'));
    const { Credentials: made } = await new STSClient(house.client()).send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${ACCOUNT}:role/Claimed`,
        RoleSessionName: instance,
        Tags: [claim],
      }),
    );
    const claimed = {
      accessKeyId: made?.AccessKeyId ?? '',
      secretAccessKey: made?.SecretAccessKey ?? '',
      sessionToken: made?.SessionToken ?? '',
    };
    expect(await listings(claimed)).toEqual(BOTH);
  });
});

describe('credentials stolen from an instance', () => {
  /** As AWS documents it: what an instance's credentials do must come through its VPC, from its address. */
  const bound = (Sid: string, key: string, must: string) => ({
    Sid,
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
    Condition: {
      StringNotEquals: { [key]: must },
      Null: { 'ec2:SourceInstanceARN': 'false' },
      BoolIfExists: { 'aws:ViaAWSService': 'false' },
    },
  });
  const BOUND = policyOf(
    bound('ItsVpc', 'aws:Ec2InstanceSourceVpc', '${aws:SourceVpc}'),
    bound('ItsAddress', 'aws:Ec2InstanceSourcePrivateIPv4', '${aws:VpcSourceIp}'),
  );

  test('are worth nothing elsewhere, where a bucket’s policy binds them to the instance’s VPC and address', async () => {
    await permit(house, ROLE, { Effect: 'Allow', Action: 's3:*', Resource: '*' });
    const bind = new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: BOUND });
    await s3By(house.admin).send(bind);
    const ec2 = new EC2Client(house.client());
    const ServiceName = 'com.amazonaws.us-east-1.s3';
    const VpcId = held['aws:Ec2InstanceSourceVpc'];
    const RouteTableIds = [await mainRouteTable(ec2, VpcId ?? '')];
    const { VpcEndpoint } = await ec2.send(
      new CreateVpcEndpointCommand({ VpcId, ServiceName, RouteTableIds }),
    );
    const there = await house.onInstance(instance, ['aws', 's3', 'ls', `s3://${BUCKET}`]);
    expect(there).toMatchObject({ code: 0, stderr: '' });
    const stolen = await handedOut(endpoint, ROLE);
    const way = `${house.endpoint}/_vpce/${VpcEndpoint?.VpcEndpointId}`;
    const from = (at: string) =>
      new S3Client({ ...house.client(stolen), endpoint: at, forcePathStyle: true });
    const list = (s3: S3Client) => s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
    expect(await outcome(list(from(`${way}/${held['aws:Ec2InstanceSourcePrivateIPv4']}`)))).toBe('allowed');
    for (const elsewhere of [house.endpoint, `${way}/172.31.200.200`]) {
      await expect(list(from(elsewhere))).rejects.toMatchObject({
        name: 'AccessDenied',
        message: expect.stringContaining('with an explicit deny in a resource-based policy'),
      });
    }
    // Whoever is no instance is not bound.
    expect(await outcome(list(s3By(house.admin)))).toBe('allowed');
  });
});

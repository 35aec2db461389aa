import {
  AssociateIamInstanceProfileCommand,
  CreateTagsCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeKeyPairsCommand,
  DescribeRegionsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  DescribeVpcsCommand,
  DisassociateIamInstanceProfileCommand,
  EC2Client,
  ReplaceIamInstanceProfileAssociationCommand,
  RunInstancesCommand,
  waitUntilInstanceRunning,
  waitUntilInstanceStopped,
  waitUntilInstanceTerminated,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { DecodeAuthorizationMessageCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { refusal } from './refusal.ts';

let house: TestHouse;
let ec2: EC2Client;
let iam: IAMClient;

beforeAll(async () => {
  house = await startHouse();
  ec2 = new EC2Client(house.client());
  iam = new IAMClient(house.client());
});
afterAll(async () => {
  ec2.destroy();
  iam.destroy();
  await house.close();
});

const IMAGE = 'ami-56d4ad31';
const WAIT = { maxWaitTime: 20, minDelay: 0.2, maxDelay: 0.5 };
const EC2_TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** A profile that holds a role of its own. @returns the profile's ARN */
async function makeProfile(name: string): Promise<string> {
  await iam.send(new CreateRoleCommand({ RoleName: `${name}Role`, AssumeRolePolicyDocument: EC2_TRUST }));
  const { InstanceProfile } = await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: `${name}Role` }));
  return InstanceProfile?.Arn ?? '';
}

async function launch(client = ec2): Promise<string> {
  const { Instances } = await client.send(
    new RunInstancesCommand({ ImageId: IMAGE, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }),
  );
  const id = Instances?.[0]?.InstanceId ?? '';
  await waitUntilInstanceRunning({ client, ...WAIT }, { InstanceIds: [id] });
  return id;
}

test('the SDK’s waiters see an instance through its life', async () => {
  const id = await launch();
  const InstanceIds = [id];
  await ec2.send(new StopInstancesCommand({ InstanceIds }));
  await waitUntilInstanceStopped({ client: ec2, ...WAIT }, { InstanceIds });
  await ec2.send(new TerminateInstancesCommand({ InstanceIds }));
  const { state } = await waitUntilInstanceTerminated({ client: ec2, ...WAIT }, { InstanceIds });
  expect(state).toBe('SUCCESS');
});

test('a profile is associated, replaced and disassociated without a restart', async () => {
  const [first, second] = [await makeProfile('SdkFirst'), await makeProfile('SdkSecond')];
  const InstanceId = await launch();
  const arnNow = async () => {
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
    return Reservations?.[0]?.Instances?.[0]?.IamInstanceProfile?.Arn;
  };
  const { IamInstanceProfileAssociation: made } = await ec2.send(
    new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile: { Name: 'SdkFirst' } }),
  );
  expect(await arnNow()).toBe(first);
  const { IamInstanceProfileAssociation: replaced } = await ec2.send(
    new ReplaceIamInstanceProfileAssociationCommand({
      AssociationId: made?.AssociationId,
      IamInstanceProfile: { Arn: second },
    }),
  );
  expect(replaced?.AssociationId).not.toBe(made?.AssociationId);
  expect(await arnNow()).toBe(second);
  await ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId: replaced?.AssociationId }));
  expect(await arnNow()).toBeUndefined();
  const gone = await refusal(
    ec2.send(
      new DescribeIamInstanceProfileAssociationsCommand({ AssociationIds: [made?.AssociationId ?? ''] }),
    ),
  );
  expect(gone).toMatchObject({ code: 'InvalidAssociationID.NotFound', status: 400 });
});

test('every Describe answers what the model knows, empty lists as empty', async () => {
  const id = await launch();
  await ec2.send(
    new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'Name', Value: '<&"é\u{1f680}>' }] }),
  );
  const { Tags } = await ec2.send(
    new DescribeTagsCommand({ Filters: [{ Name: 'resource-id', Values: [id] }] }),
  );
  expect(Tags).toEqual([{ Key: 'Name', ResourceId: id, ResourceType: 'instance', Value: '<&"é\u{1f680}>' }]);
  expect((await ec2.send(new DescribeVpcsCommand({}))).Vpcs).toHaveLength(1);
  expect((await ec2.send(new DescribeSubnetsCommand({}))).Subnets).toHaveLength(6);
  expect((await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups).toHaveLength(1);
  expect((await ec2.send(new DescribeRegionsCommand({}))).Regions).toHaveLength(17);
  expect((await ec2.send(new DescribeImagesCommand({ Owners: ['amazon'] }))).Images?.length).toBeGreaterThan(
    3,
  );
  expect((await ec2.send(new DescribeInstanceTypesCommand({ MaxResults: 100 }))).InstanceTypes).toHaveLength(
    100,
  );
  expect((await ec2.send(new DescribeKeyPairsCommand({}))).KeyPairs).toEqual([]);
});

test('instances belong to their region', async () => {
  const id = await launch();
  const tokyo = new EC2Client({ ...house.client(), region: 'ap-northeast-1' });
  try {
    expect((await tokyo.send(new DescribeInstancesCommand({}))).Reservations).toEqual([]);
    const unknown = await refusal(tokyo.send(new DescribeInstancesCommand({ InstanceIds: [id] })));
    expect(unknown?.code).toBe('InvalidInstanceID.NotFound');
    const there = await launch(tokyo);
    const { Reservations } = await tokyo.send(new DescribeInstancesCommand({}));
    const [instance] = Reservations?.[0]?.Instances ?? [];
    expect(instance).toMatchObject({ InstanceId: there, Placement: { AvailabilityZone: 'ap-northeast-1a' } });
    expect(instance?.PrivateDnsName).toMatch(/\.ap-northeast-1\.compute\.internal$/);
  } finally {
    tokyo.destroy();
  }
});

test('what no region of AWS’s can be called has no network (guess: AWS has no endpoint there)', async () => {
  const nowhere = new EC2Client({ ...house.client(), region: 'moon-1' });
  const refused = await refusal(nowhere.send(new DescribeVpcsCommand({})));
  nowhere.destroy();
  expect(refused).toEqual({
    code: 'InvalidParameterValue',
    status: 400,
    message: 'Invalid region: [moon-1]',
  });
});

describe('AmazonEC2FullAccess without iam:PassRole', () => {
  let user: Credentials;
  let client: EC2Client;
  beforeAll(async () => {
    await makeProfile('Guarded');
    await iam.send(new CreateUserCommand({ UserName: 'operator' }));
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonEC2FullAccess';
    await iam.send(new AttachUserPolicyCommand({ UserName: 'operator', PolicyArn }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'operator' }));
    user = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
    client = new EC2Client(house.client(user));
  });
  afterAll(() => client.destroy());

  test('launches without a profile, is refused with one, and the message can be decoded', async () => {
    await launch(client);
    const refused = await refusal(
      client.send(
        new RunInstancesCommand({
          ImageId: IMAGE,
          MinCount: 1,
          MaxCount: 1,
          IamInstanceProfile: { Name: 'Guarded' },
        }),
      ),
    );
    expect(refused).toMatchObject({ code: 'UnauthorizedOperation', status: 403 });
    const role = `arn:aws:iam::${ACCOUNT}:role/GuardedRole`;
    expect(refused?.message).toContain(
      `You are not authorized to perform this operation. User: arn:aws:iam::${ACCOUNT}:user/operator is not authorized to perform: iam:PassRole on resource: ${role} because no identity-based policy allows the iam:PassRole action. Encoded authorization failure message: `,
    );
    const EncodedMessage = refused?.message.split(' ').at(-1);
    const sts = new STSClient(house.client());
    const { DecodedMessage = '{}' } = await sts.send(
      new DecodeAuthorizationMessageCommand({ EncodedMessage }),
    );
    sts.destroy();
    expect(JSON.parse(DecodedMessage)).toMatchObject({
      allowed: false,
      explicitDeny: false,
      matchedStatements: { items: [] },
      context: { principal: { name: 'operator' }, action: 'iam:PassRole', resource: role },
    });
  });

  test('the CLI prints AWS’s words', async () => {
    const args = ['ec2', 'run-instances', '--image-id', IMAGE, '--iam-instance-profile', 'Name=Guarded'];
    const { code, stderr } = await house.aws(args, user);
    expect(code).toBe(255);
    expect(stderr).toContain(
      'An error occurred (UnauthorizedOperation) when calling the RunInstances operation: You are not authorized to perform this operation. User: ',
    );
  });
});

describe('by the AWS CLI', () => {
  test('a key pair, user data from a file’s content, tags and a filter', async () => {
    const material = await house.aws([
      'ec2',
      'create-key-pair',
      '--key-name',
      'cli',
      '--query',
      'KeyMaterial',
      '--output',
      'text',
    ]);
    expect(material.stdout).toMatch(
      /^-----BEGIN RSA PRIVATE KEY-----\n[\s\S]+-----END RSA PRIVATE KEY-----\n$/,
    );
    const { Instances } = await house.awsJson<{ Instances: { InstanceId: string }[] }>([
      ...['ec2', 'run-instances', '--image-id', IMAGE, '--count', '2', '--key-name', 'cli'],
      ...['--user-data', '#!/bin/sh\necho hello', '--client-token', 'by-cli'],
      ...['--tag-specifications', 'ResourceType=instance,Tags=[{Key=fleet,Value=cli}]'],
    ]);
    expect(Instances).toHaveLength(2);
    const found = await house.awsJson<string[]>([
      ...['ec2', 'describe-instances', '--filters', 'Name=tag:fleet,Values=c?i'],
      ...['--query', 'Reservations[].Instances[].InstanceId'],
    ]);
    expect(found.toSorted()).toEqual(Instances.map(({ InstanceId }) => InstanceId).toSorted());
    const attribute = await house.awsJson<{ UserData: { Value: string } }>([
      ...['ec2', 'describe-instance-attribute', '--attribute', 'userData', '--instance-id', found[0] ?? ''],
    ]);
    expect(Buffer.from(attribute.UserData.Value, 'base64').toString()).toBe('#!/bin/sh\necho hello');
  });

  test('what is wrong is printed as AWS prints it', async () => {
    const printed = async (...args: string[]) => (await house.aws(['ec2', ...args])).stderr.trim();
    expect(await printed('describe-instances', '--instance-ids', 'i-0123456789abcdef0')).toContain(
      "An error occurred (InvalidInstanceID.NotFound) when calling the DescribeInstances operation: The instance ID 'i-0123456789abcdef0' does not exist",
    );
    expect(await printed('run-instances', '--image-id', IMAGE, '--dry-run')).toContain(
      'An error occurred (DryRunOperation) when calling the RunInstances operation: Request would have succeeded, but DryRun flag is set.',
    );
    expect(
      await printed('run-instances', '--image-id', IMAGE, '--iam-instance-profile', 'Name=Nobody'),
    ).toContain(
      'An error occurred (InvalidParameterValue) when calling the RunInstances operation: Value (Nobody) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
    );
    expect(await printed('run-instances', '--image-id', IMAGE, '--instance-type', 'x9.huge')).toContain(
      "(InvalidParameterValue) when calling the RunInstances operation: Invalid value 'x9.huge' for InstanceType.",
    );
  });
});

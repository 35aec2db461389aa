import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, IMAGE_ID, openBench, type Bench } from '../../../test/ec2-bench.ts';
import { ACCOUNT, allow, documentOf } from '../../../test/in-process-house.ts';
import { openMessage } from '../../credentials/sealed-message.ts';
import type { UserCaller } from '../../kernel/caller.ts';
import type { RunInstancesRequest } from '../../model/generated/ec2.ts';

let bench: Bench;
let users = 0;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const ONE = { ImageId: IMAGE_ID, MinCount: 1, MaxCount: 1 } as const;
const PREFIX = `arn:aws:ec2:us-east-1:${ACCOUNT}`;
const userWith = (...statements: readonly object[]): Promise<UserCaller> =>
  bench.addUser(`user${++users}`, { policy: documentOf(...statements) });
const run = (caller: UserCaller, input: Partial<RunInstancesRequest> = {}) =>
  bench.ec2('RunInstances', { ...ONE, ...input }, caller);

const ALLOW_RUN = { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*' };

describe('a refusal', () => {
  test('is UnauthorizedOperation with AWS’s sentence and an encoded message that says what was asked', async () => {
    const caller = await bench.addUser('nobody');
    const said = await failure(run(caller));
    const [sentence, blob = ''] = said.split(' Encoded authorization failure message: ');
    expect(sentence).toBe(
      `UnauthorizedOperation: You are not authorized to perform this operation. User: ${caller.arn} is not authorized to perform: ec2:RunInstances on resource: ${PREFIX}:instance/* because no identity-based policy allows the ec2:RunInstances action.`,
    );
    const message = JSON.parse(openMessage(bench.house.keyRing, blob) ?? '{}') as Record<string, unknown>;
    expect(message).toMatchObject({
      allowed: false,
      explicitDeny: false,
      context: {
        principal: { arn: caller.arn },
        action: 'ec2:RunInstances',
        resource: `${PREFIX}:instance/*`,
      },
    });
  });

  test('of a Describe call names no resource and carries no message', async () => {
    const caller = await bench.addUser('blind');
    expect(await failure(bench.ec2('DescribeInstances', {}, caller))).toBe(
      `UnauthorizedOperation: You are not authorized to perform this operation. User: ${caller.arn} is not authorized to perform: ec2:DescribeInstances because no identity-based policy allows the ec2:DescribeInstances action`,
    );
  });

  test('comes before DryRun’s answer', async () => {
    const caller = await bench.addUser('dry');
    expect(await failure(run(caller, { DryRun: true }))).toMatch(/^UnauthorizedOperation: /);
  });

  test('tells a stranger nothing of what exists', async () => {
    const caller = await bench.addUser('stranger');
    const existing = await bench.runningInstance();
    for (const id of [existing, 'i-00000000000000000']) {
      expect(await failure(bench.ec2('StopInstances', { InstanceIds: [id] }, caller))).toContain(
        `ec2:StopInstances on resource: ${PREFIX}:instance/${id} because no identity-based policy`,
      );
    }
    expect(await failure(run(caller, { KeyName: 'no-such-key' }))).toMatch(/^UnauthorizedOperation: /);
    expect(await failure(run(caller, { IamInstanceProfile: { Name: 'no-such-profile' } }))).toMatch(
      /^UnauthorizedOperation: /,
    );
  });
});

describe('RunInstances is authorised once for each resource', () => {
  const allButDenied = (Resource: string) =>
    userWith(ALLOW_RUN, { Effect: 'Deny', Action: 'ec2:RunInstances', Resource });

  test.each([
    ['image', `arn:aws:ec2:us-east-1::image/${IMAGE_ID}`],
    ['instance', `${PREFIX}:instance/*`],
    ['subnet', `${PREFIX}:subnet/*`],
    ['network interface', `${PREFIX}:network-interface/*`],
    ['security group', `${PREFIX}:security-group/*`],
    ['volume', `${PREFIX}:volume/*`],
  ])('a Deny on the %s refuses the launch', async (_kind, resource) => {
    const said = await failure(run(await allButDenied(resource)));
    expect(said).toContain(`ec2:RunInstances on resource: ${resource.replace(/\/\*$/, '/')}`);
    expect(said).toContain('with an explicit deny in an identity-based policy');
  });

  test('a key pair by its name, and only when one is asked for', async () => {
    await bench.ec2('CreateKeyPair', { KeyName: 'mine', KeyType: 'ed25519' });
    const caller = await allButDenied(`${PREFIX}:key-pair/mine`);
    await run(caller);
    expect(await failure(run(caller, { KeyName: 'mine' }))).toContain(`on resource: ${PREFIX}:key-pair/mine`);
  });
});

describe('conditions on a launch', () => {
  const onInstance = (Condition: object) =>
    userWith(
      { Effect: 'Allow', Action: 'ec2:RunInstances', NotResource: `${PREFIX}:instance/*` },
      { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: `${PREFIX}:instance/*`, Condition },
    );

  test('ec2:InstanceType, ec2:Region and ec2:MetadataHttpTokens', async () => {
    const small = await onInstance({
      StringEquals: { 'ec2:InstanceType': ['t3.micro'], 'ec2:Region': 'us-east-1' },
    });
    await run(small, { InstanceType: 't3.micro' });
    expect(await failure(run(small, { InstanceType: 'm5.24xlarge' }))).toMatch(/^UnauthorizedOperation: /);
    const v2Only = await onInstance({ StringEquals: { 'ec2:MetadataHttpTokens': 'required' } });
    await run(v2Only, { MetadataOptions: { HttpTokens: 'required' } });
    expect(await failure(run(v2Only))).toMatch(/^UnauthorizedOperation: /);
  });

  test('ec2:InstanceProfile is the profile’s ARN', async () => {
    const { arn } = await bench.addProfile('Wanted');
    const caller = await userWith(
      { Effect: 'Allow', Action: 'ec2:RunInstances', NotResource: `${PREFIX}:instance/*` },
      {
        Effect: 'Allow',
        Action: 'ec2:RunInstances',
        Resource: '*',
        Condition: { ArnEquals: { 'ec2:InstanceProfile': arn } },
      },
      { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
    );
    await run(caller, { IamInstanceProfile: { Name: 'Wanted' } });
    expect(await failure(run(caller))).toMatch(/^UnauthorizedOperation: /);
  });

  test('ec2:Vpc and ec2:Subnet are ARNs', async () => {
    const { Vpcs } = await bench.ec2('DescribeVpcs', {});
    const vpc = `${PREFIX}:vpc/${Vpcs?.[0]?.VpcId}`;
    const caller = await userWith(
      { Effect: 'Allow', Action: 'ec2:RunInstances', NotResource: `${PREFIX}:subnet/*` },
      {
        Effect: 'Allow',
        Action: 'ec2:RunInstances',
        Resource: '*',
        Condition: { ArnEquals: { 'ec2:Vpc': vpc } },
      },
    );
    const { Instances } = await run(caller);
    expect(Instances?.[0]?.VpcId).toBe(Vpcs?.[0]?.VpcId);
  });
});

describe('tags at launch', () => {
  const TAGGED = {
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'team', Value: 'red' }] }],
  } as const;

  test('need ec2:CreateTags with ec2:CreateAction RunInstances', async () => {
    expect(await failure(run(await userWith(ALLOW_RUN), TAGGED))).toContain(
      `ec2:CreateTags on resource: ${PREFIX}:instance/* because no identity-based policy`,
    );
    const tagging = (action: string) => ({
      Effect: 'Allow',
      Action: 'ec2:CreateTags',
      Resource: '*',
      Condition: { StringEquals: { 'ec2:CreateAction': action } },
    });
    await run(await userWith(ALLOW_RUN, tagging('RunInstances')), TAGGED);
    expect(await failure(run(await userWith(ALLOW_RUN, tagging('CreateVolume')), TAGGED))).toMatch(
      /^UnauthorizedOperation: .*ec2:CreateTags/,
    );
  });

  test('are aws:RequestTag, and afterwards aws:ResourceTag and ec2:ResourceTag', async () => {
    const red = { StringEquals: { 'aws:RequestTag/team': 'red' } };
    const caller = await userWith(
      { Effect: 'Allow', Action: 'ec2:RunInstances', NotResource: `${PREFIX}:instance/*` },
      { Effect: 'Allow', Action: ['ec2:RunInstances', 'ec2:CreateTags'], Resource: '*', Condition: red },
      {
        Effect: 'Allow',
        Action: 'ec2:StopInstances',
        Resource: '*',
        Condition: { StringEquals: { 'aws:ResourceTag/team': 'red', 'ec2:ResourceTag/team': 'red' } },
      },
    );
    const { Instances } = await run(caller, TAGGED);
    bench.settle();
    await bench.ec2('StopInstances', { InstanceIds: [Instances?.[0]?.InstanceId ?? ''] }, caller);
    const other = await bench.runningInstance();
    expect(await failure(bench.ec2('StopInstances', { InstanceIds: [other] }, caller))).toMatch(
      /^UnauthorizedOperation: /,
    );
  });
});

describe('iam:PassRole on the profile’s role', () => {
  const EC2_ONLY = { Effect: 'Allow', Action: 'ec2:*', Resource: '*' };
  const PROFILE = { IamInstanceProfile: { Name: 'Passed' } };
  const ROLE = `arn:aws:iam::${ACCOUNT}:role/PassedRole`;
  beforeAll(() => bench.addProfile('Passed'));

  const passing = (Condition: object) =>
    userWith(EC2_ONLY, { Effect: 'Allow', Action: 'iam:PassRole', Resource: ROLE, Condition });

  test('who may do everything in EC2 launches without a profile and is refused with one', async () => {
    const caller = await bench.addUser('full', { policy: allow('ec2:*') });
    await run(caller);
    expect(await failure(run(caller, PROFILE))).toContain(
      `You are not authorized to perform this operation. User: ${caller.arn} is not authorized to perform: iam:PassRole on resource: ${ROLE} because no identity-based policy allows the iam:PassRole action. Encoded authorization failure message: `,
    );
  });

  test('carries iam:PassedToService and iam:AssociatedResourceArn', async () => {
    const toEc2 = await passing({ StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } });
    await run(toEc2, PROFILE);
    const toLambda = await passing({ StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } });
    expect(await failure(run(toLambda, PROFILE))).toContain('iam:PassRole');
    const toInstances = await passing({ ArnLike: { 'iam:AssociatedResourceArn': `${PREFIX}:instance/*` } });
    await run(toInstances, PROFILE);
  });

  test('is needed to associate and to replace, not to disassociate', async () => {
    const without = await userWith(EC2_ONLY);
    const instance = await bench.runningInstance();
    const associate = (caller?: UserCaller) =>
      bench.ec2('AssociateIamInstanceProfile', { InstanceId: instance, ...PROFILE }, caller);
    expect(await failure(associate(without))).toContain('iam:PassRole');
    const { IamInstanceProfileAssociation: made } = await associate();
    const AssociationId = made?.AssociationId ?? '';
    expect(
      await failure(
        bench.ec2('ReplaceIamInstanceProfileAssociation', { AssociationId, ...PROFILE }, without),
      ),
    ).toContain('iam:PassRole');
    const onThisOne = await passing({
      ArnEquals: { 'iam:AssociatedResourceArn': `${PREFIX}:instance/${instance}` },
    });
    const { IamInstanceProfileAssociation: replaced } = await bench.ec2(
      'ReplaceIamInstanceProfileAssociation',
      { AssociationId, ...PROFILE },
      onThisOne,
    );
    await bench.ec2(
      'DisassociateIamInstanceProfile',
      { AssociationId: replaced?.AssociationId ?? '' },
      without,
    );
  });
});

test('ec2:NewInstanceProfile and ec2:InstanceProfile tell the new profile from the present one', async () => {
  const before = await bench.addProfile('Present');
  const after = await bench.addProfile('Next');
  const instance = await bench.runningInstance({ IamInstanceProfile: { Name: 'Present' } });
  const { IamInstanceProfileAssociations } = await bench.ec2('DescribeIamInstanceProfileAssociations', {
    Filters: [{ Name: 'instance-id', Values: [instance] }],
  });
  const AssociationId = IamInstanceProfileAssociations?.[0]?.AssociationId ?? '';
  const pass = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
  const replacing = (Condition: object) =>
    userWith(pass, {
      Effect: 'Allow',
      Action: 'ec2:ReplaceIamInstanceProfileAssociation',
      Resource: '*',
      Condition,
    });
  const replace = (caller: UserCaller) =>
    bench.ec2(
      'ReplaceIamInstanceProfileAssociation',
      { AssociationId, IamInstanceProfile: { Name: 'Next' } },
      caller,
    );
  const wrong = await replacing({ ArnEquals: { 'ec2:NewInstanceProfile': before.arn } });
  expect(await failure(replace(wrong))).toMatch(/^UnauthorizedOperation: /);
  const right = await replacing({
    ArnEquals: { 'ec2:NewInstanceProfile': after.arn, 'ec2:InstanceProfile': before.arn },
  });
  expect((await replace(right)).IamInstanceProfileAssociation?.IamInstanceProfile?.Id).toBe(after.id);
});

test('ec2:Attribute/HttpTokens keeps IMDSv2 required: AWS’s own example', async () => {
  const caller = await userWith(
    { Effect: 'Allow', Action: 'ec2:ModifyInstance*', Resource: '*' },
    {
      Effect: 'Deny',
      Action: 'ec2:ModifyInstanceMetadataOptions',
      Resource: '*',
      Condition: { StringEquals: { 'ec2:Attribute/HttpTokens': 'optional' } },
    },
  );
  const InstanceId = await bench.runningInstance();
  const modify = (HttpTokens: 'optional' | 'required') =>
    bench.ec2('ModifyInstanceMetadataOptions', { InstanceId, HttpTokens }, caller);
  expect((await modify('required')).InstanceMetadataOptions?.HttpTokens).toBe('required');
  expect(await failure(modify('optional'))).toContain('with an explicit deny in an identity-based policy');
});

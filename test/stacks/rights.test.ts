import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateRoleCommand,
  DeleteUserPolicyCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from '../house.ts';
import { makeUser, policyOf } from '../identities.ts';
import { refusal } from '../refusal.ts';
import { inStatus, settled, signalled } from './settled.ts';

/** Every resource is made with somebody's rights: the caller's own, or the service role's. */

let house: TestHouse;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  iam = new IAMClient(house.client());
});
afterAll(() => house.close());

const trusts = (service: string) =>
  policyOf({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' });

const template = (name: string) =>
  JSON.stringify({
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { RoleName: name, AssumeRolePolicyDocument: JSON.parse(trusts('ec2.amazonaws.com')) },
      },
      Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Role' }] } },
    },
  });

const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
const STACKS = { Effect: 'Allow', Action: 'cloudformation:*', Resource: '*' };
const IAM = { Effect: 'Allow', Action: 'iam:*', Resource: '*' };

async function failureOf(stacks: CloudFormationClient, StackName: string) {
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
}

test('a caller who may not pass the role fails at the profile, with that reason, and all is taken back', async () => {
  const rest = {
    Effect: 'Allow',
    Action: ['iam:CreateRole', 'iam:GetRole', 'iam:DeleteRole', 'iam:*InstanceProfile'],
    Resource: '*',
  };
  const key = await makeUser(house, 'deployer', STACKS, rest);
  const stacks = new CloudFormationClient(house.client(key));
  const TemplateBody = template('unpassed');
  await stacks.send(new CreateStackCommand({ StackName: 'unpassed', TemplateBody, Capabilities }));
  expect((await settled(stacks, 'unpassed')).StackStatus).toBe('ROLLBACK_COMPLETE');
  const failed = await failureOf(stacks, 'unpassed');
  expect(failed?.LogicalResourceId).toBe('Profile');
  expect(failed?.ResourceStatusReason).toContain(
    `User: arn:aws:iam::${ACCOUNT}:user/deployer is not authorized to perform: iam:PassRole on resource: arn:aws:iam::${ACCOUNT}:role/unpassed`,
  );
  expect(failed?.ResourceStatusReason).toMatch(
    /^Resource handler returned message: ".*\(Service: Iam, Status Code: 403, Request ID: [0-9a-f-]{36}\) \(SDK Attempt Count: 1\)" \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: AccessDenied\)$/,
  );
  expect(await refusal(iam.send(new GetRoleCommand({ RoleName: 'unpassed' })))).toMatchObject({
    code: 'NoSuchEntity',
  });
});

test('rights that count only through CloudFormation are enough for it and useless without', async () => {
  const via = {
    ...IAM,
    Condition: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'cloudformation.amazonaws.com' } },
  };
  const key = await makeUser(house, 'via', STACKS, via);
  const stacks = new CloudFormationClient(house.client(key));
  const TemplateBody = template('through');
  await stacks.send(new CreateStackCommand({ StackName: 'through', TemplateBody, Capabilities }));
  expect((await settled(stacks, 'through')).StackStatus).toBe('CREATE_COMPLETE');
  const direct = new IAMClient(house.client(key));
  expect(await refusal(direct.send(new GetRoleCommand({ RoleName: 'through' })))).toMatchObject({
    code: 'AccessDenied',
  });
});

test('a service role acts in the place of the caller, who must be allowed to pass it', async () => {
  const trust = trusts('cloudformation.amazonaws.com');
  await iam.send(new CreateRoleCommand({ RoleName: 'Deployment', AssumeRolePolicyDocument: trust }));
  const PolicyDocument = policyOf({ Effect: 'Allow', Action: 'iam:*', Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'Deployment', PolicyName: 'iam', PolicyDocument }));
  const RoleARN = `arn:aws:iam::${ACCOUNT}:role/Deployment`;
  const request = { TemplateBody: template('by-role'), Capabilities, RoleARN, StackName: 'by-role' };

  const without = new CloudFormationClient(house.client(await makeUser(house, 'without', STACKS)));
  expect((await refusal(without.send(new CreateStackCommand(request))))?.message).toContain(
    `user/without is not authorized to perform: iam:PassRole on resource: ${RoleARN}`,
  );

  const passing = {
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: RoleARN,
    Condition: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
  };
  const stacks = new CloudFormationClient(house.client(await makeUser(house, 'with', STACKS, passing)));
  const { StackId = '' } = await stacks.send(new CreateStackCommand(request));
  expect(await settled(stacks, 'by-role')).toMatchObject({ StackStatus: 'CREATE_COMPLETE', RoleARN });
  // It stays the stack's: the deletion needs no rights of the caller's on IAM either.
  await stacks.send(new DeleteStackCommand({ StackName: 'by-role' }));
  expect((await settled(stacks, StackId)).StackStatus).toBe('DELETE_COMPLETE');

  await iam.send(
    new CreateRoleCommand({ RoleName: 'Ec2s', AssumeRolePolicyDocument: trusts('ec2.amazonaws.com') }),
  );
  const wrong = `arn:aws:iam::${ACCOUNT}:role/Ec2s`;
  const admin = new CloudFormationClient(house.client());
  expect(await refusal(admin.send(new CreateStackCommand({ ...request, RoleARN: wrong })))).toMatchObject({
    code: 'ValidationError',
    status: 400,
    message: `Role ${wrong} is invalid or cannot be assumed`,
  });
});

test('rights are looked up as the work runs: what is taken away meanwhile counts no more', async () => {
  const key = await makeUser(house, 'watched', STACKS, IAM);
  const stacks = new CloudFormationClient(house.client(key));
  const { Resources } = JSON.parse(template('watched')) as { Resources: Record<string, object> };
  const Gate = {
    Type: 'AWS::CloudFormation::WaitCondition',
    CreationPolicy: { ResourceSignal: { Timeout: 'PT10M' } },
  };
  const TemplateBody = JSON.stringify({
    Resources: { Gate, Role: { ...Resources['Role'], DependsOn: 'Gate' } },
  });
  const begun = stacks.send(new CreateStackCommand({ StackName: 'watched', TemplateBody, Capabilities }));
  await inStatus(new CloudFormationClient(house.client()), 'watched', 'CREATE_IN_PROGRESS');
  await begun;
  await iam.send(new DeleteUserPolicyCommand({ UserName: 'watched', PolicyName: 'own' }));
  const admin = new CloudFormationClient(house.client());
  const signal = {
    StackName: 'watched',
    LogicalResourceId: 'Gate',
    UniqueId: 'go',
    Status: 'SUCCESS',
  } as const;
  await signalled(admin, signal);
  expect((await settled(admin, 'watched')).StackStatus).toBe('ROLLBACK_COMPLETE');
  expect((await failureOf(admin, 'watched'))?.ResourceStatusReason).toContain(
    'user/watched is not authorized to perform: iam:CreateRole',
  );
});

import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteServiceLinkedRoleCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetServiceLinkedRoleDeletionStatusCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  UpdateRoleDescriptionCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awsManagedPolicy } from '../src/services/iam/managed-policies/aws-managed-policies.ts';
import { SERVICE_ROLES } from '../src/services/iam/service-linked-roles/service-roles.ts';
import { ACCOUNT, startHouse, type TestHouse } from './house.ts';
import { makeUser } from './identities.ts';
import { refusal } from './refusal.ts';

let house: TestHouse;
let admin: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  admin = new IAMClient(house.client());
});
afterAll(() => house.close());

const create = (AWSServiceName: string, CustomSuffix?: string) =>
  admin.send(new CreateServiceLinkedRoleCommand({ AWSServiceName, CustomSuffix }));
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const DOCUMENT = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
});
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }],
});

test("each service's policy is one of AWS's own", () => {
  for (const { policyName } of SERVICE_ROLES.values()) {
    const arn = `arn:aws:iam::aws:policy/aws-service-role/${policyName}`;
    expect(awsManagedPolicy(arn)?.name, policyName).toBe(policyName);
  }
});

test('a service-linked role has its name, path, trust and policy from the service', async () => {
  const { Role } = await create('batch.amazonaws.com');
  expect(Role).toMatchObject({
    Path: '/aws-service-role/batch.amazonaws.com/',
    RoleName: 'AWSServiceRoleForBatch',
    Arn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch`,
  });
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain(
    '"Service":"batch.amazonaws.com"',
  );
  const { AttachedPolicies } = await admin.send(
    new ListAttachedRolePoliciesCommand({ RoleName: 'AWSServiceRoleForBatch' }),
  );
  expect(AttachedPolicies).toEqual([
    {
      PolicyName: 'BatchServiceRolePolicy',
      PolicyArn: 'arn:aws:iam::aws:policy/aws-service-role/BatchServiceRolePolicy',
    },
  ]);
  expect(await refusal(create('batch.amazonaws.com'))).toEqual({
    code: 'InvalidInput',
    status: 400,
    message:
      'Service role name AWSServiceRoleForBatch has been taken in this account, please try a different suffix.',
  });
});

test('a suffix is for the services that take one', async () => {
  expect(await refusal(create('eks-fargate.amazonaws.com', 'mine'))).toEqual({
    code: 'InvalidInput',
    status: 400,
    message: 'Custom suffix is not allowed for eks-fargate.amazonaws.com',
  });
  const { Role } = await create('autoscaling.amazonaws.com', 'mine');
  expect(Role?.RoleName).toBe('AWSServiceRoleForAutoScaling_mine');
  expect(await refusal(create('nobody.amazonaws.com'))).toMatchObject({ code: 'InvalidInput' });
});

test('nobody changes it but for its description', async () => {
  const RoleName = 'AWSServiceRoleForSupport';
  await create('support.amazonaws.com');
  await admin.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'profile' }));
  const changes = [
    admin.send(new DeleteRoleCommand({ RoleName })),
    admin.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: TRUST })),
    admin.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 7200 })),
    admin.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: READ_ONLY })),
    admin.send(
      new DetachRolePolicyCommand({
        RoleName,
        PolicyArn: 'arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy',
      }),
    ),
    admin.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: DOCUMENT })),
    admin.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'p' })),
    admin.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: READ_ONLY })),
    admin.send(new AddRoleToInstanceProfileCommand({ RoleName, InstanceProfileName: 'profile' })),
  ];
  for (const refused of await Promise.all(changes.map(refusal))) {
    expect(refused).toEqual({
      code: 'UnmodifiableEntity',
      status: 400,
      message: `Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
    });
  }
  await admin.send(new UpdateRoleDescriptionCommand({ RoleName, Description: 'ours' }));
  expect((await admin.send(new GetRoleCommand({ RoleName }))).Role?.Description).toBe('ours');
});

test('no other role is made on its path (guess: AWS documents nothing)', async () => {
  const input = {
    RoleName: 'mine',
    Path: '/aws-service-role/s3.amazonaws.com/',
    AssumeRolePolicyDocument: TRUST,
  };
  expect(await refusal(admin.send(new CreateRoleCommand(input)))).toMatchObject({
    code: 'UnmodifiableEntity',
  });
});

test('deleting it is a task, which succeeded', async () => {
  await create('rds.amazonaws.com');
  const RoleName = 'AWSServiceRoleForRDS';
  const { DeletionTaskId } = await admin.send(new DeleteServiceLinkedRoleCommand({ RoleName }));
  expect(DeletionTaskId).toMatch(
    /^task\/aws-service-role\/rds\.amazonaws\.com\/AWSServiceRoleForRDS\/[\da-f-]{36}$/,
  );
  const { Status } = await admin.send(new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId }));
  expect(Status).toBe('SUCCEEDED');
  expect(await refusal(admin.send(new GetRoleCommand({ RoleName })))).toMatchObject({ code: 'NoSuchEntity' });
});

test('a task that is none, or is not known, is refused', async () => {
  const status = (DeletionTaskId: string) =>
    refusal(admin.send(new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId })));
  expect(await status('task/x')).toMatchObject({ code: 'InvalidInput', status: 400 });
  const unknown =
    'task/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS/00000000-0000-4000-8000-000000000000';
  expect(await status(unknown)).toMatchObject({ code: 'NoSuchEntity', status: 404 });
});

test("a role that is no service's is not deleted so", async () => {
  await admin.send(new CreateRoleCommand({ RoleName: 'plain', AssumeRolePolicyDocument: TRUST }));
  expect(await refusal(admin.send(new DeleteServiceLinkedRoleCommand({ RoleName: 'plain' })))).toMatchObject({
    code: 'NoSuchEntity',
  });
});

test('making one is permitted by service', async () => {
  const key = await makeUser(house, 'linker', {
    Effect: 'Allow',
    Action: 'iam:CreateServiceLinkedRole',
    Resource: '*',
    Condition: { StringEquals: { 'iam:AWSServiceName': 'spot.amazonaws.com' } },
  });
  const linker = new IAMClient(house.client(key));
  const tryOne = (AWSServiceName: string) =>
    refusal(linker.send(new CreateServiceLinkedRoleCommand({ AWSServiceName })));
  expect(await tryOne('ecs.amazonaws.com')).toMatchObject({ code: 'AccessDenied' });
  expect(await tryOne('spot.amazonaws.com')).toBeUndefined();
});

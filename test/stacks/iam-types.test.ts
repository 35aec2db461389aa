import { readFileSync } from 'node:fs';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  GetPolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListGroupsCommand,
  ListGroupsForUserCommand,
  ListOpenIDConnectProvidersCommand,
  ListRolesCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { settled } from './settled.ts';

let house: TestHouse;
let stacks: CloudFormationClient;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  stacks = new CloudFormationClient(house.client());
  iam = new IAMClient(house.client());
});
afterAll(() => house.close());

const TEMPLATE = readFileSync(new URL('iam.template.yaml', import.meta.url), 'utf8');
const Capabilities = ['CAPABILITY_IAM' as const];

async function failures() {
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName: 'types' }));
  return StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED') === true).map(
    (event) => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`,
  );
}

test("every type of IAM's is made, changed and removed", async () => {
  const before = await iam.send(new ListUsersCommand({}));
  await stacks.send(new CreateStackCommand({ StackName: 'types', TemplateBody: TEMPLATE, Capabilities }));
  const stack = await settled(stacks, 'types');
  expect(await failures()).toEqual([]);
  expect(stack.StackStatus).toBe('CREATE_COMPLETE');
  const outputs = Object.fromEntries(
    (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
  const credentials = { accessKeyId: outputs['Key'] ?? '', secretAccessKey: outputs['Secret'] ?? '' };
  const who = await new STSClient(house.client(credentials)).send(new GetCallerIdentityCommand({}));
  expect(who.Arn).toBe(outputs['User']);
  expect(who.Arn).toContain(':user/people/types-User-');

  const changed = TEMPLATE.replace('Description: first', 'Description: second')
    .replace('Path: /people/', 'Path: /staff/')
    .replace('      Groups: [!Ref Group]\n', '')
    .replace('Value: red', 'Value: green')
    .replace('ClientIdList: [me]', 'ClientIdList: [me, you]')
    .replaceAll("Action: '*', Resource", "Action: 's3:*', Resource")
    .replace('Users: [!Ref User], Groups: [!Ref Group]}', 'Users: [!Ref User]}');
  await stacks.send(new UpdateStackCommand({ StackName: 'types', TemplateBody: changed, Capabilities }));
  const updated = await settled(stacks, 'types');
  expect(await failures()).toEqual([]);
  expect(updated.StackStatus).toBe('UPDATE_COMPLETE');
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: outputs['Role'] }));
  expect(Role?.Description).toBe('second');
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: outputs['Policy'] }));
  expect(Policy?.DefaultVersionId).toBe('v2');
  const UserName = who.Arn?.split('/').at(-1);
  expect((await iam.send(new ListUserTagsCommand({ UserName }))).Tags).toEqual([
    { Key: 'team', Value: 'green' },
  ]);
  expect((await iam.send(new ListGroupsForUserCommand({ UserName }))).Groups).toEqual([]);

  await stacks.send(new DeleteStackCommand({ StackName: 'types' }));
  const gone = await settled(stacks, stack.StackId ?? '');
  expect(gone).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
  const after = await iam.send(new ListUsersCommand({}));
  expect(after.Users?.length).toBe(before.Users?.length);
  expect((await iam.send(new ListGroupsCommand({}))).Groups).toEqual([]);
  expect((await iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
  expect((await iam.send(new ListOpenIDConnectProvidersCommand({}))).OpenIDConnectProviderList).toEqual([]);
  expect((await iam.send(new ListVirtualMFADevicesCommand({}))).VirtualMFADevices).toEqual([]);
});

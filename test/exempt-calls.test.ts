import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import {
  AttachPolicyCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountWorld, type Someone } from './account-world.ts';
import { startHouse, type TestHouse } from './house.ts';
import { policyOf } from './identities.ts';
import { enableServiceControlPolicies } from './service-control-policies.ts';
import { refusal } from './refusal.ts';

/** What no policy can take away: to be told who one is, and a user's own temporary credentials. */

const DENY_ALL = policyOf({ Effect: 'Deny', Action: '*', Resource: '*' });
const ALLOW_ALL = policyOf({ Effect: 'Allow', Action: '*', Resource: '*' });

let house: TestHouse;
const people = new Map<string, Someone>();

beforeAll(async () => {
  house = await startHouse();
  const organizations = new OrganizationsClient(house.client());
  await organizations.send(new CreateOrganizationCommand({}));
  await enableServiceControlPolicies(organizations);
  const account = await AccountWorld.member(house, 'denied');
  const boundary = await account.managedPolicy('deny', DENY_ALL);
  people.set('denied by its own policy', await account.user('ann', { policy: DENY_ALL }));
  people.set('without any policy', await account.user('bob'));
  people.set('denied by its boundary', await account.user('cid', { policy: ALLOW_ALL, boundary }));
  const role = await account.role('Any', { policy: ALLOW_ALL });
  people.set('denied by its session policy', await account.session(role, 'none', { policy: DENY_ALL }));
  const other = await AccountWorld.member(house, 'guarded');
  people.set('denied by a service control policy', await other.user('dan', { policy: ALLOW_ALL }));
  const { Policy } = await organizations.send(
    new CreatePolicyCommand({
      Name: 'deny',
      Description: '',
      Content: DENY_ALL,
      Type: 'SERVICE_CONTROL_POLICY',
    }),
  );
  await organizations.send(
    new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId: other.id }),
  );
});
afterAll(() => house.close());

describe.each([
  'denied by its own policy',
  'without any policy',
  'denied by its boundary',
  'denied by its session policy',
  'denied by a service control policy',
])('a caller %s', (name) => {
  const client = () => house.client(people.get(name)?.keys);

  test('may nothing, but is told who it is', async () => {
    expect(await refusal(new IAMClient(client()).send(new ListUsersCommand({})))).toMatchObject({
      code: 'AccessDenied',
    });
    const { Arn } = await new STSClient(client()).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe(people.get(name)?.arn);
  });

  test('gets temporary credentials of its own, if it is a user', async () => {
    const refused = await refusal(new STSClient(client()).send(new GetSessionTokenCommand({})));
    expect(refused?.code).toBe(name.includes('session') ? 'AccessDenied' : undefined);
  });
});

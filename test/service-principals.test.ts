import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RootCaller, ServiceCaller } from '../src/kernel/caller.ts';
import { iamArn } from '../src/kernel/arn.ts';
import type { OrganizationsOperations } from '../src/model/generated/organizations.ts';
import { iamService } from '../src/services/iam/service.ts';
import { organizationsService } from '../src/services/organizations/service.ts';
import { stsService } from '../src/services/sts/service.ts';
import { documentOf, openInProcessHouse, type InProcessHouse } from './in-process-house.ts';

/**
 * AWS services in their own name, as EC2 when it assumes an instance's role: only the trust policy allows
 * them, with `aws:SourceArn` and `aws:SourceAccount` against the confused deputy, and of an
 * organization's policies only resource control policies bind them.
 */

let inside: InProcessHouse;
let member: RootCaller;
let ec2: ServiceCaller;
let organizationId: string;

beforeAll(async () => {
  inside = await openInProcessHouse({
    iam: iamService,
    sts: stsService,
    organizations: organizationsService,
  });
  organizationId = (await organizations('CreateOrganization', {})).Organization?.Id ?? '';
  const made = await organizations('CreateAccount', { AccountName: 'member', Email: 'member@example.com' });
  const CreateAccountRequestId = made.CreateAccountStatus?.Id ?? '';
  const { CreateAccountStatus } = await organizations('DescribeCreateAccountStatus', {
    CreateAccountRequestId,
  });
  const accountId = CreateAccountStatus?.AccountId ?? '';
  const arn = iamArn(accountId, 'root');
  member = { kind: 'root', accountId, arn, principalArn: arn, userId: accountId };
  ec2 = {
    kind: 'service',
    service: 'ec2.amazonaws.com',
    accountId,
    sourceArn: `arn:aws:ec2:us-east-1:${accountId}:instance/i-0123456789abcdef0`,
  };
});
afterAll(() => inside.close());

async function organizations<Name extends keyof OrganizationsOperations>(
  name: Name,
  input: OrganizationsOperations[Name]['input'],
): Promise<OrganizationsOperations[Name]['output']> {
  const answer = await inside.call(inside.root, 'organizations', name, input);
  return answer as OrganizationsOperations[Name]['output'];
}

/** Makes a role of the member account with this trust. @returns its ARN */
async function roleTrusting(name: string, statement: object): Promise<string> {
  const AssumeRolePolicyDocument = documentOf({ Action: 'sts:AssumeRole', ...statement });
  await inside.call(member, 'iam', 'CreateRole', { RoleName: name, AssumeRolePolicyDocument });
  return iamArn(member.accountId, `role/${name}`);
}

async function refusalOf(RoleArn: string, caller: ServiceCaller = ec2): Promise<string | undefined> {
  try {
    await inside.call(caller, 'sts', 'AssumeRole', { RoleArn, RoleSessionName: 'i-0123456789abcdef0' });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const EC2 = { Service: 'ec2.amazonaws.com' };

test('a service is allowed by being named, and refused when it is another one', async () => {
  expect(await refusalOf(await roleTrusting('Ec2', { Effect: 'Allow', Principal: EC2 }))).toBeUndefined();
  const lambda = await roleTrusting('Lambda', {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
  });
  expect(await refusalOf(lambda)).toBe(
    `User: ec2.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ${lambda}`,
  );
});

test('an account as principal names none of its services', async () => {
  const role = await roleTrusting('Account', { Effect: 'Allow', Principal: { AWS: member.accountId } });
  expect(await refusalOf(role)).toContain('not authorized');
});

describe('the confused deputy', () => {
  const conditions: readonly (readonly [string, () => object, boolean])[] = [
    ['SourceAccount', () => ({ StringEquals: { 'aws:SourceAccount': member.accountId } }), true],
    ['SourceAccountOfAnother', () => ({ StringEquals: { 'aws:SourceAccount': '111122223333' } }), false],
    [
      'SourceArn',
      () => ({ ArnLike: { 'aws:SourceArn': `arn:aws:ec2:*:${member.accountId}:instance/*` } }),
      true,
    ],
    ['SourceArnOfAnother', () => ({ ArnLike: { 'aws:SourceArn': 'arn:aws:ec2:*:*:volume/*' } }), false],
    ['SourceOrgID', () => ({ StringEquals: { 'aws:SourceOrgID': organizationId } }), true],
    ['PrincipalIsAWSService', () => ({ Bool: { 'aws:PrincipalIsAWSService': 'true' } }), true],
    // The caller is in no organization: only the account on whose behalf it calls is.
    ['PrincipalOrgID', () => ({ StringEquals: { 'aws:PrincipalOrgID': organizationId } }), false],
  ];
  test.each(conditions)('%s', async (name, condition, allowed) => {
    const role = await roleTrusting(name, { Effect: 'Allow', Principal: EC2, Condition: condition() });
    expect((await refusalOf(role)) === undefined).toBe(allowed);
  });

  test('a service that acts for no resource has no aws:SourceArn', async () => {
    const Condition = { Null: { 'aws:SourceArn': 'false' } };
    const role = await roleTrusting('AnyArn', { Effect: 'Allow', Principal: EC2, Condition });
    const { sourceArn: _gone, ...nobody } = ec2;
    expect(await refusalOf(role)).toBeUndefined();
    expect(await refusalOf(role, nobody)).toContain('not authorized');
  });
});

describe('in an organization', () => {
  /** Attaches a policy to the member account for the length of a function. */
  async function under<T>(
    Type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY',
    statement: object,
    during: () => Promise<T>,
  ): Promise<T> {
    const Content = documentOf({ Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*', ...statement });
    const { Roots } = await organizations('ListRoots', {});
    const RootId = Roots?.[0]?.Id ?? '';
    await organizations('EnablePolicyType', { RootId, PolicyType: Type });
    const { Policy } = await organizations('CreatePolicy', { Name: Type, Description: '', Content, Type });
    const attachment = { PolicyId: Policy?.PolicySummary?.Id ?? '', TargetId: member.accountId };
    await organizations('AttachPolicy', attachment);
    try {
      return await during();
    } finally {
      await organizations('DetachPolicy', attachment);
    }
  }

  test('a service control policy does not bind a service', async () => {
    const role = await roleTrusting('Scp', { Effect: 'Allow', Principal: EC2 });
    expect(await under('SERVICE_CONTROL_POLICY', {}, () => refusalOf(role))).toBeUndefined();
  });

  test('a resource control policy does', async () => {
    const role = await roleTrusting('Rcp', { Effect: 'Allow', Principal: EC2 });
    expect(await refusalOf(role)).toBeUndefined();
    const Condition = { Bool: { 'aws:PrincipalIsAWSService': 'true' } };
    const refused = await under('RESOURCE_CONTROL_POLICY', { Principal: '*', Condition }, () =>
      refusalOf(role),
    );
    expect(refused).toContain('with an explicit deny in a resource control policy: arn:aws:organizations::');
  });
});

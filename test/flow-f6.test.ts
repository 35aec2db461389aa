import {
  AddRoleToInstanceProfileCommand,
  AttachUserPolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { makeUser } from './identities.ts';

/** F6, who may do all this: a caller who is not root is allowed or refused by that caller's policies. */
let house: TestHouse;
let iam: IAMClient;

const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/app`;
const TRUST_EC2 = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const RUN = ['ec2', 'run-instances', '--image-id', 'ami-0abcdef1234567890', '--instance-type', 't3.micro'];
const WITH_PROFILE = ['--iam-instance-profile', 'Name=app'];

beforeAll(async () => {
  house = await startHouse();
  iam = new IAMClient(house.client());
  await iam.send(new CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument: TRUST_EC2 }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'app' }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'empty' }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'app', RoleName: 'app' }));
});

afterAll(() => house.close());

let users = 0;

/** A user with these AWS-managed policies and these inline statements. */
async function user(
  managed: readonly string[],
  statements: readonly Record<string, unknown>[] = [],
): Promise<Credentials & { readonly arn: string; readonly name: string }> {
  users += 1;
  const name = `user-${users}`;
  const keys = await makeUser(house, name, ...statements);
  for (const policy of managed) {
    const PolicyArn = `arn:aws:iam::aws:policy/${policy}`;
    await iam.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn }));
  }
  return { name, arn: `arn:aws:iam::${ACCOUNT}:user/${name}`, ...keys };
}

async function refusal(args: readonly string[], credentials: Credentials): Promise<string> {
  const { code, stderr } = await house.aws(args, credentials);
  expect(code).not.toBe(0);
  return stderr.trim();
}

const PASS_ROLE = { Effect: 'Allow', Action: 'iam:PassRole', Resource: ROLE_ARN };

describe('a user without policies', () => {
  test('may do nothing but what AWS lets everyone do', async () => {
    const nobody = await user([]);
    expect((await house.aws(['sts', 'get-caller-identity'], nobody)).code).toBe(0);
    expect((await house.aws(['sts', 'get-session-token'], nobody)).code).toBe(0);
    for (const args of [
      ['iam', 'list-users'],
      ['iam', 'get-role', '--role-name', 'app'],
      ['iam', 'create-role', '--role-name', 'x', '--assume-role-policy-document', TRUST_EC2],
      ['ec2', 'describe-instances'],
      RUN,
      ['s3api', 'list-buckets'],
      ['s3api', 'create-bucket', '--bucket', 'nobody-may-make-this'],
    ]) {
      expect(await refusal(args, nobody)).toMatch(
        /\((AccessDenied|UnauthorizedOperation)\).*because no identity-based policy allows the [a-zA-Z0-9]+:\w+ action/,
      );
    }
  });

  test('is told which policy type decided, and for an explicit deny which policy', async () => {
    const denied = await user(
      ['IAMReadOnlyAccess'],
      [{ Effect: 'Deny', Action: 'iam:ListRoles', Resource: '*' }],
    );
    expect(await refusal(['iam', 'list-roles'], denied)).toContain(
      `User: ${denied.arn} is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::${ACCOUNT}:role/ with ` +
        'an explicit deny in an identity-based policy',
    );
  });
});

describe('iam:PassRole', () => {
  test('RunInstances with AmazonEC2FullAccess alone: without a profile yes, with one no', async () => {
    const operator = await user(['AmazonEC2FullAccess']);
    expect((await house.aws(RUN, operator)).code).toBe(0);
    const stderr = await refusal([...RUN, ...WITH_PROFILE], operator);
    expect(stderr).toContain(
      '(UnauthorizedOperation) when calling the RunInstances operation: You are not authorized to perform this ' +
        `operation. User: ${operator.arn} is not authorized to perform: iam:PassRole on resource: ${ROLE_ARN} because ` +
        'no identity-based policy allows the iam:PassRole action. Encoded authorization failure message: ',
    );
    const blob = stderr.slice(stderr.lastIndexOf(' ') + 1);
    const { DecodedMessage } = await house.awsJson<{ DecodedMessage: string }>([
      ...['sts', 'decode-authorization-message', '--encoded-message', blob],
    ]);
    expect(JSON.parse(DecodedMessage)).toMatchObject({
      allowed: false,
      explicitDeny: false,
      matchedStatements: { items: [] },
      context: { principal: { arn: operator.arn }, action: 'iam:PassRole', resource: ROLE_ARN },
    });
  });

  test('RunInstances, Associate and Replace with iam:PassRole on the role are allowed; without it, not', async () => {
    const operator = await user(['AmazonEC2FullAccess'], [PASS_ROLE]);
    const without = await user(['AmazonEC2FullAccess']);
    const { Instances } = await house.awsJson<{ Instances: { InstanceId: string }[] }>(RUN, operator);
    const instanceId = Instances[0]?.InstanceId ?? '';
    await house.awsJson(['ec2', 'wait', 'instance-running', '--instance-ids', instanceId]);
    expect((await house.aws([...RUN, ...WITH_PROFILE], operator)).code).toBe(0);

    const associate = ['ec2', 'associate-iam-instance-profile', '--instance-id', instanceId, ...WITH_PROFILE];
    expect(await refusal(associate, without)).toContain('is not authorized to perform: iam:PassRole');
    const { IamInstanceProfileAssociation } = await house.awsJson<{
      IamInstanceProfileAssociation: { AssociationId: string };
    }>(associate, operator);

    const replace = [
      ...['ec2', 'replace-iam-instance-profile-association', ...WITH_PROFILE],
      ...['--association-id', IamInstanceProfileAssociation.AssociationId],
    ];
    expect(await refusal(replace, without)).toContain('is not authorized to perform: iam:PassRole');
    expect((await house.aws(replace, operator)).code).toBe(0);
  });

  test('AddRoleToInstanceProfile needs it too, and says so as IAM does', async () => {
    const manager = await user([], [{ Effect: 'Allow', Action: 'iam:*InstanceProfile*', Resource: '*' }]);
    const add = [
      'iam',
      'add-role-to-instance-profile',
      '--instance-profile-name',
      'empty',
      '--role-name',
      'app',
    ];
    expect(await refusal(add, manager)).toContain(
      `(AccessDenied) when calling the AddRoleToInstanceProfile operation: User: ${manager.arn} is not authorized to ` +
        `perform: iam:PassRole on resource: ${ROLE_ARN} because no identity-based policy allows the iam:PassRole action`,
    );
    await house.awsJson([
      ...[
        'iam',
        'put-user-policy',
        '--user-name',
        manager.name,
        '--policy-name',
        'pass',
        '--policy-document',
      ],
      JSON.stringify({ Version: '2012-10-17', Statement: [PASS_ROLE] }),
    ]);
    expect((await house.aws(add, manager)).code).toBe(0);
  });

  test('is bound by iam:PassedToService and iam:AssociatedResourceArn', async () => {
    const when = (condition: Record<string, unknown>) => ({ ...PASS_ROLE, Condition: condition });
    const toLambda = await user(
      ['AmazonEC2FullAccess'],
      [when({ StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } })],
    );
    expect(await refusal([...RUN, ...WITH_PROFILE], toLambda)).toContain('iam:PassRole');
    const toEc2 = await user(
      ['AmazonEC2FullAccess'],
      [when({ StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } })],
    );
    expect((await house.aws([...RUN, ...WITH_PROFILE], toEc2)).code).toBe(0);
  });
});

import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetInstanceProfileCommand,
  CreateInstanceProfileCommand,
  AddRoleToInstanceProfileCommand,
  GetRoleCommand,
  IAMClient,
  ListRolesCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from '../../../../test/house.ts';
import { documentOf } from '../../../../test/in-process-house.ts';
import { refusal } from '../../../../test/refusal.ts';

let house: TestHouse;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  iam = new IAMClient(house.client());
});
afterAll(() => house.close());

let made = 0;
const fresh = (name: string) => `${name}-${++made}`;

function trusting(principal: object | string, more: object = {}): string {
  return documentOf({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more });
}

const EC2 = trusting({ Service: 'ec2.amazonaws.com' });

async function newRole(
  trust = EC2,
  name = fresh('Role'),
  Path = '/',
): Promise<{ name: string; arn: string; id: string }> {
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust, Path }),
  );
  return { name, arn: Role?.Arn ?? '', id: Role?.RoleId ?? '' };
}

async function trustOf(RoleName: string): Promise<string> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
}

describe('who a trust policy names', () => {
  test('is shown by ARN as long as it is the same one, by its unique id once it was deleted', async () => {
    const named = await newRole(EC2, fresh('Named'), '/team/');
    const trust = trusting({ AWS: [named.arn, `arn:aws:iam::${ACCOUNT}:user/admin`] });
    const { name } = await newRole(trust);
    expect(await trustOf(name)).toBe(trust);
    await iam.send(new DeleteRoleCommand({ RoleName: named.name }));
    expect(await trustOf(name)).toBe(trust.replace(named.arn, named.id));
    const again = await newRole(EC2, named.name, '/team/');
    expect(again.arn).toBe(named.arn);
    expect(await trustOf(name)).toBe(trust.replace(named.arn, named.id));
  });

  test('is shown alike by CreateRole, ListRoles and within an instance profile', async () => {
    const named = await newRole();
    const trust = trusting({ AWS: named.arn });
    const RoleName = fresh('Shown');
    const created = await iam.send(
      new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, Path: '/shown/' }),
    );
    const listed = await iam.send(new ListRolesCommand({ PathPrefix: '/shown/' }));
    const profile = { InstanceProfileName: fresh('Profile') };
    await iam.send(new CreateInstanceProfileCommand(profile));
    await iam.send(new AddRoleToInstanceProfileCommand({ ...profile, RoleName }));
    const nested = await iam.send(new GetInstanceProfileCommand(profile));
    for (const role of [created.Role, listed.Roles?.[0], nested.InstanceProfile?.Roles?.[0]]) {
      expect(decodeURIComponent(role?.AssumeRolePolicyDocument ?? '')).toBe(trust);
    }
  });

  test('a bare account becomes its root; all else of the text stays, white space and all', async () => {
    const trust = `{ "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole",\n\t"Principal": { "AWS": ["${ACCOUNT}", "*"], "Service": "ec2.amazonaws.com" },\n\t"Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": 12345678901234567890}} }] }`;
    const { name } = await newRole(trust);
    expect(await trustOf(name)).toBe(trust.replace(`"${ACCOUNT}"`, `"arn:aws:iam::${ACCOUNT}:root"`));
  });

  test('an id that stands in a condition stays an id', async () => {
    const named = await newRole();
    const condition = { Condition: { StringEquals: { 'aws:userid': named.id } } };
    const { name } = await newRole(trusting({ AWS: named.arn }, condition));
    expect(await trustOf(name)).toBe(trusting({ AWS: named.arn }, condition));
  });

  test.each([
    ['an unknown role', `arn:aws:iam::${ACCOUNT}:role/Nobody`],
    ['an unknown user', `arn:aws:iam::${ACCOUNT}:user/nobody`],
    ['a user without its path', `arn:aws:iam::${ACCOUNT}:user/elsewhere/admin`],
    ['a name in another case', `arn:aws:iam::${ACCOUNT}:user/Admin`],
    ['an unknown id', 'AROAAAAAAAAAAAAAAAAAA'],
    ['a group', `arn:aws:iam::${ACCOUNT}:group/Group`],
    ['a part of an ARN', `arn:aws:iam::${ACCOUNT}:role/*`],
    ['no ARN at all', 'nobody'],
  ])('must exist: %s is refused', async (_what, principal) => {
    const role = { RoleName: fresh('Refused'), AssumeRolePolicyDocument: trusting({ AWS: principal }) };
    expect(await refusal(iam.send(new CreateRoleCommand(role)))).toEqual({
      code: 'MalformedPolicyDocument',
      status: 400,
      message: `Invalid principal in policy: "AWS":"${principal}"`,
    });
  });

  test.each([
    ['an account that the house does not hold', 'arn:aws:iam::111122223333:root'],
    ['a role in such an account (guess: AWS would look it up)', 'arn:aws:iam::111122223333:role/Deployer'],
    ['a role’s session', `arn:aws:sts::${ACCOUNT}:assumed-role/Anyone/session`],
  ])('%s is taken as it is', async (_what, principal) => {
    const trust = trusting({ AWS: principal });
    const { name } = await newRole(trust);
    expect(await trustOf(name)).toBe(trust);
  });
});

describe('UpdateAssumeRolePolicy', () => {
  test('puts another trust policy in place, checked like the first', async () => {
    const { name } = await newRole();
    const trust = trusting({ Service: 'lambda.amazonaws.com' });
    const update = (PolicyDocument: string) =>
      iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument }));
    await update(trust);
    expect(await trustOf(name)).toBe(trust);
    expect(await refusal(update('{}'))).toMatchObject({ code: 'MalformedPolicyDocument', status: 400 });
    expect(await refusal(update(trusting({ AWS: 'nobody' })))).toMatchObject({
      message: 'Invalid principal in policy: "AWS":"nobody"',
    });
    expect(await trustOf(name)).toBe(trust);
  });
});

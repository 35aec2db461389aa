import {
  ChangePasswordCommand,
  CreateLoginProfileCommand,
  DeleteAccountPasswordPolicyCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  GetAccountPasswordPolicyCommand,
  GetAccountSummaryCommand,
  GetLoginProfileCommand,
  IAMClient,
  PutUserPolicyCommand,
  UpdateAccountPasswordPolicyCommand,
  UpdateLoginProfileCommand,
  type UpdateAccountPasswordPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from './house.ts';
import { makeUser } from './identities.ts';
import { codesOf, refusal } from './refusal.ts';

const GOOD = 'Correct-Horse-1';
const OTHER = 'Battery-Staple-2';

let house: TestHouse;
let admin: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  admin = new IAMClient(house.client());
});
afterAll(() => house.close());
afterEach(() => refusal(admin.send(new DeleteAccountPasswordPolicyCommand())));

let made = 0;
async function addUser(...statements: object[]): Promise<{ name: string; iam: IAMClient }> {
  const name = `user-${++made}`;
  const key = await makeUser(house, name, ...(statements as Record<string, unknown>[]));
  return { name, iam: new IAMClient(house.client(key)) };
}

const create = (UserName: string, Password = GOOD) =>
  admin.send(new CreateLoginProfileCommand({ UserName, Password }));
const change = (iam: IAMClient, OldPassword: string, NewPassword: string) =>
  iam.send(new ChangePasswordCommand({ OldPassword, NewPassword }));
const policy = (input: UpdateAccountPasswordPolicyCommandInput) =>
  admin.send(new UpdateAccountPasswordPolicyCommand(input));

const CHANGE = { Effect: 'Allow', Action: 'iam:ChangePassword', Resource: '*' };

describe('a login profile', () => {
  test('is made, read, changed and deleted', async () => {
    const { name } = await addUser();
    const { LoginProfile } = await create(name);
    expect(LoginProfile).toEqual({
      UserName: name,
      CreateDate: expect.any(Date) as Date,
      PasswordResetRequired: false,
    });
    await admin.send(new UpdateLoginProfileCommand({ UserName: name, PasswordResetRequired: true }));
    const { LoginProfile: read } = await admin.send(new GetLoginProfileCommand({ UserName: name }));
    expect(read).toEqual({ ...LoginProfile, PasswordResetRequired: true });
    await admin.send(new DeleteLoginProfileCommand({ UserName: name }));
    expect(await refusal(admin.send(new GetLoginProfileCommand({ UserName: name })))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `Login Profile for User ${name} cannot be found.`,
    });
  });

  test('is one a user: of ten made at once one is', async () => {
    const { name } = await addUser();
    const codes = await codesOf(Array.from({ length: 10 }, () => create(name)));
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set([undefined, 'EntityAlreadyExists']));
  });

  test('keeps its user from being deleted', async () => {
    const { name } = await addUser();
    await create(name);
    expect(await refusal(admin.send(new DeleteUserCommand({ UserName: name })))).toMatchObject({
      code: 'DeleteConflict',
    });
  });

  test('asks for permission on the user', async () => {
    const { name, iam } = await addUser();
    const { message } = (await refusal(
      iam.send(new CreateLoginProfileCommand({ UserName: name, Password: GOOD })),
    )) ?? { message: '' };
    expect(message).toContain(`not authorized to perform: iam:CreateLoginProfile on resource: user ${name}`);
  });

  test.each(['short-1', 'alllowercase', 'ALLUPPERCASE1', '12345678'])(
    "without a policy IAM's own holds: %s is refused",
    async (password) => {
      const { name } = await addUser();
      expect(await refusal(create(name, password))).toEqual({
        code: 'PasswordPolicyViolation',
        status: 400,
        message: 'Password does not conform to the account password policy.',
      });
    },
  );

  test('a password outside the documented characters is refused without being repeated', async () => {
    const { name } = await addUser();
    const refused = await refusal(create(name, 'geheim€-Passwort-1'));
    expect(refused?.code).toBe('ValidationError');
    expect(refused?.message).not.toContain('geheim');
  });
});

describe("the account's password policy", () => {
  test('is absent at first', async () => {
    expect(await refusal(admin.send(new GetAccountPasswordPolicyCommand()))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `The Password Policy with domain name ${ACCOUNT} cannot be found.`,
    });
  });

  test('is put whole: what is left out goes back to its default', async () => {
    await policy({ MinimumPasswordLength: 12, RequireSymbols: true, MaxPasswordAge: 90 });
    await policy({ RequireNumbers: true });
    const { PasswordPolicy } = await admin.send(new GetAccountPasswordPolicyCommand());
    expect(PasswordPolicy).toEqual({
      MinimumPasswordLength: 6,
      RequireSymbols: false,
      RequireNumbers: true,
      RequireUppercaseCharacters: false,
      RequireLowercaseCharacters: false,
      AllowUsersToChangePassword: false,
      ExpirePasswords: false,
      HardExpiry: false,
    });
  });

  test.each([
    [{ MinimumPasswordLength: 30 }, 'Password should have a minimum length of 30'],
    [{ RequireSymbols: true }, 'Password should have at least one of the following symbols'],
    [{ RequireNumbers: true }, 'Password should have at least one number'],
    [{ RequireUppercaseCharacters: true }, 'Password should have at least one uppercase letter'],
  ])('%j holds for new passwords (the sentence is a guess)', async (asked, words) => {
    await policy(asked);
    const { name } = await addUser();
    const refused = await refusal(create(name, 'plainwords'));
    expect(refused).toMatchObject({ code: 'PasswordPolicyViolation', status: 400 });
    expect(refused?.message).toContain(words);
  });

  test('remembers earlier passwords', async () => {
    await policy({ PasswordReusePrevention: 2, AllowUsersToChangePassword: true });
    const { name, iam } = await addUser();
    await create(name);
    expect(await refusal(change(iam, GOOD, GOOD))).toMatchObject({ code: 'PasswordPolicyViolation' });
    await change(iam, GOOD, OTHER);
    expect(await refusal(change(iam, OTHER, GOOD))).toMatchObject({ code: 'PasswordPolicyViolation' });
    await change(iam, OTHER, 'Third-Time-3');
    await change(iam, 'Third-Time-3', GOOD);
  });
});

describe('ChangePassword', () => {
  test('wants the old password', async () => {
    const { name, iam } = await addUser(CHANGE);
    await create(name);
    expect(await refusal(change(iam, OTHER, OTHER))).toMatchObject({ code: 'AccessDenied', status: 403 });
    await change(iam, GOOD, OTHER);
    expect(await refusal(change(iam, GOOD, OTHER))).toMatchObject({ code: 'AccessDenied' });
  });

  test('of two at once one succeeds', async () => {
    const { name, iam } = await addUser(CHANGE);
    await create(name);
    const codes = await codesOf([change(iam, GOOD, OTHER), change(iam, GOOD, 'Third-Time-3')]);
    expect(new Set(codes)).toEqual(new Set(['AccessDenied', undefined]));
  });

  test('needs a permission, unless the account lets its users; a Deny holds even then', async () => {
    const { name, iam } = await addUser();
    await create(name);
    expect(await refusal(change(iam, GOOD, OTHER))).toMatchObject({ code: 'AccessDenied' });
    await policy({ AllowUsersToChangePassword: true });
    await change(iam, GOOD, OTHER);
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ ...CHANGE, Effect: 'Deny' }],
    });
    await admin.send(new PutUserPolicyCommand({ UserName: name, PolicyName: 'deny', PolicyDocument }));
    expect((await refusal(change(iam, OTHER, GOOD)))?.message).toContain('explicit deny');
  });

  test('is for users alone', async () => {
    const root = new IAMClient(house.client(house.root));
    expect(await refusal(change(root, GOOD, OTHER))).toMatchObject({ code: 'InvalidUserType', status: 400 });
  });
});

test('the summary counts devices and certificates', async () => {
  const { SummaryMap } = await admin.send(new GetAccountSummaryCommand());
  expect(SummaryMap).toMatchObject({ MFADevices: 0, MFADevicesInUse: 0, ServerCertificates: 0 });
});

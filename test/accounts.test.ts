import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  DescribeCreateAccountStatusCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { control, operatorKeys } from './control.ts';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { runUtsuwa } from './utsuwa-cli.ts';

/** More accounts than the first: by the operator's command and by Organizations. */

let house: TestHouse;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

async function arnOf(credentials: Credentials): Promise<string | undefined> {
  const { Arn } = await new STSClient(house.client(credentials)).send(new GetCallerIdentityCommand({}));
  return Arn;
}

test('`account create` makes an account with a root key of its own; `env --account` enters it as its admin', async () => {
  const made = await runUtsuwa(['account', 'create', '--name', 'payments', '--port', String(house.port)]);
  expect(made).toMatchObject({ code: 0, stderr: '' });
  const [, id = ''] = /^account\s+(\d{12})$/m.exec(made.stdout) ?? [];
  const [, accessKeyId = ''] = /^root access key\s+(\S+)$/m.exec(made.stdout) ?? [];
  const [, secretAccessKey = ''] = /^root secret\s+(\S+)$/m.exec(made.stdout) ?? [];
  expect(id).not.toBe(ACCOUNT);
  expect(await arnOf({ accessKeyId, secretAccessKey })).toBe(`arn:aws:iam::${id}:root`);
  const env = await runUtsuwa(['env', '--account', id, '--port', String(house.port)]);
  const [, adminKey = ''] = /AWS_ACCESS_KEY_ID='(.*)'/.exec(env.stdout) ?? [];
  const [, adminSecret = ''] = /AWS_SECRET_ACCESS_KEY='(.*)'/.exec(env.stdout) ?? [];
  expect(await arnOf({ accessKeyId: adminKey, secretAccessKey: adminSecret })).toBe(
    `arn:aws:iam::${id}:user/admin`,
  );
});

test('an account that Organizations made is entered by the role that it came with', async () => {
  const organizations = new OrganizationsClient(house.client());
  await organizations.send(new CreateOrganizationCommand({}));
  const { CreateAccountStatus } = await organizations.send(
    new CreateAccountCommand({ AccountName: 'member', Email: 'member@example.com' }),
  );
  const described = await organizations.send(
    new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus?.Id }),
  );
  const account = described.CreateAccountStatus?.AccountId ?? '';
  expect(await arnOf(await operatorKeys(house, { account }))).toBe(
    `arn:aws:sts::${account}:assumed-role/OrganizationAccountAccessRole/utsuwa-operator`,
  );
});

test('that role may be called otherwise, by --role-name', async () => {
  const organizations = new OrganizationsClient(house.client());
  const { CreateAccountStatus } = await organizations.send(
    new CreateAccountCommand({ AccountName: 'named', Email: 'named@example.com', RoleName: 'MyRole' }),
  );
  const described = await organizations.send(
    new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus?.Id }),
  );
  const account = described.CreateAccountStatus?.AccountId ?? '';
  expect(await arnOf(await operatorKeys(house, { account }))).toBe(
    `arn:aws:sts::${account}:assumed-role/MyRole/utsuwa-operator`,
  );
});

test('the operator may be the root user of any account, by one key of its own', async () => {
  const { answer } = await control(house, 'accounts', {});
  const account = String(answer['accountId']);
  const keys = await operatorKeys(house, { account, root: true });
  expect(keys).toEqual(answer['root']);
  expect(await arnOf(keys)).toBe(`arn:aws:iam::${account}:root`);
});

test("another account's root user is not the operator", async () => {
  const { answer } = await control(house, 'accounts', {});
  const { root } = answer as unknown as { root: Credentials };
  expect(await control(house, 'accounts', {}, root)).toMatchObject({
    status: 403,
    answer: { error: 'AccessDenied' },
  });
});

test.each([
  ['a name that is no alias', { name: 'Payments!' }, 400, 'InvalidInput'],
  ['a name that is taken', { name: 'payments' }, 409, 'EntityAlreadyExists'],
  ['a name that is no text', { name: 7 }, 400, 'InvalidRequest'],
])('`account create` refuses %s', async (_what, body, status, error) => {
  expect(await control(house, 'accounts', body)).toMatchObject({ status, answer: { error } });
});

test('`env --account` refuses an account that is not there', async () => {
  expect(await control(house, 'credentials', { account: '111122223333' })).toEqual({
    status: 404,
    answer: { error: 'NoSuchEntity', message: 'there is no account `111122223333`' },
  });
});

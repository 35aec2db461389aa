import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { ConsoleBrowser } from './console-browser.ts';

let house: TestHouse;
let browser: ConsoleBrowser;
beforeAll(async () => {
  house = await startHouse();
  browser = await ConsoleBrowser.open(house);
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

test('a browser that opens / gets the console', async () => {
  const response = await fetch(house.endpoint, { headers: { accept: 'text/html' }, redirect: 'manual' });
  expect(response.status).toBe(302);
  expect(response.headers.get('location')).toBe('/_utsuwa/console/');
});

describe('signing in', () => {
  test('one click makes the operator admin, and the header shows caller, account and region', async () => {
    const page = await browser.asAdmin();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByRole('button', { name: /^Signed in as arn:aws:iam::000000000000:user\/admin/ }).waitFor();
    await page.getByRole('button', { name: 'Region: us-east-1' }).waitFor();
  });

  test('a wrong secret is told in AWS’s words', async () => {
    const page = await browser.signedIn({ ...house.admin, secretAccessKey: 'wrong' });
    await page.getByText(/The request signature we calculated does not match/).waitFor();
  });

  test('whoever has no rights sees AWS’s sentence, and may ask why', async () => {
    const iam = new IAMClient(house.client());
    await iam.send(new CreateUserCommand({ UserName: 'nobody' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'nobody' }));
    const page = await browser.signedIn({
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    });
    await page
      .getByText(/user\/nobody is not authorized to perform: iam:GetAccountSummary on resource: \*/)
      .waitFor();
    await page.getByRole('button', { name: 'Why?' }).waitFor();
  });

  test('a role is switched to and back, as its trust policy allows', async () => {
    const iam = new IAMClient(house.client());
    const trusted = { AWS: 'arn:aws:iam::000000000000:root' };
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'switched',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole' }],
        }),
      }),
    );
    const page = await browser.asAdmin();
    await page.getByRole('button', { name: /^Signed in as/ }).click();
    await page.getByRole('menuitem', { name: 'Switch role' }).click();
    // Enter in a field does what the form is for, also below a refusal and its "Why?".
    const role = page.getByLabel('Role', { exact: true });
    await role.fill('nobody');
    await role.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Why?' }).waitFor();
    await role.fill('switched');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Switch role' }).click();
    await page.getByRole('button', { name: /assumed-role\/switched\/admin/ }).click();
    await page.getByRole('menuitem', { name: 'Switch back' }).click();
    await page.getByRole('button', { name: /user\/admin/ }).waitFor();
  });

  test('no key is kept: neither in storage nor in the address, and loading anew signs out', async () => {
    const page = await browser.asAdmin();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
    expect(kept).not.toContain(house.admin.accessKeyId);
    expect(kept).not.toContain(house.admin.secretAccessKey);
    expect(page.url()).not.toContain(house.admin.accessKeyId);
    expect(await page.context().cookies()).toEqual([]);
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  });
});

test('the console speaks Japanese where the browser does, and remembers what was chosen', async () => {
  const page = await browser.asAdmin('/', { language: 'ja' });
  await page.getByRole('heading', { name: '概要' }).waitFor();
  await page.getByRole('button', { name: '設定' }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
});

describe('who may speak to it', () => {
  test('a page of another origin gets neither the key nor an answer', async () => {
    const foreign = { origin: 'https://evil.example' };
    const operator = `${house.endpoint}/_utsuwa/console/operator`;
    expect((await fetch(operator, { method: 'POST', headers: foreign })).status).toBe(403);
    expect((await fetch(operator, { method: 'POST', headers: { origin: 'null' } })).status).toBe(403);
    expect((await fetch(operator, { method: 'POST' })).status).toBe(403);
    expect((await fetch(`${house.endpoint}/_utsuwa/health`, { headers: foreign })).status).toBe(403);
    const own = await fetch(operator, { method: 'POST', headers: { origin: house.endpoint } });
    expect(await own.json()).toMatchObject({ accessKeyId: house.admin.accessKeyId });
  });

  test('a foreign Host header is refused', async () => {
    const status = await new Promise((resolve, reject) => {
      const asked = request(`${house.endpoint}/_utsuwa/console/`, { headers: { host: 'evil.example' } });
      asked.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
      asked.end();
    });
    expect(status).toBe(403);
  });

  test('with a root key of one’s own, signing in takes a key', async () => {
    const guarded = await startHouse({ rootKey: { accessKeyId: 'mine', secretAccessKey: 'a secret' } });
    try {
      const operator = `${guarded.endpoint}/_utsuwa/console/operator`;
      expect(await (await fetch(operator)).json()).toMatchObject({ oneClick: false });
      const asked = await fetch(operator, { method: 'POST', headers: { origin: guarded.endpoint } });
      expect(asked.status).toBe(403);
    } finally {
      await guarded.close();
    }
  });

  test('the page’s policy allows scripts and styles from its own files alone', async () => {
    const page = await fetch(`${house.endpoint}/_utsuwa/console/iam/roles`);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(await page.text()).not.toMatch(/<script(?![^>]*\ssrc=)/);
  });

  test('names that are no files of the console lead to its page, and never out of its folder', async () => {
    const files = `${house.endpoint}/_utsuwa/console/`;
    expect((await fetch(`${files}assets/none.js`)).status).toBe(404);
    expect((await fetch(`${files}..%2f..%2fpackage.json`)).headers.get('content-type')).toMatch(
      /^text\/html/,
    );
    expect((await fetch(files, { method: 'DELETE' })).status).toBe(405);
  });
});

describe('what goes wrong on the way', () => {
  test('menus and breadcrumbs have addresses that open in a tab of their own', async () => {
    const page = await browser.asAdmin('/iam/policies/create');
    const menu = page.getByRole('link', { name: 'Activity', exact: true });
    expect(await menu.getAttribute('href')).toBe('/_utsuwa/console/activity');
    const crumb = page.getByRole('link', { name: 'Policies', exact: true }).last();
    expect(await crumb.getAttribute('href')).toBe('/_utsuwa/console/iam/policies');
  });

  test('an address that means nothing leads to the first page', async () => {
    const page = await browser.asAdmin('/iam/users/%E0%A4%A');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  test('keys that are deleted meanwhile lead to signing in again, at the same address', async () => {
    const iam = new IAMClient(house.client());
    await iam.send(new CreateUserCommand({ UserName: 'leaving' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'leaving' }));
    const AccessKeyId = AccessKey?.AccessKeyId ?? '';
    const secretAccessKey = AccessKey?.SecretAccessKey ?? '';
    const page = await browser.signedIn({ accessKeyId: AccessKeyId, secretAccessKey });
    await page.getByRole('button', { name: 'Why?' }).waitFor();
    await iam.send(new DeleteAccessKeyCommand({ UserName: 'leaving', AccessKeyId }));
    await page.getByRole('link', { name: 'Roles', exact: true }).first().click();
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    expect(page.url()).toContain('/iam/roles');
  });

  test('a page whose files did not come is asked for again, by a button and at the next visit, without signing out', async () => {
    const page = await browser.asAdmin('/');
    await page
      .getByRole('heading', { name: /^Overview|Welcome/ })
      .or(page.getByRole('main'))
      .first()
      .waitFor();
    const go = (name: string) =>
      page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    await page.route('**/assets/roles-page*', (route) => route.abort());
    await go('Roles');
    await page.getByText('This page failed').waitFor();
    await page.unroute('**/assets/roles-page*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: /^Roles/ }).waitFor();
    await page.context().setOffline(true);
    await go('Instance profiles');
    await page.getByText('This page failed').waitFor();
    await page.context().setOffline(false);
    await go('Roles');
    await page.getByRole('heading', { name: /^Roles/ }).waitFor();
    await go('Instance profiles');
    await page.getByRole('heading', { name: /^Instance profiles/ }).waitFor();
    await page.getByRole('button', { name: /admin/ }).first().waitFor();
  });

  test('a server that does not answer is told once, without words of a browser’s', async () => {
    const page = await browser.asAdmin();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.route('**/*', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await page.getByRole('link', { name: 'Instance profiles', exact: true }).first().click();
    await page.getByText('The server cannot be reached').first().waitFor();
    expect(await page.getByText('TypeError').count()).toBe(0);
  });
});

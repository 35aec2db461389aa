import { CreateUserCommand, DeleteUserCommand, IAMClient } from '@aws-sdk/client-iam';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { ConsoleBrowser } from './console-browser.ts';

let house: TestHouse;
let browser: ConsoleBrowser;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  browser = await ConsoleBrowser.open(house);
  iam = new IAMClient(house.client());
  const names = Array.from({ length: 60 }, (_, index) => `user-${index + 1}`);
  await Promise.all(names.map((UserName) => iam.send(new CreateUserCommand({ UserName }))));
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

/** Slow machines take longer than a second. */
const PATIENTLY = { timeout: 30_000 };

const menuOf = (page: Page) => page.getByRole('navigation', { name: 'Side navigation' });

/** Where the page's breadcrumbs, title and buttons stand. */
async function placesOf(page: Page): Promise<unknown> {
  const parts = [
    page.getByRole('navigation', { name: 'Breadcrumbs' }),
    page.getByRole('heading', { level: 1 }),
    page.getByRole('button', { name: 'Create user' }),
  ];
  return Promise.all(parts.map((part) => part.boundingBox()));
}

describe('the address', () => {
  test('keeps filter, sorting, page and tab, for Back and for loading anew; another way to the page begins anew', async () => {
    const page = await browser.asAdmin('/iam/users');
    const entries = await page.evaluate(() => history.length);
    await page.getByRole('columnheader', { name: 'User name' }).getByRole('button').click();
    await page.getByRole('columnheader', { name: 'User name' }).getByRole('button').click();
    await page.getByRole('button', { name: 'Next page' }).click();
    await expect.poll(() => new URL(page.url()).search, PATIENTLY).toBe('?sort=-name&page=2');
    await page.getByRole('searchbox', { name: 'Find: Users' }).fill('user-1');
    await expect.poll(() => new URL(page.url()).search, PATIENTLY).toBe('?sort=-name&find=user-1');
    expect(await page.evaluate(() => history.length)).toBe(entries);

    await page.getByRole('link', { name: 'user-12', exact: true }).click();
    await page.getByRole('tab', { name: 'Tags' }).click();
    await page.getByRole('button', { name: 'Manage tags' }).waitFor();
    expect(new URL(page.url()).search).toBe('?tab=tags');
    await page.reload();
    await page.getByRole('button', { name: 'Sign in as admin' }).click();
    await page.getByRole('tab', { name: 'Tags', selected: true }).waitFor();
    await page.goBack();
    await page.getByText('11 matches').first().waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('user-1');
    await page
      .getByRole('columnheader', { name: 'User name' })
      .and(page.locator('[aria-sort=descending]'))
      .waitFor();
    const [first] = await page.getByRole('row').getByRole('link').allTextContents();
    expect(first).toBe('user-19');

    await menuOf(page).getByRole('link', { name: 'Users' }).click();
    await expect.poll(() => new URL(page.url()).search, PATIENTLY).toBe('');
    await expect.poll(() => page.getByRole('searchbox').inputValue(), PATIENTLY).toBe('');
    await page.goto(`${house.endpoint}/_utsuwa/console/activity?find=GetUser&only=denied&also=console`);
    await page.getByRole('button', { name: 'Sign in as admin' }).click();
    await page.getByRole('checkbox', { name: 'Denied only', checked: true }).waitFor();
    await page.getByRole('checkbox', { name: 'Denied only' }).uncheck();
    await expect.poll(() => new URL(page.url()).search, PATIENTLY).toBe('?find=GetUser&also=console');
    await page
      .getByRole('row', { name: /iam:GetUser/ })
      .first()
      .waitFor();
  });
});

describe('notices', () => {
  test('what comes and goes moves nothing that somebody is about to click, nor covers the page’s end', async () => {
    const page = await browser.asAdmin('/iam/users?find=user-6');
    await page.getByRole('radio', { name: 'Select user-60' }).check();
    const places = await placesOf(page);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('user-60');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('The user user-60 is deleted.').waitFor();
    expect(await placesOf(page)).toEqual(places);

    // Asking again fails: what was answered stays, the error stands below it and goes again.
    await page.route('**/*', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    const lost = page.getByText('The server cannot be reached');
    await expect
      .poll(async () => {
        await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
        return lost.count();
      }, PATIENTLY)
      .toBeGreaterThan(0);
    await page.getByRole('link', { name: 'user-6', exact: true }).waitFor();
    expect(await placesOf(page)).toEqual(places);
    await page.unroute('**/*');
    // What was asked for again meanwhile may be answered before the click, and the button is gone.
    await expect
      .poll(async () => {
        const retry = page.getByRole('button', { name: 'Retry' }).first();
        await retry.click({ timeout: 1000 }).catch(() => undefined);
        return lost.count();
      }, PATIENTLY)
      .toBe(0);
    expect(await placesOf(page)).toEqual(places);

    await iam.send(new DeleteUserCommand({ UserName: 'user-6' }));
    await page.getByRole('link', { name: 'user-6', exact: true }).click();
    await page.getByText(/The user with name user-6 cannot be found/).waitFor();
    expect(await page.getByRole('button', { name: 'Delete' }).count()).toBe(0);
    expect(await page.getByRole('tab').count()).toBe(0);
  });
});

test('whoever signs in next sees nothing of what the one before was told', async () => {
  const page = await browser.asAdmin('/iam/users?find=user-5');
  await page.getByRole('radio', { name: 'Select user-50' }).check();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('user-50');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  const told = page.getByText('The user user-50 is deleted.');
  await told.waitFor();
  await page.getByRole('button', { name: /^Signed in as/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in as admin' }).click();
  await page.getByRole('radio', { name: 'Select user-51' }).waitFor();
  expect(await told.count()).toBe(0);
});

test('AWS’s refusal of a form stays while it is tried again, and its buttons where they are', async () => {
  const page = await browser.asAdmin('/s3/create-bucket');
  await page.getByLabel('Bucket name', { exact: true }).fill('Not-A-Name');
  const send = page.getByRole('button', { name: 'Create bucket' });
  await send.click();
  const refused = page.getByText('The specified bucket is not valid.');
  await refused.waitFor();
  await send.scrollIntoViewIfNeeded();
  const place = (await send.boundingBox())?.y;
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/*', async (route) => {
    if (route.request().method() === 'PUT') await held;
    await route.continue();
  });
  const asked = page.waitForRequest((request) => request.method() === 'PUT');
  await send.click();
  await asked;
  expect(await refused.count()).toBe(1);
  expect((await send.boundingBox())?.y).toBe(place);
  letGo();
  await page.waitForResponse((response) => response.request().method() === 'PUT');
  await refused.waitFor();
});

describe('what was typed and not saved', () => {
  const question = (page: Page) => page.getByRole('dialog', { name: 'Leave without saving?' });

  test('is asked about before a form is left for another page', async () => {
    const page = await browser.asAdmin('/s3/buckets');
    const way = page.getByRole('navigation', { name: 'Breadcrumbs' });
    const forms = [
      ['Buckets', 'Create bucket', 'Bucket name'],
      ['Functions', 'Create function', 'Function name'],
      ['Identity providers', 'Add provider', 'Provider URL'],
      ['Stacks', 'Create stack', 'Stack name'],
      ['Instances', 'Launch instance', 'Name'],
    ] as const;
    for (const [list, create, field] of forms) {
      await menuOf(page).getByRole('link', { name: list, exact: true }).click();
      await page.getByRole('heading', { level: 1, name: list }).waitFor();
      await page.getByRole('button', { name: create }).first().click();
      if (field === 'Stack name') await page.getByRole('button', { name: 'Next' }).click();
      const typed = page.getByLabel(field, { exact: true });
      await typed.fill('half-done');
      const address = page.url();
      await way.getByRole('link', { name: list }).click();
      await question(page).getByRole('button', { name: 'Stay' }).click();
      await expect.poll(() => question(page).count(), PATIENTLY).toBe(0);
      expect(await typed.inputValue()).toBe('half-done');
      expect(page.url()).toBe(address);
      await page.goBack();
      await question(page).getByRole('button', { name: 'Leave' }).click();
      await page.getByRole('heading', { level: 1, name: list }).waitFor();
    }
  });

  test('is asked about before somebody signs out, switches role or Region; the language leaves it as it is', async () => {
    const page = await browser.asAdmin('/s3/create-bucket');
    const typed = page.getByLabel(/^(Bucket name|バケット名)$/);
    await typed.fill('half-done');
    await page.getByRole('button', { name: 'Region: us-east-1' }).click();
    await page.getByRole('menuitem', { name: 'eu-west-1' }).click();
    await question(page).getByRole('button', { name: 'Stay' }).click();
    await page.getByRole('button', { name: /^Signed in as/ }).click();
    await page.getByRole('menuitem', { name: 'Switch role' }).click();
    await question(page).getByRole('button', { name: 'Stay' }).click();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('menuitem', { name: '日本語' }).click();
    await page.getByRole('heading', { name: 'バケットを作成' }).waitFor();
    expect(await typed.inputValue()).toBe('half-done');
    await page.getByRole('button', { name: /admin としてサインイン中$/ }).click();
    await page.getByRole('menuitem', { name: 'サインアウト' }).click();
    const asked = page.getByRole('dialog', { name: '保存せずに移動しますか?' });
    await asked.getByRole('button', { name: '移動する' }).click();
    await page.getByRole('heading', { name: 'サインイン', exact: true }).waitFor();
    await page.getByRole('button', { name: 'admin としてサインイン' }).click();
    expect(await typed.inputValue()).toBe('');
  });
});

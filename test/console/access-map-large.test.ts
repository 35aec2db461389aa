import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { launch, makePolicy, makeProfile, makeRole } from './seed-account.ts';

const ROLES = 300;
const INSTANCES = 100;

let house: TestHouse;
let browser: ConsoleBrowser;
beforeAll(async () => {
  house = await startHouse();
  browser = await ConsoleBrowser.open(house);
  const iam = new IAMClient(house.client());
  const ec2 = new EC2Client(house.client());
  for (let from = 0; from < ROLES; from += 10)
    await Promise.all(
      Array.from({ length: 10 }, async (_, place) => {
        const name = `worker-${from + place}`;
        await makeRole(iam, name, 'ec2.amazonaws.com');
        await makePolicy(iam, `policy-of-${name}`, name);
        await makeProfile(iam, name, name);
        if (from + place < INSTANCES) await launch(ec2, `server-${from + place}`, name);
      }),
    );
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

const drawn = (page: Page) => page.getByRole('region', { name: 'Access map' }).locator('.react-flow__node');

describe('the access map of an account with 1,000 nodes', () => {
  test('is drawn whole, without what is common to all of it; search finds one and leads there', async () => {
    const page = await browser.asAdmin('/access-map');
    await page.getByText(/^1000 of 100\d shown$/).waitFor();
    await drawn(page).first().waitFor();
    await page.getByRole('combobox', { name: 'Find by name or ARN' }).fill('server-73');
    await page.getByRole('option', { name: /^server-73/ }).click();
    await page.getByRole('heading', { name: 'server-73' }).waitFor();
    const node = drawn(page).and(page.getByLabel('Instance server-73'));
    await expect
      .poll(() => node.evaluate((element) => element.getBoundingClientRect().width))
      .toBeGreaterThan(150);
    // Only what is in sight is drawn.
    expect(await drawn(page).count()).toBeLessThan(200);
  });

  test('what is common to all is there when it is asked for', async () => {
    const page = await browser.asAdmin('/access-map');
    await page.getByText(/^1000 of 100\d shown$/).waitFor();
    await page.getByRole('button', { name: /^Kinds on the map/ }).click();
    await page.getByRole('option', { name: 'Trusted entity' }).click();
    await page.keyboard.press('Escape');
    await page.getByText(/^1001 of 100\d shown$/).waitFor();
    await drawn(page).first().waitFor();
    // All roles hang on one service: they stand in several columns beside it.
    await page.getByRole('button', { name: 'Show all' }).click();
    const sizeOf = async () => {
      const boxes = await drawn(page).evaluateAll((nodes) =>
        nodes.map((node) => node.getBoundingClientRect()).map(({ x, y }) => ({ x, y })),
      );
      const [xs, ys] = [boxes.map(({ x }) => x), boxes.map(({ y }) => y)];
      return (Math.max(...ys) - Math.min(...ys)) / (Math.max(...xs) - Math.min(...xs));
    };
    await expect.poll(() => drawn(page).count(), { timeout: 30_000 }).toBe(1001);
    expect(await sizeOf()).toBeLessThan(2);
    await page.getByRole('combobox', { name: 'Find by name or ARN' }).fill('ec2');
    await page.getByRole('option', { name: /^ec2/ }).click();
    await page.getByRole('button', { name: 'Focus on this' }).click();
    await page.getByText(/^Only what reaches ec2/).waitFor();
    const hub = drawn(page).and(page.getByLabel('AWS service ec2', { exact: true }));
    await hub.waitFor();
    expect((await hub.boundingBox())?.width).toBeGreaterThan(100);
    expect(
      await drawn(page)
        .and(page.getByLabel(/^Role worker-/))
        .count(),
    ).toBeGreaterThan(0);
  });
});

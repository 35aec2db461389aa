import { IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { makePolicy, makeProfile, makeRole } from './seed-account.ts';

/** The access map of an account of many roles that hang on nothing. */

let house: TestHouse;
let browser: ConsoleBrowser;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  browser = await ConsoleBrowser.open(house);
  iam = new IAMClient(house.client());
  for (let from = 0; from < 100; from += 10)
    await Promise.all(
      Array.from({ length: 10 }, (_, place) => makeRole(iam, `lone-${from + place}`, 'lambda.amazonaws.com')),
    );
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

test('lone roles alone are laid out in a grid; beside others they are left out until asked for', async () => {
  const page = await browser.asAdmin('/access-map');
  const drawn = page.getByRole('region', { name: 'Access map' }).locator('.react-flow__node');
  const alone = page.getByRole('checkbox', { name: 'Also what hangs on nothing' });
  await drawn.first().waitFor();
  const lefts = await drawn.evaluateAll(
    (nodes) => new Set(nodes.map((node) => Math.round(node.getBoundingClientRect().left))).size,
  );
  expect(lefts).toBeGreaterThan(2);

  await makePolicy(iam, 'policy-of-one', 'lone-1');
  await makeProfile(iam, 'empty');
  const again = await browser.asAdmin('/access-map');
  await again.getByText(/^[34] of \d+ shown$/).waitFor();
  const empty = again.getByRole('region', { name: 'Access map' }).getByLabel(/^Instance profile empty/);
  await empty.waitFor();
  expect((await empty.boundingBox())?.width).toBeGreaterThan(100);
  await again.getByRole('checkbox', { name: 'Also what hangs on nothing' }).check();
  await again.getByText(/^10\d of 1\d\d shown$/).waitFor();
  await alone.waitFor();
});

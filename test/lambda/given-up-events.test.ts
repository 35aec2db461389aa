import { InvokeCommand, PutFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { functionArn, openLambdaWorld, type LambdaWorld } from './lambda-world.ts';

/** What the operator reads: a message and why. */
const said: (readonly [message: string, why: unknown])[] = [];
let world: LambdaWorld;
beforeAll(async () => {
  world = await openLambdaWorld({ log: { error: (message, why) => said.push([message, why]) } });
});
afterAll(() => world.house.close());

async function giveUp(name: string, retries: number): Promise<readonly [string, unknown]> {
  await world.lambda.send(
    new PutFunctionEventInvokeConfigCommand({ FunctionName: name, MaximumRetryAttempts: retries }),
  );
  await world.lambda.send(new InvokeCommand({ FunctionName: name, InvocationType: 'Event' }));
  const found = () => said.find(([message]) => message.includes(`${functionArn(name)} `));
  await expect.poll(found, { timeout: 60_000 }).toBeDefined();
  return found() ?? ['', ''];
}

test('an event that is given up is told to the operator, with the log group to read and nothing that the function said', async () => {
  const name = await world.make({
    'index.mjs': `export const handler = async () => { throw new Error('a secret of its own'); };`,
  });
  const [message, why] = await giveUp(name, 1);
  expect(message).toMatch(/ was given up \(request [0-9a-f-]{36}, attempts: 2\)$/);
  expect(why).toBe(
    `the function failed; what it printed is in the log group /aws/lambda/${name}, if ${world.roleArn} may write there`,
  );
  expect(JSON.stringify(said)).not.toContain('a secret of its own');
});

test('so is one whose function this machine cannot run, by the reason', async () => {
  const name = await world.make({ a: '' }, { Runtime: 'java21' });
  const [message, why] = await giveUp(name, 0);
  expect(message).toMatch(/, attempts: 1\)$/);
  expect(why).toMatch(/^Utsuwa keeps functions of java21 and does not run them/);
});

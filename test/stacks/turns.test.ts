import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { refusal } from '../refusal.ts';
import { settled } from './settled.ts';

/** A stack that is worked on keeps nobody waiting. */

let house: TestHouse;
let stacks: CloudFormationClient;
let sts: STSClient;
beforeAll(async () => {
  house = await startHouse();
  stacks = new CloudFormationClient(house.client());
  sts = new STSClient(house.client());
});
afterAll(() => house.close());

const many = (count: number, Value: string, isChain = false) =>
  JSON.stringify({
    Resources: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `P${index}`,
        {
          Type: 'AWS::SSM::Parameter',
          Properties: { Type: 'String', Value },
          ...(isChain && index > 0 ? { DependsOn: `P${index - 1}` } : {}),
        },
      ]),
    ),
  });

test('requests are answered while a stack of 200 resources is made and removed', async () => {
  const StackName = 'many';
  await sts.send(new GetCallerIdentityCommand({}));
  const shareOfLongest = async (begun: Promise<unknown>, status: string, name: () => string) => {
    const start = performance.now();
    const work = { isDone: false };
    const done = begun.then(async () => settled(stacks, name())).finally(() => (work.isDone = true));
    const waits: number[] = [];
    while (!work.isDone) {
      const asked = performance.now();
      await sts.send(new GetCallerIdentityCommand({}));
      waits.push(performance.now() - asked);
    }
    expect((await done).StackStatus).toBe(status);
    expect(waits.length).toBeGreaterThan(10);
    return Math.max(...waits) / (performance.now() - start);
  };
  let id = '';
  const created = stacks
    .send(new CreateStackCommand({ StackName, TemplateBody: many(200, 'x') }))
    .then(({ StackId = '' }) => (id = StackId));
  expect(await shareOfLongest(created, 'CREATE_COMPLETE', () => id)).toBeLessThan(0.5);
  const deleted = stacks.send(new DeleteStackCommand({ StackName }));
  expect(await shareOfLongest(deleted, 'DELETE_COMPLETE', () => id)).toBeLessThan(0.5);
});

test('of several updates sent at once one is taken, and the others are refused', async () => {
  const StackName = 'chain';
  await stacks.send(new CreateStackCommand({ StackName, TemplateBody: many(100, 'x', true) }));
  const { StackId } = await settled(stacks, StackName);
  const refusals = await Promise.all(
    ['a', 'b', 'c', 'd', 'e'].map((value) =>
      refusal(stacks.send(new UpdateStackCommand({ StackName, TemplateBody: many(100, value, true) }))),
    ),
  );
  const refused = refusals.filter((one) => one !== undefined);
  expect(refused.map(({ message }) => message)).toEqual(
    Array.from(
      { length: 4 },
      () => `Stack:${StackId} is in UPDATE_IN_PROGRESS state and can not be updated.`,
    ),
  );
  expect((await settled(stacks, StackName)).StackStatus).toBe('UPDATE_COMPLETE');
});

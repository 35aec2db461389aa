import { readFile } from 'node:fs/promises';
import * as iam from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamService } from '../src/services/iam/service.ts';
import { startHouse } from './house.ts';
import { refusal } from './refusal.ts';

const served = new Set(iamService.operations.map(({ name }) => name));

/** The names of all of IAM's operations. */
async function operations(): Promise<readonly string[]> {
  const model = await readFile(new URL('../src/model/data/iam.json', import.meta.url), 'utf8');
  return Object.keys((JSON.parse(model) as { operations: Record<string, unknown> }).operations);
}

test("each operation of IAM's that is not served is named in docs/not-built.md", async () => {
  const text = await readFile(new URL('../docs/not-built.md', import.meta.url), 'utf8');
  const named = new Set(text.match(/\b[A-Z][A-Za-z]+\b/g));
  const forgotten = (await operations()).filter((name) => !served.has(name) && !named.has(name));
  expect(forgotten).toEqual([]);
});

test('each of them answers NotImplemented and names itself', async () => {
  const house = await startHouse();
  try {
    const client = new iam.IAMClient(house.client());
    const commands = iam as unknown as Record<string, new (input: object) => iam.ListUsersCommand>;
    const missing = (await operations()).filter((name) => !served.has(name));
    const answers = missing.map(async (name) => {
      const Command = commands[`${name}Command`];
      const refused = Command && (await refusal(client.send(new Command({}))));
      return [name, refused?.code, refused?.status, refused?.message.includes(name)];
    });
    expect(missing.length).toBeGreaterThan(10);
    expect(await Promise.all(answers)).toEqual(missing.map((name) => [name, 'NotImplemented', 501, true]));
  } finally {
    await house.close();
  }
});

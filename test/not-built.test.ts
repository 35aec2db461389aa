import { readFile } from 'node:fs/promises';
import { IAMClient, ListDelegationRequestsCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamService } from '../src/services/iam/service.ts';
import { startHouse } from './house.ts';
import { refusal } from './refusal.ts';

test("each operation of IAM's that is not served is named in docs/not-built.md", async () => {
  const model = await readFile(new URL('../src/model/data/iam.json', import.meta.url), 'utf8');
  const { operations } = JSON.parse(model) as { operations: Record<string, unknown> };
  const served = new Set(iamService.operations.map(({ name }) => name));
  const text = await readFile(new URL('../docs/not-built.md', import.meta.url), 'utf8');
  const named = new Set(text.match(/\b[A-Z][A-Za-z]+\b/g));
  const forgotten = Object.keys(operations).filter((name) => !served.has(name) && !named.has(name));
  expect(forgotten).toEqual([]);
});

test('what is not built answers NotImplemented and names itself', async () => {
  const house = await startHouse();
  try {
    const iam = new IAMClient(house.client());
    const refused = await refusal(iam.send(new ListDelegationRequestsCommand({})));
    expect(refused).toMatchObject({ code: 'NotImplemented', status: 501 });
    expect(refused?.message).toContain('ListDelegationRequests');
  } finally {
    await house.close();
  }
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../../store/open-store.ts';
import type { Store } from '../../../store/store.ts';
import type { StackData } from '../engine/records.ts';
import { insertStack } from './insert-stack.ts';

const ACCOUNT = '123456789012';

let store: Store;
beforeAll(async () => {
  ({ store } = await openStore({ kind: 'memory' }));
});
afterAll(() => store.close());

const stackAt = (number: number, isLive: 0 | 1) => ({
  id: `arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/s-${number}/${number}`,
  account_id: ACCOUNT,
  region: 'us-east-1',
  name: `s-${number}`,
  is_live: isLive,
  status: isLive === 1 ? 'CREATE_COMPLETE' : 'DELETE_COMPLETE',
  created_at: 0,
  deleted_at: null,
  parent_id: null,
  template: '{}',
  data: '{}',
});

test('an account has at most 2,000 stacks in a region; deleted ones do not count', async () => {
  const rows = Array.from({ length: 2000 }, (_, number) => stackAt(number, number === 0 ? 0 : 1));
  await store.write(async (tx) => {
    for (let at = 0; at < rows.length; at += 100)
      await tx
        .insertInto('stacks')
        .values(rows.slice(at, at + 100))
        .execute();
  });
  const { id, account_id: accountId, region, template, data } = stackAt(2000, 1);
  const create = (name: string, place = region) =>
    store.write((tx) =>
      insertStack(
        tx,
        { facts: {} },
        {
          ...{ id: `${id}-${name}`, accountId, region: place, name, status: 'CREATE_IN_PROGRESS', template },
          data: JSON.parse(data) as StackData,
        },
        1,
      ),
    );
  await create('the-last');
  await expect(create('one-too-many')).rejects.toMatchObject({
    code: 'LimitExceededException',
    status: 400,
    message: 'Limit for stack has been exceeded',
  });
  await create('elsewhere', 'eu-west-1');
});

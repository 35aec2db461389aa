import { afterEach, expect, test } from 'vitest';
import {
  ACCOUNT,
  documentOf,
  openInProcessHouse,
  type InProcessHouse,
} from '../../../test/in-process-house.ts';
import { AwsError } from '../../kernel/aws-error.ts';
import type { Caller } from '../../kernel/caller.ts';
import { explain } from '../../policy/explain.ts';
import { iamService } from '../../services/iam/service.ts';
import { BatchedRefusals, prune } from './refusals.ts';
import { recordOf, replayOf, type KeptRequest } from './request-record.ts';

let inside: InProcessHouse;
afterEach(() => inside.close());

const POLICY = documentOf(
  { Sid: 'Own', Effect: 'Allow', Action: 'iam:GetUser', Resource: '*' },
  {
    Sid: 'Never',
    Effect: 'Deny',
    Action: 'iam:*Role',
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } },
  },
);

async function refusedUser(): Promise<Caller> {
  inside = await openInProcessHouse({ iam: iamService });
  return inside.addUser('Bob', { policy: POLICY, tags: { team: 'blue' } });
}

/** @returns the authorization id in the refusal */
async function refuse(caller: Caller, name = 'R'): Promise<string> {
  const call = inside.call(caller, 'iam', 'GetRole', { RoleName: name });
  const error: unknown = await call.catch((refused: unknown) => refused);
  if (!(error instanceof AwsError)) throw new Error('the call was answered');
  return / with the following authorization id: ([\da-z]+)$/.exec(error.message)?.[1] ?? '';
}

const flush = () => (inside.house.refusals as BatchedRefusals).flush();
const find = (id: string) => inside.house.refusals.find(id);

/** What a kept request says when it is put before the engine again. */
function again(kept: KeptRequest | undefined) {
  const [evaluation] = kept?.record.evaluations ?? [];
  if (kept === undefined || evaluation === undefined) throw new Error('it was not kept');
  const { request, policies } = replayOf(kept, evaluation);
  return explain(request, policies);
}

test('IAM ends a denial with where its details are told, in AWS’s words, on this house', async () => {
  const bob = await refusedUser();
  const call = inside.call(bob, 'iam', 'GetRole', { RoleName: 'R' });
  await expect(call).rejects.toMatchObject({
    message: expect.stringMatching(
      new RegExp(
        '^User: .* with an explicit deny in an identity-based policy\\. Go to http://127\\.0\\.0\\.1:4566/_utsuwa/iam/home' +
          '\\?region=us-east-1#/authorization-details/([\\da-z]{20,}) for complete details, or call the ' +
          'GetRequestAuthorizationDetails API with the following authorization id: \\1$',
      ),
    ) as string,
  });
});

test('a refused request is found by either id, before it is written and after', async () => {
  const bob = await refusedUser();
  const id = await refuse(bob);
  const before = await find(id);
  await flush();
  const after = await find(id);
  expect(after?.record).toEqual(JSON.parse(JSON.stringify(before?.record)));
  expect(after?.documents).toEqual(before?.documents);
  expect((await find(after?.record.requestId ?? ''))?.record.authorizationId).toBe(id);
  expect(await find('unknown')).toBeUndefined();
});

test('what was kept decides again as it decided, though the policies are gone by then', async () => {
  const bob = await refusedUser();
  const id = await refuse(bob);
  const [entry] = inside.house.trail.recent(1);
  await inside.house.store.write(async (tx) => void (await tx.deleteFrom('inline_policies').execute()));
  await flush();
  const kept = await find(id);
  expect(kept?.record).toMatchObject({
    service: 'iam',
    operation: 'GetRole',
    accountId: ACCOUNT,
    caller: `arn:aws:iam::${ACCOUNT}:user/Bob`,
    errorCode: 'AccessDenied',
    evaluations: [
      {
        action: 'iam:GetRole',
        context: { 'aws:PrincipalTag/team': 'blue', 'aws:username': 'Bob', 'aws:PrincipalType': 'User' },
      },
    ],
    policies: [{ source: 'user Bob', attachedTo: `arn:aws:iam::${ACCOUNT}:user/Bob` }],
  });
  expect(again(kept).decision).toMatchObject({
    kind: 'explicit-deny',
    decidedBy: 'identity-based policy',
    statement: { sid: 'Never' },
  });
  expect(entry?.decisions[0]?.decision.kind).toBe('explicit-deny');
});

test('another node, and this one after a restart, finds what was written', async () => {
  const bob = await refusedUser();
  const id = await refuse(bob);
  await flush();
  const other = new BatchedRefusals(inside.house.store, inside.house.log);
  expect((await other.find(id))?.record.authorizationId).toBe(id);
  expect((await other.recent(10)).map((record) => record.authorizationId)).toEqual([id]);
});

test('an answered request is explained from memory alone', async () => {
  const bob = await refusedUser();
  await inside.call(bob, 'iam', 'GetUser', {});
  const [entry] = inside.house.trail.recent(1);
  if (entry === undefined) throw new Error('the trail is empty');
  expect(again(recordOf(entry)).decision).toMatchObject({ kind: 'allowed', statement: { sid: 'Own' } });
  await flush();
  expect(await find(entry.requestId)).toBeUndefined();
});

test('a flood is kept within bounds, and what is too old or too much is forgotten with its documents', async () => {
  const bob = await refusedUser();
  for (let i = 0; i < 5; i += 1) await refuse(bob, `R${i}`);
  await flush();
  const { store, refusals } = inside.house;
  const kept = await refusals.recent(10);
  expect(kept).toHaveLength(5);
  const documents = () =>
    store.read(async (tx) => (await tx.selectFrom('refusal_documents').select('digest').execute()).length);
  await store.write((tx) => prune(tx, 0, 1));
  expect((await refusals.recent(10)).length).toBeLessThanOrEqual(1);
  await store.write((tx) => prune(tx, Date.now() + 60_000, 100));
  expect(await refusals.recent(10)).toEqual([]);
  expect(await documents()).toBe(0);
});

test('no secret is kept', async () => {
  const bob = await refusedUser();
  const id = await refuse({ ...bob, accessKeyId: 'AKIAEXAMPLEEXAMPLE12' } as Caller);
  await flush();
  expect(JSON.stringify((await find(id))?.record)).not.toContain('AKIA');
});

test('of a request for a thousand permissions the refused ones are kept', async () => {
  const bob = await refusedUser();
  await refuse(bob);
  const [entry] = inside.house.trail.recent(1);
  const [refused] = entry?.decisions ?? [];
  if (entry === undefined || refused === undefined) throw new Error('the trail is empty');
  const decision = { allowed: true, kind: 'allowed', decidedBy: undefined } as const;
  const allowed = { ...refused, decision: { ...decision, policy: undefined, statement: undefined } };
  const decisions = [...Array.from({ length: 999 }, () => allowed), refused];
  inside.house.refusals.note({ ...entry, requestId: 'many', authorizationId: undefined, decisions });
  await flush();
  expect((await find('many'))?.record.evaluations).toHaveLength(1);
});

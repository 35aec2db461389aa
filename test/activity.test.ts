import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import {
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetUserCommand,
  IAMClient,
  ListUsersCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signRequest } from '../src/credentials/sign-request.ts';
import type { ToldEdit, ToldRequest } from '../src/kernel/told-request.ts';
import { AccountWorld, type Someone } from './account-world.ts';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { allow, documentOf } from './in-process-house.ts';
import { refusal } from './refusal.ts';

/** Why a request was decided as it was, for those who are not the operator; and what a change would do. */

const READS = 'iam:GetRequestAuthorizationDetails';

let house: TestHouse;
let world: AccountWorld;
let ann: Someone;
/** May ask why. */
let reader: Someone;
/** Ann's refused request. */
let refusedId: string;
beforeAll(async () => {
  house = await startHouse();
  world = new AccountWorld(house, ACCOUNT, house.admin);
  ann = await world.user('ann', { policy: allow('s3:ListAllMyBuckets') });
  reader = await world.user('reader', { policy: allow(READS) });
  const refused = await refusal(iamOf(ann.keys).send(new GetUserCommand({ UserName: 'ann' })));
  refusedId = /authorization id: ([\da-z]+)$/.exec(refused?.message ?? '')?.[1] ?? '';
});
afterAll(() => house.close());

const iamOf = (keys: Credentials) => new IAMClient(house.client(keys));

interface Answer<T> {
  readonly status: number;
  readonly body: T & { readonly error?: string; readonly message?: string };
}

async function ask<T = ToldRequest>(
  path: string,
  keys: Credentials | undefined = reader.keys,
  body?: object | string,
): Promise<Answer<T>> {
  const method = body === undefined ? 'GET' : 'POST';
  const text = typeof body === 'object' ? JSON.stringify(body) : body;
  const route = `/_utsuwa/activity/${path}`;
  const signed = signRequest({
    ...{ method, path: route, headers: { host: `127.0.0.1:${house.port}` }, body: text ?? '' },
    ...{ ...keys, region: 'us-east-1', service: 'cloudtrail', now: Date.now() },
  });
  const response = await fetch(`${house.endpoint}${route}`, {
    method,
    headers: signed,
    ...(text === undefined ? {} : { body: text }),
  });
  return { status: response.status, body: (await response.json()) as Answer<T>['body'] };
}

/** The newest request with a name, as CloudTrail tells it. */
async function lastOf(name: string): Promise<string> {
  const { Events = [] } = await new CloudTrailClient(house.client()).send(
    new LookupEventsCommand({ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }] }),
  );
  return Events[0]?.EventId ?? '';
}

interface Preview {
  readonly evaluations: readonly { readonly before: string; readonly after: string }[];
  readonly after: ToldRequest;
  readonly others: readonly object[];
}

/** Does in a preview what is proposed. */
const proposed = ({ evaluations }: ToldRequest) =>
  evaluations.flatMap(({ edits = [] }, evaluation) =>
    edits.map(({ place, type, level, document }: ToldEdit) =>
      place === undefined ? { type, level, evaluation, document } : { place, document },
    ),
  );

const preview = (id: string, policies: readonly object[]) =>
  ask<Preview>(`${id}/preview`, reader.keys, { policies });

test('a refused request is told by either of its ids, with the documents as they stand', async () => {
  const { status, body } = await ask(refusedId);
  expect(status).toBe(200);
  const [evaluation] = body.evaluations;
  expect(evaluation).toMatchObject({
    action: 'iam:GetUser',
    resource: ann.arn,
    decision: 'implicit-deny',
    policies: [{ place: 0, document: 0, source: 'user ann', statements: [{ index: 0, decided: false }] }],
    edits: [{ type: 'identity-based policy', document: expect.stringContaining('iam:GetUser') as string }],
  });
  expect(body.documents).toEqual([allow('s3:ListAllMyBuckets')]);
  const byRequest = await ask(await lastOf('GetUser'));
  expect(byRequest.body.authorizationId).toBe(refusedId);
});

test('an answered request is told while the trail remembers it, the statement that allowed it marked', async () => {
  const policy = documentOf(
    { Sid: 'Other', Effect: 'Allow', Action: 'ec2:*', Resource: '*' },
    { Sid: 'This', Effect: 'Allow', Action: 'iam:List*', Resource: '*' },
  );
  const lister = await world.user('lister', { policy });
  await iamOf(lister.keys).send(new ListUsersCommand({}));
  const { body } = await ask(await lastOf('ListUsers'));
  expect(body).toMatchObject({ caller: lister.arn, evaluations: [{ decision: 'allowed' }] });
  const statements = body.evaluations[0]?.policies[0]?.statements;
  expect(statements?.map(({ sid, decided }) => [sid, decided])).toEqual([
    ['Other', false],
    ['This', true],
  ]);
});

describe('who may ask', () => {
  test('nobody without the permission: refused in AWS’s words, and in the trail', async () => {
    const { status, body } = await ask(refusedId, ann.keys);
    expect([status, body.error]).toEqual([403, 'AccessDeniedException']);
    expect(body.message).toContain(`User: ${ann.arn} is not authorized to perform: ${READS}`);
    expect((await ask(await lastOf('ExplainRequest'))).body).toMatchObject({
      caller: ann.arn,
      errorCode: 'AccessDeniedException',
    });
  });

  test('nobody unsigned, and nobody with a wrong key', async () => {
    const unsigned = await fetch(`${house.endpoint}/_utsuwa/activity/${refusedId}`);
    expect(unsigned.status).toBe(400);
    const wrong = await ask(refusedId, { ...reader.keys, secretAccessKey: 'wrong' });
    expect([wrong.status, wrong.body.error]).toEqual([400, 'InvalidSignatureException']);
  });

  test('another account learns nothing, not even that there is one', async () => {
    const other = await AccountWorld.outsider(house);
    const { status, body } = await ask(refusedId, other.admin);
    expect([status, body.error]).toEqual([404, 'ResourceNotFoundException']);
    expect((await ask('0123456789abcdef', other.admin)).body.message).toBe(
      body.message?.replace(refusedId, '0123456789abcdef'),
    );
  });

  test('an account of the same organization may', async () => {
    await new OrganizationsClient(house.client()).send(new CreateOrganizationCommand({}));
    const member = await AccountWorld.member(house, 'member');
    expect((await ask(refusedId, member.admin)).status).toBe(200);
  });

  test('what nobody signed is the resource’s owner’s to ask about', async () => {
    await new S3Client({ ...house.client(), forcePathStyle: true }).send(
      new CreateBucketCommand({ Bucket: 'open' }),
    );
    expect((await fetch(`${house.endpoint}/open/a`)).status).toBe(403);
    const { body } = await ask(await lastOf('GetObject'));
    expect(body).toMatchObject({ caller: 'anonymous', evaluations: [{ decision: 'implicit-deny' }] });
  });
});

describe('what would allow it is told of the policies that stand now', () => {
  const DENIALS = (...keys: readonly string[]) =>
    documentOf(
      { Sid: 'All', Effect: 'Allow', Action: 's3:*', Resource: '*' },
      ...keys.map((key) => ({
        ...{ Sid: key, Effect: 'Deny', Action: 's3:GetObject', Resource: `arn:aws:s3:::pots/${key}` },
      })),
    );
  const s3Of = (keys: Credentials) => new S3Client({ ...house.client(keys), forcePathStyle: true });
  /** Asks for an object, and answers the refused request's id. */
  const refusedGet = async (who: Someone, Key: string): Promise<string> => {
    await refusal(s3Of(who.keys).send(new GetObjectCommand({ Bucket: 'pots', Key })));
    return lastOf('GetObject');
  };
  const documentNow = async (PolicyArn: string): Promise<string> => {
    const iam = iamOf(house.admin);
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const { PolicyVersion } = await iam.send(
      new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId ?? '' }),
    );
    return decodeURIComponent(PolicyVersion?.Document ?? '');
  };
  const edited = ({ evaluations }: ToldRequest) => evaluations[0]?.edits?.map(({ document }) => document);
  const sids = (document = '{}') =>
    ((JSON.parse(document) as { Statement?: { Sid: string }[] }).Statement ?? []).map(({ Sid }) => Sid);

  test('two old denials of one managed policy, mended one after the other, both hold; what came between stays', async () => {
    await s3Of(house.admin).send(new CreateBucketCommand({ Bucket: 'pots' }));
    const eve = await world.user('eve');
    const iam = iamOf(house.admin);
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: 'Pots', PolicyDocument: DENIALS('a', 'b') }),
    );
    const PolicyArn = Policy?.Arn ?? '';
    const save = (PolicyDocument = '') =>
      iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
    await iam.send(new AttachUserPolicyCommand({ UserName: 'eve', PolicyArn }));
    const first = await refusedGet(eve, 'a');
    const second = await refusedGet(eve, 'b');
    expect((await ask(second)).body.present).toBeUndefined();
    await save(edited((await ask(first)).body)?.[0]);
    expect(sids(await documentNow(PolicyArn))).toEqual(['All', 'b']);
    await save(DENIALS('b', 'c'));
    const told = (await ask(second)).body;
    expect(sids(edited(told)?.[0])).toEqual(['All', 'c']);
    // It tells of the policies as they were then, too.
    expect(told.documents.map(sids)).toEqual([['All', 'a', 'b']]);
    expect(told.present?.documents.map(sids)).toEqual([['All', 'b', 'c']]);
    expect((await preview(second, proposed(told))).body.evaluations[0]?.after).toBe('allowed');
    await save(edited(told)?.[0]);
    expect(sids(await documentNow(PolicyArn))).toEqual(['All', 'c']);
    for (const id of [first, second]) {
      const { body } = await ask(id);
      expect(body.evaluations[0]).toMatchObject({ decision: 'explicit-deny', edits: [] });
      expect(body.present?.evaluations[0]?.decision).toBe('allowed');
    }
  });

  test('inline policies, a bucket’s and a role’s trust policy likewise, and what was attached since', async () => {
    const fay = await world.user('fay', { policy: DENIALS('x') });
    const inline = await refusedGet(fay, 'x');
    const iam = iamOf(house.admin);
    const own = { UserName: 'fay', PolicyName: 'own' };
    await iam.send(new PutUserPolicyCommand({ ...own, PolicyDocument: DENIALS('x', 'y') }));
    expect(edited((await ask(inline)).body)?.map(sids)).toEqual([['All', 'y']]);
    await iam.send(
      new PutUserPolicyCommand({ UserName: 'fay', PolicyName: 'more', PolicyDocument: DENIALS('x') }),
    );
    expect(edited((await ask(inline)).body)?.map(sids)).toEqual([['All'], ['All', 'y']]);

    const bucketDenial = (Sid: string) => ({
      ...{ Sid, Effect: 'Deny', Principal: '*', Action: 's3:GetObject' },
      Resource: `arn:aws:s3:::pots/${Sid}`,
    });
    const put = (...keys: readonly string[]) =>
      s3Of(house.admin).send(
        new PutBucketPolicyCommand({ Bucket: 'pots', Policy: documentOf(...keys.map(bucketDenial)) }),
      );
    await put('z');
    const ofBucket = await refusedGet(fay, 'z');
    await put('z', 'zz');
    const told = (await ask(ofBucket)).body;
    expect(edited(told)?.map(sids)).toEqual([['z', 'zz']]);
    expect(edited(told)?.[0]).toContain(fay.arn);
    await s3Of(house.admin).send(new DeleteBucketPolicyCommand({ Bucket: 'pots' }));
    expect(edited((await ask(ofBucket)).body)).toEqual([]);

    const trust = (...sid: readonly string[]) =>
      documentOf(
        ...sid.map((Sid) => ({
          ...{ Sid, Effect: 'Allow', Principal: { AWS: reader.arn }, Action: 'sts:AssumeRole' },
        })),
      );
    const role = { RoleName: 'Kiln', AssumeRolePolicyDocument: trust('one') };
    await iam.send(new CreateRoleCommand(role));
    const RoleArn = `arn:aws:iam::${ACCOUNT}:role/Kiln`;
    await refusal(
      new STSClient(house.client(fay.keys)).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'day' })),
    );
    const ofRole = await lastOf('AssumeRole');
    const PolicyDocument = trust('one', 'two');
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'Kiln', PolicyDocument }));
    expect(edited((await ask(ofRole)).body)?.map(sids)).toContainEqual(['one', 'two', undefined]);
  });
});

describe('a preview says what a change would do, and changes nothing', () => {
  test('what is proposed allows the request', async () => {
    const told = (await ask(refusedId)).body;
    const { status, body } = await preview(refusedId, proposed(told));
    expect(status).toBe(200);
    expect(body.evaluations).toEqual([
      { action: 'iam:GetUser', resource: ann.arn, before: 'implicit-deny', after: 'allowed' },
    ]);
    expect(body.after.evaluations[0]?.policies.at(-1)).toMatchObject({
      name: 'proposed',
      statements: [{ decided: true }],
    });
    const again = await refusal(iamOf(ann.keys).send(new GetUserCommand({ UserName: 'ann' })));
    expect(again?.code).toBe('AccessDenied');
  });

  test('the caller’s other requests are told by the same proposal, each kind once', async () => {
    const ben = await world.user('ben', { policy: allow('s3:ListAllMyBuckets') });
    const call = () => refusal(iamOf(ben.keys).send(new ListUsersCommand({})));
    await call();
    await call();
    await refusal(iamOf(ben.keys).send(new GetUserCommand({ UserName: 'ben' })));
    const id = await lastOf('GetUser');
    const { body } = await preview(id, [{ place: 0, document: allow('iam:*') }]);
    expect(body.others).toMatchObject([
      { operation: 'ListUsers', action: 'iam:ListUsers', before: 'implicit-deny', after: 'allowed' },
    ]);
    const unrelated = await preview(id, [{ place: 0, document: allow('s3:*') }]);
    expect(unrelated.body.others).toMatchObject([{ after: 'implicit-deny' }]);
  });

  test('a document in place of another; a Deny in it counts', async () => {
    const allowing = await preview(refusedId, [{ place: 0, document: allow('iam:*') }]);
    expect(allowing.body.evaluations[0]?.after).toBe('allowed');
    const denying = documentOf({ Effect: 'Deny', Action: '*', Resource: '*' });
    const both = await preview(refusedId, [
      { place: 0, document: allow('iam:*') },
      { type: 'identity-based policy', document: denying },
    ]);
    expect(both.body.evaluations[0]?.after).toBe('explicit-deny');
    const bound = await preview(refusedId, [
      { place: 0, document: allow('iam:*') },
      { type: 'permissions boundary', document: allow('s3:*') },
    ]);
    expect(bound.body.after.evaluations[0]).toMatchObject({
      decision: 'implicit-deny',
      decidedBy: 'permissions boundary',
    });
    expect((await preview(refusedId, [])).body.evaluations[0]?.after).toBe('implicit-deny');
  });

  test('a role’s trust policy names users as IAM shows it, not by the ids that it is stored with', async () => {
    const trust = documentOf({ Effect: 'Allow', Principal: { AWS: reader.arn }, Action: 'sts:AssumeRole' });
    await iamOf(house.admin).send(
      new CreateRoleCommand({ RoleName: 'Job', AssumeRolePolicyDocument: trust }),
    );
    const assume = new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/Job`,
      RoleSessionName: 'session',
    });
    await refusal(new STSClient(house.client(ann.keys)).send(assume));
    const id = await lastOf('AssumeRole');
    const told = (await ask(id)).body;
    expect(told.documents).toContain(trust);
    expect(told.evaluations[0]?.edits?.[0]?.document).toContain(reader.arn);
    const { body } = await preview(id, proposed(told));
    expect(body.evaluations[0]).toMatchObject({ before: 'implicit-deny', after: 'allowed' });
  });

  test('a bucket that has no policy gets one', async () => {
    const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'shared' }));
    const other = await AccountWorld.member(house, 'guest');
    const guest = await other.user('guest', { policy: allow('s3:*') });
    const theirs = new S3Client({ ...house.client(guest.keys), forcePathStyle: true });
    await refusal(theirs.send(new GetObjectCommand({ Bucket: 'shared', Key: 'a' })));
    const id = await lastIn(other, 'GetObject');
    const told = (await ask(id)).body;
    expect((await preview(id, proposed(told))).body.evaluations[0]?.after).toBe('allowed');
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket: 'shared',
        Policy: documentOf({
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::shared/*',
        }),
      }),
    );
    await refusal(theirs.send(new GetObjectCommand({ Bucket: 'shared', Key: 'a' })));
    const denied = await lastIn(other, 'GetObject');
    expect((await preview(denied, proposed((await ask(denied)).body))).body.evaluations[0]).toMatchObject({
      before: 'explicit-deny',
      after: 'allowed',
    });
  });

  test('documents and places that cannot be are told, by their place', async () => {
    const problem = async (policies: unknown) => {
      const { status, body } = await ask(`${refusedId}/preview`, reader.keys, { policies });
      return [status, body.error, body.message];
    };
    expect(await problem('none')).toEqual([400, 'InvalidRequest', '`policies` must be a list']);
    expect(await problem([3])).toEqual([400, 'InvalidRequest', '`policies[0]` must be an object']);
    expect(await problem([{ place: 9, document: '{}' }])).toEqual([
      ...[400, 'InvalidRequest', "`policies[0].place` must be the place of one of the request's policies"],
    ]);
    expect((await problem([{ type: 'whim', document: '{}' }]))[1]).toBe('InvalidRequest');
    expect((await problem([{ place: 0 }]))[2]).toBe('`policies[0].document` must be a text');
    expect(await problem([{ place: 0, document: '{\n"Version"' }])).toEqual([
      ...[400, 'MalformedPolicyDocument', 'policies[0]: Syntax errors in policy. (line 2, column 10)'],
    ]);
    expect((await problem(Array.from({ length: 21 }, () => ({}))))[0]).toBe(400);
    const large = await ask(`${refusedId}/preview`, reader.keys, 'x'.repeat(70_000));
    expect([large.status, large.body.error]).toEqual([413, 'RequestEntityTooLarge']);
    const noJson = await ask(`${refusedId}/preview`, reader.keys, '[');
    expect([noJson.status, noJson.body.message]).toEqual([400, 'the body must be a JSON object']);
  });
});

async function lastIn(account: AccountWorld, name: string): Promise<string> {
  const { Events = [] } = await new CloudTrailClient(house.client(account.admin)).send(
    new LookupEventsCommand({ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }] }),
  );
  return Events[0]?.EventId ?? '';
}

test('a denial’s link leads a browser to the console’s page, its fragment along', async () => {
  const link = `${house.endpoint}/_utsuwa/iam/home?region=us-east-1`;
  const browser = await fetch(link, {
    redirect: 'manual',
    headers: { accept: 'text/html,application/xhtml+xml' },
  });
  expect([browser.status, browser.headers.get('location')]).toEqual([302, '/_utsuwa/console/activity']);
  expect(await (await fetch(link)).json()).toMatchObject({ message: expect.any(String) as string });
});

test('AWS’s published tables of actions are there for everyone, in AWS’s form', async () => {
  const at = (path: string) => fetch(`${house.endpoint}/_utsuwa/service-reference${path}`);
  expect(await (await at('')).json()).toContainEqual({ service: 's3' });
  const s3 = (await (await at('/s3')).json()) as { Name: string; Actions: object[] };
  expect(s3.Name).toBe('s3');
  expect(s3.Actions).toContainEqual(expect.objectContaining({ Name: 'ListBucket' }));
  expect((await at('/ghost')).status).toBe(404);
});

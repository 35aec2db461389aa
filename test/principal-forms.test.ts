import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountWorld, type Someone } from './account-world.ts';
import { startHouse, type TestHouse } from './house.ts';
import { policyOf, type Statement } from './identities.ts';
import { refusal } from './refusal.ts';

/**
 * What a bucket policy's Allow makes needless, within one account, by the form in which it names the
 * caller: AWS's table of principals, row by row, over real requests.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */

const BUCKET = 'principal-forms';

/** Does not allow what is asked for. */
const ELSEWHERE = policyOf({ Effect: 'Allow', Action: ['ec2:*', 'sts:*'], Resource: '*' });
/** Does. */
const HERE = policyOf({ Effect: 'Allow', Action: ['s3:*', 'sts:*'], Resource: '*' });

/** Which of the caller's own policies does not allow it. */
type Lack = 'identity policy' | 'permissions boundary' | 'session policy';
type CallerKind = 'user' | 'role session' | 'federated user';

/** A row's outcome: `allowed`, or the kind of policy for want of which it is refused. */
type Outcome = 'allowed' | 'identity-based policy' | 'permissions boundary' | 'session policy';

interface Row {
  readonly named:
    | 'user'
    | 'role'
    | 'session'
    | 'federated user'
    | 'account'
    | 'account root'
    | 'canonical user'
    | 'everyone';
  /** Whether the statement asks for the caller's own ARN in `aws:PrincipalArn` too. */
  readonly conditioned?: boolean;
  readonly caller: CallerKind;
  readonly outcomes: Readonly<Partial<Record<Lack, Outcome>>>;
}

const IDENTITY = 'identity policy';
const BOUNDARY = 'permissions boundary';
const SESSION = 'session policy';
const NEEDLESS = { [IDENTITY]: 'allowed', [BOUNDARY]: 'allowed', [SESSION]: 'allowed' } as const;
const LIMITING = {
  [IDENTITY]: 'identity-based policy',
  [BOUNDARY]: 'permissions boundary',
  [SESSION]: 'session policy',
} as const;
const { [SESSION]: _none, ...USER_NEEDLESS } = NEEDLESS;
const { [SESSION]: _neither, ...USER_LIMITING } = LIMITING;

const ROWS: readonly Row[] = [
  { named: 'user', caller: 'user', outcomes: USER_NEEDLESS },
  { named: 'role', caller: 'role session', outcomes: { ...LIMITING, [IDENTITY]: 'allowed' } },
  { named: 'session', caller: 'role session', outcomes: NEEDLESS },
  { named: 'federated user', caller: 'federated user', outcomes: NEEDLESS },
  { named: 'user', caller: 'federated user', outcomes: { ...LIMITING, [IDENTITY]: 'allowed' } },
  { named: 'account', caller: 'user', outcomes: USER_LIMITING },
  { named: 'account', caller: 'role session', outcomes: LIMITING },
  { named: 'account', caller: 'federated user', outcomes: LIMITING },
  { named: 'account root', caller: 'user', outcomes: USER_LIMITING },
  { named: 'canonical user', caller: 'user', outcomes: USER_LIMITING },
  { named: 'canonical user', caller: 'role session', outcomes: LIMITING },
  { named: 'account', conditioned: true, caller: 'user', outcomes: USER_LIMITING },
  { named: 'account', conditioned: true, caller: 'role session', outcomes: LIMITING },
  { named: 'everyone', caller: 'user', outcomes: USER_NEEDLESS },
  { named: 'everyone', caller: 'role session', outcomes: NEEDLESS },
  { named: 'everyone', caller: 'federated user', outcomes: NEEDLESS },
  { named: 'everyone', conditioned: true, caller: 'role session', outcomes: NEEDLESS },
];

const CASES = ROWS.flatMap((row) =>
  Object.entries(row.outcomes).map(([lack, outcome]) => ({ ...row, lack: lack as Lack, outcome })),
);

let house: TestHouse;
let account: AccountWorld;
/** The account's canonical user id, as S3 tells it. */
let canonicalUser: string;
/** Each caller with the user or role behind it, by kind and by the policy that it lacks. */
const callers = new Map<string, { readonly someone: Someone; readonly behind: string }>();

beforeAll(async () => {
  house = await startHouse();
  account = await AccountWorld.outsider(house);
  const [here, elsewhere] = [
    await account.managedPolicy('here', HERE),
    await account.managedPolicy('elsewhere', ELSEWHERE),
  ];
  const lacks: readonly Lack[] = [IDENTITY, BOUNDARY, SESSION];
  for (const [n, lack] of lacks.entries()) {
    const given = {
      policy: lack === IDENTITY ? ELSEWHERE : HERE,
      boundary: lack === BOUNDARY ? elsewhere : here,
    };
    const policy = lack === SESSION ? ELSEWHERE : HERE;
    const user = await account.user(`user-${n}`, given);
    if (lack !== SESSION) callers.set(`user ${lack}`, { someone: user, behind: user.arn });
    const role = await account.role(`Role${n}`, given);
    const session = await account.session(role, `session-${n}`, { policy });
    callers.set(`role session ${lack}`, { someone: session, behind: role });
    const federated = await account.federated(user, `federated-${n}`, policy);
    callers.set(`federated user ${lack}`, { someone: federated, behind: user.arn });
  }
  await makeBucket();
});
afterAll(() => house.close());

function callerOf({ caller, lack }: { readonly caller: CallerKind; readonly lack: Lack }) {
  const found = callers.get(`${caller} ${lack}`);
  if (found === undefined) throw new Error(`there is no ${caller} without ${lack}`);
  return found;
}

/** The statement that a row is about, for one object of its own. */
function statementOf(row: (typeof CASES)[number], index: number): Statement {
  const { someone, behind } = callerOf(row);
  const names = {
    user: behind,
    role: behind,
    session: someone.arn,
    'federated user': someone.arn,
    account: account.id,
    'account root': `arn:aws:iam::${account.id}:root`,
    'canonical user': canonicalUser,
    everyone: '*',
  };
  const kind = row.named === 'canonical user' ? 'CanonicalUser' : 'AWS';
  return {
    Effect: 'Allow',
    Principal: { [kind]: names[row.named] },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${BUCKET}/${index}`,
    ...(row.conditioned === true ? { Condition: { ArnEquals: { 'aws:PrincipalArn': behind } } } : {}),
  };
}

async function makeBucket(): Promise<void> {
  const s3 = admin();
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  canonicalUser = (await s3.send(new ListBucketsCommand({}))).Owner?.ID ?? '';
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket: BUCKET }));
  for (const index of [...CASES.keys(), 'exempt']) {
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: String(index), Body: 'x' }));
  }
  const Policy = policyOf(...CASES.map(statementOf));
  await s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy }));
}

function admin(): S3Client {
  return new S3Client({ ...house.client(account.admin), forcePathStyle: true });
}

async function reasonOf({ keys }: Someone, Key: string): Promise<string | undefined> {
  const s3 = new S3Client({ ...house.client(keys), forcePathStyle: true });
  const refused = await refusal(s3.send(new GetObjectCommand({ Bucket: BUCKET, Key })));
  return refused && (/ (because no .* allows|with an explicit deny in .*)/.exec(refused.message)?.[1] ?? '?');
}

describe('a bucket policy that names', () => {
  test.each(CASES.map((row, index) => [title(row), row, index] as const))(
    '%s',
    async (_title, row, index) => {
      const reason = await reasonOf(callerOf(row).someone, String(index));
      expect(reason).toBe(row.outcome === 'allowed' ? undefined : `because no ${row.outcome} allows`);
    },
  );

  function title({ named, conditioned, caller, lack, outcome }: (typeof CASES)[number]): string {
    const condition = conditioned === true ? ', with aws:PrincipalArn,' : '';
    const verdict = outcome === 'allowed' ? 'allows' : 'does not suffice for';
    return `the ${named}${condition} ${verdict} a ${caller} whose ${lack} does not`;
  }
});

describe('a Deny with NotPrincipal', () => {
  test('exempts whom it lists, unless a permissions boundary is set', async () => {
    const { someone: bounded } = callerOf({ caller: 'user', lack: IDENTITY });
    const listed = await account.user('listed', { policy: HERE });
    const other = await account.user('other', { policy: HERE });
    const root = `arn:aws:iam::${account.id}:root`;
    const Policy = policyOf({
      Effect: 'Deny',
      NotPrincipal: { AWS: [root, listed.arn, bounded.arn] },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${BUCKET}/exempt`,
    });
    await admin().send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy }));
    expect(await reasonOf(listed, 'exempt')).toBeUndefined();
    const denied = 'with an explicit deny in a resource-based policy';
    expect(await reasonOf(other, 'exempt')).toBe(denied);
    expect(await reasonOf(bounded, 'exempt')).toBe(denied);
  });

  test('exempts a role session only when account, role and session are listed', async () => {
    const role = await account.role('Exempt', { policy: HERE });
    const session = await account.session(role, 'listed');
    const root = `arn:aws:iam::${account.id}:root`;
    const listing = async (AWS: readonly string[]) => {
      const Policy = policyOf({
        Effect: 'Deny',
        NotPrincipal: { AWS },
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${BUCKET}/exempt`,
      });
      await admin().send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy }));
      return reasonOf(session, 'exempt');
    };
    const denied = 'with an explicit deny in a resource-based policy';
    expect(await listing([root, role, session.arn])).toBeUndefined();
    expect(await listing([root, role])).toBe(denied);
    expect(await listing([root, session.arn])).toBe(denied);
    expect(await listing([role, session.arn])).toBe(denied);
  });
});

describe('a canonical user id', () => {
  const Action = 's3:GetObject';
  const Resource = `arn:aws:s3:::${BUCKET}/exempt`;

  test("lets the account in, of whoever's bucket, and is shown as the account's root", async () => {
    const neighbour = await AccountWorld.outsider(house);
    const visitor = await neighbour.user('visitor', { policy: HERE });
    const theirs = new S3Client({ ...house.client(neighbour.admin), forcePathStyle: true });
    const { Owner } = await theirs.send(new ListBucketsCommand({}));
    expect(Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    expect(Owner?.ID).not.toBe(canonicalUser);
    expect(await reasonOf(visitor, 'exempt')).toBe('?');
    const Policy = policyOf({ Effect: 'Allow', Principal: { CanonicalUser: Owner?.ID }, Action, Resource });
    await admin().send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy }));
    expect(await reasonOf(visitor, 'exempt')).toBeUndefined();
    const shown = await admin().send(new GetBucketPolicyCommand({ Bucket: BUCKET }));
    expect(JSON.parse(shown.Policy ?? '')).toMatchObject({
      Statement: [{ Principal: { AWS: `arn:aws:iam::${neighbour.id}:root` } }],
    });
  });

  test('of no account is refused', async () => {
    const Policy = policyOf({
      Effect: 'Allow',
      Principal: { CanonicalUser: 'f'.repeat(64) },
      Action,
      Resource,
    });
    const put = admin().send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy }));
    expect(await refusal(put)).toMatchObject({
      code: 'MalformedPolicy',
      message: 'Invalid principal in policy',
    });
  });
});

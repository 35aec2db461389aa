import {
  AttachPolicyCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  DetachPolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  OrganizationsClient,
  type PolicyType,
} from '@aws-sdk/client-organizations';
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountWorld, type Someone } from './account-world.ts';
import { startHouse, type TestHouse } from './house.ts';
import { policyOf } from './identities.ts';
import { startIdentityProvider, TokenKey } from './identity-provider.ts';
import { refusal } from './refusal.ts';

/**
 * Callers of every kind, and each kind of denial that can meet them. Each policy in this world allows
 * everything but the object that bears its own name and says `none`, and denies the one that says `deny`;
 * so which object is asked for decides which policy refuses, and only callers whom it binds are refused.
 */

const BUCKET = 'every-caller';
const OPEN = 'open-to-everyone';
const ACTION = 's3:GetObject';

/** Kinds of policy, with what they are called in a denial. */
const LAYERS = {
  identity: 'an identity-based policy',
  boundary: 'a permissions boundary',
  session: 'a session policy',
  scp: 'a service control policy',
  rcp: 'a resource control policy',
  resource: 'a resource-based policy',
} as const;
type Layer = keyof typeof LAYERS;

const ALWAYS = ['rcp', 'resource'] as const;
const PERSON = ['identity', 'boundary', 'scp', ...ALWAYS] as const;
const SESSION = ['session', ...PERSON] as const;

interface Kind {
  readonly name: string;
  /** The policies that bind it. */
  readonly bound: readonly Layer[];
  /** Whether the resource's policy must allow too. */
  readonly needsResource?: boolean;
  /** Whether a denial keeps its reason to itself. */
  readonly stranger?: boolean;
  readonly bucket?: string;
}

const KINDS: readonly Kind[] = [
  { name: "a member account's root user", bound: ['scp', ...ALWAYS] },
  { name: 'a user', bound: PERSON },
  { name: 'a user in a group', bound: PERSON },
  { name: "a user's temporary credentials", bound: PERSON },
  { name: 'a role session', bound: PERSON },
  { name: 'a role session with a session policy', bound: SESSION },
  { name: 'a chained role session', bound: PERSON },
  { name: 'a role session by a web identity token', bound: PERSON },
  { name: 'a role session by a web identity token, with a session policy', bound: SESSION },
  { name: 'a federated user', bound: SESSION },
  { name: 'a user of another account of the organization', bound: PERSON, needsResource: true },
  {
    name: 'a role session with a session policy of another account of the organization',
    bound: SESSION,
    needsResource: true,
  },
  {
    name: 'a user of an account outside the organization',
    bound: ['identity', 'boundary', ...ALWAYS],
    needsResource: true,
    stranger: true,
  },
  { name: 'nobody', bound: ALWAYS, needsResource: true, stranger: true, bucket: OPEN },
];

/** A policy that allows all but `…/LAYER-none` and denies `…/LAYER-deny`. */
function policyFor(layer: Layer): string {
  return policyOf(
    { Effect: 'Allow', Action: '*', NotResource: `arn:aws:s3:::*/${layer}-none` },
    { Effect: 'Deny', Action: ACTION, Resource: `arn:aws:s3:::*/${layer}-deny` },
  );
}

let house: TestHouse;
const people = new Map<string, Someone | undefined>();
/** The ARNs of the policies that have one. */
const arns = new Map<string, string>();

beforeAll(async () => {
  house = await startHouse();
  await new OrganizationsClient(house.client()).send(new CreateOrganizationCommand({}));
  const owner = await AccountWorld.member(house, 'owner');
  const neighbour = await AccountWorld.member(house, 'neighbour');
  const outsider = await AccountWorld.outsider(house);
  const boundaries = new Map<AccountWorld, string>();
  for (const account of [owner, neighbour, outsider]) {
    boundaries.set(account, await account.managedPolicy('boundary', policyFor('boundary')));
  }
  const given = (account: AccountWorld) => ({
    policy: policyFor('identity'),
    boundary: boundaries.get(account) ?? '',
  });

  people.set("a member account's root user", await owner.root());
  const user = await owner.user('ann', given(owner));
  people.set('a user', user);
  people.set('a user in a group', await owner.userInGroup('gus', given(owner)));
  people.set("a user's temporary credentials", await owner.temporary(user));
  const role = await owner.role('Reader', given(owner));
  people.set('a role session', await owner.session(role, 'plain'));
  const policy = policyFor('session');
  people.set('a role session with a session policy', await owner.session(role, 'limited', { policy }));
  const first = await owner.session(await owner.role('First', given(owner)), 'first');
  people.set('a chained role session', await owner.session(role, 'chained', { by: first.keys }));
  await setWebIdentities(owner, given(owner), policy);
  people.set('a federated user', await owner.federated(user, 'fay', policy));

  const stranger = await neighbour.user('ben', given(neighbour));
  const role2 = await neighbour.role('Visitor', given(neighbour));
  people.set('a user of another account of the organization', stranger);
  people.set(
    'a role session with a session policy of another account of the organization',
    await neighbour.session(role2, 'visit', { policy }),
  );
  const foreigner = await outsider.user('cid', given(outsider));
  people.set('a user of an account outside the organization', foreigner);
  people.set('nobody', undefined);

  await makeBuckets(owner, [stranger.arn, role2, foreigner.arn]);
  await guard('SERVICE_CONTROL_POLICY', 'scp', policyFor('scp'));
  await guard(
    'RESOURCE_CONTROL_POLICY',
    'rcp',
    policyOf({ Effect: 'Deny', Principal: '*', Action: ACTION, Resource: 'arn:aws:s3:::*/rcp-deny' }),
  );
  for (const [account, arn] of boundaries) arns.set(`boundary ${account.id}`, arn);
});
afterAll(() => house.close());

/** Sessions of a role that trusts an identity provider on loopback. */
async function setWebIdentities(
  owner: AccountWorld,
  given: { readonly policy: string; readonly boundary: string },
  policy: string,
): Promise<void> {
  const key = new TokenKey('one');
  const idp = await startIdentityProvider();
  idp.keys = [key];
  const provider = await owner.identityProvider(idp.issuer, AUDIENCE);
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: provider },
    Action: 'sts:AssumeRoleWithWebIdentity',
  } as const;
  const role = await owner.role('Web', given, policyOf(statement));
  const iat = Math.floor(Date.now() / 1000);
  const token = key.token({ iss: idp.issuer, sub: 'ann', aud: AUDIENCE, iat, exp: iat + 600 });
  const name = 'a role session by a web identity token';
  people.set(name, await owner.webIdentity(role, 'web', token));
  people.set(`${name}, with a session policy`, await owner.webIdentity(role, 'narrow', token, policy));
  await idp.close();
}

const AUDIENCE = 'sts.amazonaws.com';

const KEYS = ['free', ...Object.keys(LAYERS).flatMap((layer) => [`${layer}-deny`, `${layer}-none`])] as const;

async function makeBuckets(owner: AccountWorld, invited: readonly string[]): Promise<void> {
  const s3 = new S3Client({ ...house.client(owner.admin), forcePathStyle: true });
  const invitations = [
    [BUCKET, { AWS: invited }],
    [OPEN, '*'],
  ] as const;
  for (const [Bucket, Principal] of invitations) {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    for (const Key of KEYS) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const invite = KEYS.filter((key) => key !== 'resource-none').map(
      (key) => `arn:aws:s3:::${Bucket}/${key}`,
    );
    const Policy = policyOf(
      { Effect: 'Allow', Principal, Action: ACTION, Resource: invite },
      { Effect: 'Deny', Principal: '*', Action: ACTION, Resource: `arn:aws:s3:::${Bucket}/resource-deny` },
    );
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  }
}

/** Attaches a policy to the organization's root, in place of the one that allows everything where it can go. */
async function guard(Type: PolicyType, layer: Layer, Content: string): Promise<void> {
  const organizations = new OrganizationsClient(house.client());
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  const TargetId = Roots?.[0]?.Id;
  await organizations.send(new EnablePolicyTypeCommand({ RootId: TargetId, PolicyType: Type }));
  const { Policy } = await organizations.send(
    new CreatePolicyCommand({ Name: layer, Description: '', Content, Type }),
  );
  arns.set(layer, Policy?.PolicySummary?.Arn ?? '');
  await organizations.send(new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId }));
  if (Type === 'SERVICE_CONTROL_POLICY') {
    await organizations.send(new DetachPolicyCommand({ PolicyId: 'p-FullAWSAccess', TargetId }));
  }
}

function read(someone: Someone | undefined, Bucket: string, Key: string) {
  const client = new S3Client({
    ...house.client(someone?.keys),
    forcePathStyle: true,
    ...(someone === undefined ? { signer: { sign: (request) => Promise.resolve(request) } } : {}),
  });
  return refusal(client.send(new GetObjectCommand({ Bucket, Key })));
}

/** What AWS says of the object that a policy of this layer keeps from the caller. */
function sentence(kind: Kind, key: string): string | undefined {
  const [layer, verdict] = key.split('-') as [Layer, 'deny' | 'none' | undefined];
  const binds =
    kind.bound.includes(layer) &&
    (verdict === 'deny' || (layer === 'resource' ? kind.needsResource === true : layer !== 'rcp'));
  if (verdict === undefined || !binds) return undefined;
  if (kind.stranger === true) return 'Access Denied';
  const someone = people.get(kind.name);
  const start = `User: ${someone?.arn} is not authorized to perform: ${ACTION} on resource: "arn:aws:s3:::${kind.bucket ?? BUCKET}/${key}"`;
  const named = LAYERS[layer];
  if (verdict === 'none') {
    return `${start} because no ${named.slice(named.indexOf(' ') + 1)} allows the ${ACTION} action`;
  }
  const account = someone?.arn.split(':')[4] ?? '';
  const arn = arns.get(layer === 'boundary' ? `boundary ${account}` : layer);
  return `${start} with an explicit deny in ${named}${arn === undefined ? '' : `: ${arn}`}`;
}

describe.each(KINDS)('$name', (kind) => {
  test.each(KEYS)('asks for the object `%s`', async (key) => {
    const refused = await read(people.get(kind.name), kind.bucket ?? BUCKET, key);
    const expected = sentence(kind, key);
    expect(refused).toEqual(
      expected === undefined ? undefined : { code: 'AccessDenied', status: 403, message: expected },
    );
  });
});

describe('the management account', () => {
  test.each(['scp-deny', 'scp-none', 'rcp-deny'])(
    'is bound by no policy of the organization on its own bucket: `%s`',
    async (Key) => {
      const Bucket = `management-${Key}`;
      const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
      await s3.send(new CreateBucketCommand({ Bucket }));
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
      expect(await refusal(s3.send(new GetObjectCommand({ Bucket, Key })))).toBeUndefined();
    },
  );
});

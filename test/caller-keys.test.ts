import { CreateKeyPairCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  AttachPolicyCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { DecodeAuthorizationMessageCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountWorld, type Someone } from './account-world.ts';
import { enableServiceControlPolicies } from './service-control-policies.ts';
import { startHouse, type TestHouse } from './house.ts';
import { policyOf } from './identities.ts';
import { startIdentityProvider, TokenKey } from './identity-provider.ts';
import { refusal } from './refusal.ts';

/**
 * The condition keys that each kind of caller brings along, as the decision had them: everyone is refused by a
 * service control policy, and the encoded message tells the context.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */

let house: TestHouse;
let owner: AccountWorld;
const people = new Map<string, Someone>();

const ALLOW_ALL = policyOf({ Effect: 'Allow', Action: '*', Resource: '*' });
const AUDIENCE = 'sts.amazonaws.com';

beforeAll(async () => {
  house = await startHouse();
  const organizations = new OrganizationsClient(house.client());
  await organizations.send(new CreateOrganizationCommand({}));
  owner = await AccountWorld.member(house, 'owner');
  const given = { policy: ALLOW_ALL };
  const user = await owner.user('ann', given);
  people.set('root', await owner.root());
  people.set('user', user);
  people.set("user's temporary credentials", await owner.temporary(user));
  const role = await owner.role('Reader', given);
  const first = await owner.session(await owner.role('First', given), 'first');
  people.set('role session', await owner.session(role, 'plain'));
  people.set('chained role session', await owner.session(role, 'chained', { by: first.keys }));
  people.set('federated user', await owner.federated(user, 'fay', ALLOW_ALL));
  people.set('web identity', await webIdentity());
  const Content = policyOf({ Effect: 'Deny', Action: 'ec2:CreateKeyPair', Resource: '*' });
  const { Policy } = await organizations.send(
    new CreatePolicyCommand({ Name: 'no-keys', Description: '', Content, Type: 'SERVICE_CONTROL_POLICY' }),
  );
  const PolicyId = Policy?.PolicySummary?.Id;
  const TargetId = await enableServiceControlPolicies(organizations);
  await organizations.send(new AttachPolicyCommand({ PolicyId, TargetId }));
});
afterAll(() => house.close());

async function webIdentity(): Promise<Someone> {
  const key = new TokenKey('one');
  const idp = await startIdentityProvider();
  idp.keys = [key];
  const Federated = await owner.identityProvider(idp.issuer, AUDIENCE);
  const Action = 'sts:AssumeRoleWithWebIdentity';
  const trust = policyOf({ Effect: 'Allow', Principal: { Federated }, Action });
  const role = await owner.role('Web', { policy: ALLOW_ALL }, trust);
  const iat = Math.floor(Date.now() / 1000);
  const token = key.token({ iss: idp.issuer, sub: 'ann', aud: AUDIENCE, iat, exp: iat + 600 });
  const someone = await owner.webIdentity(role, 'web', token);
  await idp.close();
  return someone;
}

/** The context of a decision about this caller, keys lower-cased. */
async function contextOf(kind: string): Promise<Map<string, string>> {
  const keys = people.get(kind)?.keys;
  const refused = await refusal(
    new EC2Client(house.client(keys)).send(new CreateKeyPairCommand({ KeyName: 'k' })),
  );
  const EncodedMessage = / failure message: (\S+)$/.exec(refused?.message ?? '')?.[1];
  const { DecodedMessage = '{}' } = await new STSClient(house.client(owner.admin)).send(
    new DecodeAuthorizationMessageCommand({ EncodedMessage }),
  );
  const { context } = JSON.parse(DecodedMessage) as {
    context: { conditions: { items: { key: string; values: { items: { value: string }[] } }[] } };
  };
  return new Map(
    context.conditions.items.map(({ key, values }) => [key.toLowerCase(), values.items[0]?.value ?? '']),
  );
}

async function userIdOf(kind: string): Promise<string> {
  const sts = new STSClient(house.client(people.get(kind)?.keys));
  return (await sts.send(new GetCallerIdentityCommand({}))).UserId ?? '';
}

const arn = (resource: string) => `arn:aws:iam::${owner.id}:${resource}`;

describe.each<
  readonly [kind: string, type: string, userId: RegExp, principal: () => string, name: string | undefined]
>([
  ['root', 'Account', /^\d{12}$/, () => arn('root'), undefined],
  ['user', 'User', /^AIDA[A-Z2-7]{17}$/, () => arn('user/ann'), 'ann'],
  ["user's temporary credentials", 'User', /^AIDA[A-Z2-7]{17}$/, () => arn('user/ann'), 'ann'],
  ['role session', 'AssumedRole', /^AROA[A-Z2-7]{17}:plain$/, () => arn('role/Reader'), undefined],
  ['chained role session', 'AssumedRole', /^AROA[A-Z2-7]{17}:chained$/, () => arn('role/Reader'), undefined],
  [
    'federated user',
    'FederatedUser',
    /^\d{12}:fay$/,
    () => `arn:aws:sts::${owner.id}:federated-user/fay`,
    undefined,
  ],
  ['web identity', 'AssumedRole', /^AROA[A-Z2-7]{17}:web$/, () => arn('role/Web'), undefined],
])('a decision about a %s', (kind, type, userId, principal, name) => {
  test('knows who calls', async () => {
    const context = await contextOf(kind);
    expect(context.get('aws:principaltype')).toBe(type);
    expect(context.get('aws:principalarn')).toBe(principal());
    expect(context.get('aws:principalaccount')).toBe(owner.id);
    expect(context.get('aws:username')).toBe(name);
    expect(context.get('aws:userid')).toMatch(userId);
    expect(context.get('aws:userid')).toBe(await userIdOf(kind));
    expect(context.get('aws:principalorgid')).toMatch(/^o-/);
  });

  test('knows when the credentials were issued if they are temporary, and whether a second factor was used', async () => {
    const context = await contextOf(kind);
    const isTemporary = kind !== 'root' && kind !== 'user';
    expect(context.has('aws:tokenissuetime')).toBe(isTemporary);
    expect(context.get('aws:multifactorauthpresent')).toBe(isTemporary ? 'false' : undefined);
  });

  test('knows the request', async () => {
    const context = await contextOf(kind);
    expect(context.get('aws:sourceip')).toBe('127.0.0.1');
    // Over loopback nothing crosses a network: `docs/decisions/cdk.md`.
    expect(context.get('aws:securetransport')).toBe('true');
    expect(context.get('aws:requestedregion')).toBe('us-east-1');
    expect(context.get('aws:viaawsservice')).toBe('false');
    expect(context.get('aws:useragent')).toContain('aws-sdk-js');
    expect(Date.parse(context.get('aws:currenttime') ?? '')).not.toBeNaN();
    expect(Number(context.get('aws:epochtime'))).toBeGreaterThan(1.7e9);
    expect(context.has('aws:sourcevpce')).toBe(false);
  });
});

describe('a decision about nobody', () => {
  test.each([
    ['aws:userid', 'anonymous', undefined],
    ['aws:PrincipalType', 'Anonymous', undefined],
    ['aws:PrincipalType', 'User', 'AccessDenied'],
  ])('finds %s to be `%s`: %s', async (key, value, code) => {
    const Bucket = `nobody-${value.toLowerCase()}-${key.slice(4).toLowerCase()}`;
    const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    const Policy = policyOf({
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/*`,
      Condition: { StringEquals: { [key]: value } },
    });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    const unsigned = new S3Client({
      ...house.client(),
      forcePathStyle: true,
      signer: { sign: (request) => Promise.resolve(request) },
    });
    const refused = await refusal(unsigned.send(new GetObjectCommand({ Bucket, Key: 'k' })));
    expect(refused?.code).toBe(code);
  });
});

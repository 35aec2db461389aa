import {
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  DescribeOrganizationCommand,
  ListRootsCommand,
  MoveAccountCommand,
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
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountWorld, type Someone } from './account-world.ts';
import { ACCOUNT, startHouse, type TestHouse } from './house.ts';
import { policyOf, type Statement } from './identities.ts';
import { refusal, type Refusal } from './refusal.ts';

/** Requests from one account to what another one owns: both sides must allow; and what organizations tell conditions. */

let house: TestHouse;
let owner: AccountWorld;
let neighbour: AccountWorld;
let outsider: AccountWorld;
let organizationId: string;
let rootId: string;
let unitId: string;

const READ = { Effect: 'Allow', Action: ['s3:GetObject', 'sts:AssumeRole'], Resource: '*' } as const;

beforeAll(async () => {
  house = await startHouse();
  const organizations = new OrganizationsClient(house.client());
  await organizations.send(new CreateOrganizationCommand({}));
  const { Organization } = await organizations.send(new DescribeOrganizationCommand({}));
  organizationId = Organization?.Id ?? '';
  owner = await AccountWorld.member(house, 'owner');
  neighbour = await AccountWorld.member(house, 'neighbour');
  outsider = await AccountWorld.outsider(house);
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  rootId = Roots?.[0]?.Id ?? '';
  const { OrganizationalUnit } = await organizations.send(
    new CreateOrganizationalUnitCommand({ ParentId: rootId, Name: 'apps' }),
  );
  unitId = OrganizationalUnit?.Id ?? '';
  await organizations.send(
    new MoveAccountCommand({ AccountId: neighbour.id, SourceParentId: rootId, DestinationParentId: unitId }),
  );
});
afterAll(() => house.close());

describe('S3 across accounts', () => {
  const BUCKET = 'across';
  const OBJECT = `arn:aws:s3:::${BUCKET}/key`;

  beforeAll(async () => {
    const s3 = ownerS3();
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket: BUCKET }));
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'key', Body: 'x' }));
  });

  function ownerS3(): S3Client {
    return new S3Client({ ...house.client(owner.admin), forcePathStyle: true });
  }

  async function put(...statements: readonly Statement[]): Promise<void> {
    const whole = statements.map((statement) => ({ Action: 's3:GetObject', Resource: OBJECT, ...statement }));
    await ownerS3().send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: policyOf(...whole) }));
  }

  function read({ keys }: Someone): Promise<Refusal | undefined> {
    const s3 = new S3Client({ ...house.client(keys), forcePathStyle: true });
    return refusal(s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'key' })));
  }

  test('the bucket policy and the identity policy must both allow', async () => {
    const allowed = await neighbour.user('both', { policy: policyOf(READ) });
    const bare = await neighbour.user('bare');
    await put({ Effect: 'Allow', Principal: { AWS: [allowed.arn, bare.arn] } });
    expect(await read(allowed)).toBeUndefined();
    expect((await read(bare))?.message).toBe(
      `User: ${bare.arn} is not authorized to perform: s3:GetObject on resource: "${OBJECT}" because no identity-based policy allows the s3:GetObject action`,
    );
    await put({ Effect: 'Allow', Principal: { AWS: bare.arn } });
    expect((await read(allowed))?.message).toBe(
      `User: ${allowed.arn} is not authorized to perform: s3:GetObject on resource: "${OBJECT}" because no resource-based policy allows the s3:GetObject action`,
    );
  });

  test('the account as principal lets its own policies decide', async () => {
    await put({ Effect: 'Allow', Principal: { AWS: neighbour.id } });
    expect(await read(await neighbour.user('trusted', { policy: policyOf(READ) }))).toBeUndefined();
    expect((await read(await neighbour.user('untrusted')))?.message).toContain('no identity-based policy');
  });

  test('a boundary and a session policy count whatever form of principal is named', async () => {
    const elsewhere = policyOf({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' });
    const boundary = await neighbour.managedPolicy('elsewhere', elsewhere);
    const bounded = await neighbour.user('bounded', { policy: policyOf(READ), boundary });
    const role = await neighbour.role('Limited', { policy: policyOf(READ) });
    const session = await neighbour.session(role, 'limited', { policy: elsewhere });
    await put({ Effect: 'Allow', Principal: { AWS: [bounded.arn, session.arn] } });
    expect((await read(bounded))?.message).toContain('no permissions boundary allows');
    expect((await read(session))?.message).toContain('no session policy allows');
  });

  test('a stranger is told nothing', async () => {
    const stranger = await outsider.user('stranger', { policy: policyOf(READ) });
    await put({ Effect: 'Allow', Principal: { AWS: neighbour.id } });
    expect(await read(stranger)).toEqual({ code: 'AccessDenied', status: 403, message: 'Access Denied' });
  });

  describe('conditions on organizations', () => {
    const cases = [
      ['aws:PrincipalOrgID', () => ({ StringEquals: { 'aws:PrincipalOrgID': organizationId } }), true, true],
      [
        "aws:PrincipalOrgPaths of the neighbour's OU",
        () => ({
          'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${organizationId}/${rootId}/${unitId}/*` },
        }),
        true,
        false,
      ],
      [
        'aws:PrincipalOrgPaths of the root',
        () => ({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${organizationId}/${rootId}/*` } }),
        true,
        true,
      ],
    ] as const;

    test.each(cases)('%s', async (what, condition, neighbours, managements) => {
      const name = `org-${what.length}`;
      const inside = await neighbour.user(name, { policy: policyOf(READ) });
      const outside = await outsider.user(name, { policy: policyOf(READ) });
      await put({ Effect: 'Allow', Principal: '*', Condition: condition() });
      expect((await read(inside)) === undefined).toBe(neighbours);
      expect((await read({ arn: '', keys: house.admin })) === undefined).toBe(managements);
      expect(await read(outside)).toMatchObject({ message: 'Access Denied' });
    });

    test.each([
      ['aws:ResourceAccount', () => owner.id],
      ['aws:ResourceOrgID', () => organizationId],
      ['aws:ResourceOrgPaths', () => `${organizationId}/${rootId}/`],
    ])('%s tells whose resource it is', async (key, value) => {
      const limited = (expected: string) =>
        policyOf({ ...READ, Condition: { 'ForAnyValue:StringEquals': { [key]: expected } } });
      const name = key.replaceAll(/[^a-z]/gi, '');
      const right = await neighbour.user(`${name}-right`, { policy: limited(value()) });
      const wrong = await neighbour.user(`${name}-wrong`, { policy: limited('something-else') });
      await put({ Effect: 'Allow', Principal: { AWS: neighbour.id } });
      expect(await read(right)).toBeUndefined();
      expect((await read(wrong))?.message).toContain('no identity-based policy');
    });
  });
});

describe('AssumeRole across accounts', () => {
  const trusting = (AWS: string) =>
    policyOf({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' });

  async function assume(account: AccountWorld, role: string, by: Someone): Promise<Refusal | undefined> {
    return refusal(account.session(role, 'across', { by: by.keys }));
  }

  test('the trust policy and the identity policy must both allow', async () => {
    const able = await neighbour.user('able', { policy: policyOf(READ) });
    const unable = await neighbour.user('unable');
    const role = await owner.role('Trusting', {}, trusting(neighbour.id));
    expect(await assume(neighbour, role, able)).toBeUndefined();
    const start = `User: ${unable.arn} is not authorized to perform: sts:AssumeRole on resource: ${role}`;
    expect(await assume(neighbour, role, unable)).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: `${start} because no identity-based policy allows the sts:AssumeRole action`,
    });
  });

  test('naming the very user does not spare its identity policy; within the account it does', async () => {
    const far = await neighbour.user('far');
    const near = await owner.user('near');
    const named = (user: Someone) => trusting(user.arn);
    expect((await assume(neighbour, await owner.role('Far', {}, named(far)), far))?.message).toContain(
      'no identity-based policy',
    );
    expect(await assume(owner, await owner.role('Near', {}, named(near)), near)).toBeUndefined();
  });

  test('a role that does not trust is refused without a reason', async () => {
    const able = await neighbour.user('not-trusted', { policy: policyOf(READ) });
    const role = await owner.role('Closed', {}, trusting(ACCOUNT));
    expect((await assume(neighbour, role, able))?.message).toBe(
      `User: ${able.arn} is not authorized to perform: sts:AssumeRole on resource: ${role}`,
    );
  });

  test('to an account outside the organization no reason is given', async () => {
    const unable = await outsider.user('foreign');
    const role = await owner.role('Abroad', {}, trusting(outsider.id));
    expect((await assume(outsider, role, unable))?.message).toBe(
      `User: ${unable.arn} is not authorized to perform: sts:AssumeRole on resource: ${role}`,
    );
  });

  test('a session chains into another account, and acts there as that role', async () => {
    const first = await neighbour.session(await neighbour.role('Hop', { policy: policyOf(READ) }), 'hop');
    const role = await owner.role('Target', { policy: policyOf(READ) }, trusting(neighbour.id));
    const second = await neighbour.session(role, 'chained', { by: first.keys });
    expect(second.arn).toBe(`arn:aws:sts::${owner.id}:assumed-role/Target/chained`);
  });
});

import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBench, type Bench } from '../../test/ec2-bench.ts';
import { ACCOUNT, documentOf } from '../../test/in-process-house.ts';
import { stsService } from '../services/sts/service.ts';
import { AWS_ROTATION, InstanceRoles, type IamMetadata, type RoleDelivery } from './instance-roles.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOT_EC2 = documentOf({
  Effect: 'Allow',
  Principal: { Service: 'eks.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

let bench: Bench;
let roles: InstanceRoles;
beforeAll(async () => {
  bench = await openBench({ sts: stsService });
  roles = new InstanceRoles(bench.house);
});
afterAll(() => bench.close());

/** What the metadata service would show now; the instance is read anew each time. */
async function iamOf(
  instanceId: string,
  delivery: RoleDelivery = '2.0',
  by = roles,
): Promise<IamMetadata | undefined> {
  const instance = await bench.house.instances.byId(instanceId);
  if (instance === undefined) throw new Error('there is no such instance');
  return by.of(instance, delivery);
}

async function documentOfRole(
  instanceId: string,
  delivery?: RoleDelivery,
  by?: InstanceRoles,
): Promise<string> {
  const role = (await iamOf(instanceId, delivery, by))?.role;
  if (role === undefined) throw new Error('the profile holds no role');
  return role.credentials();
}

async function credentialsOf(instanceId: string, delivery?: RoleDelivery): Promise<Record<string, string>> {
  return JSON.parse(await documentOfRole(instanceId, delivery)) as Record<string, string>;
}

function callerOf({
  AccessKeyId = '',
  SecretAccessKey = '',
  Token = '',
  Expiration = '',
}: Record<string, string>) {
  return bench.callerOf({
    AccessKeyId,
    SecretAccessKey,
    SessionToken: Token,
    Expiration: new Date(Expiration),
  });
}

async function launched(profile: string): Promise<string> {
  await bench.addProfile(profile);
  return bench.runningInstance({ IamInstanceProfile: { Name: profile } });
}

/** Changes which role a profile holds, as IAM's operations do. */
async function hold(profile: string, roleId: string | null): Promise<void> {
  await bench.house.store.write(async (tx) => {
    await tx.updateTable('instance_profiles').set({ role_id: roleId }).where('name', '=', profile).execute();
  });
}

describe('credentials of an instance', () => {
  test('are a session of the role, named after the instance, for six hours', async () => {
    const instance = await launched('Plain');
    const before = bench.clock.now().getTime();
    const document = await credentialsOf(instance);
    expect(document).toEqual({
      Code: 'Success',
      LastUpdated: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      Type: 'AWS-HMAC',
      AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
      SecretAccessKey: expect.stringMatching(/^.{40}$/),
      Token: expect.stringMatching(/^[A-Za-z0-9+/=]+$/),
      Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    const lasts = Date.parse(document['Expiration'] ?? '') - before;
    expect(Math.abs(lasts - 6 * HOUR)).toBeLessThan(10_000);
    expect(await callerOf(document)).toMatchObject({
      kind: 'assumed-role',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/PlainRole/${instance}`,
      userId: expect.stringMatching(new RegExp(`^AROA[A-Z2-7]{17}:${instance}$`)),
    });
  });

  test('carry the instance, its network and the way of their delivery into every decision', async () => {
    const instance = await launched('Keys');
    const view = await bench.house.instances.byId(instance);
    const common = {
      'ec2:SourceInstanceARN': `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/${instance}`,
      'aws:Ec2InstanceSourceVpc': view?.vpcId,
      'aws:Ec2InstanceSourcePrivateIPv4': view?.privateIp,
    };
    for (const delivery of ['1.0', '2.0'] as const) {
      expect(await callerOf(await credentialsOf(instance, delivery))).toMatchObject({
        session: { contextKeys: { ...common, 'ec2:RoleDelivery': delivery } },
      });
    }
  });

  test('are the same, byte for byte, until they rotate; new ones come hours before the old ones end', async () => {
    const instance = await launched('Rotating');
    const first = await documentOfRole(instance);
    const info = (await iamOf(instance))?.info;
    bench.clock.advance(59 * MINUTE);
    expect(await documentOfRole(instance)).toBe(first);
    expect((await iamOf(instance))?.info).toBe(info);
    bench.clock.advance(MINUTE);
    const second = await documentOfRole(instance);
    expect(second).not.toBe(first);
    const { Expiration } = JSON.parse(first) as { Expiration: string };
    expect(Date.parse(Expiration) - bench.clock.now().getTime()).toBeGreaterThan(5 * MINUTE);
    expect(await documentOfRole(instance)).toBe(second);
  });

  test('asked for by many at once are made once', async () => {
    const instance = await launched('Busy');
    const made = await Promise.all(Array.from({ length: 50 }, () => documentOfRole(instance)));
    expect(new Set(made).size).toBe(1);
  });

  test('are never another instance’s, though both have the one profile', async () => {
    const one = await launched('Shared');
    const other = await bench.runningInstance({ IamInstanceProfile: { Name: 'Shared' } });
    const [first, second] = await Promise.all([credentialsOf(one), credentialsOf(other)]);
    expect(first['AccessKeyId']).not.toBe(second['AccessKeyId']);
    expect(await callerOf(first)).toMatchObject({ sessionName: one });
    expect(await callerOf(second)).toMatchObject({ sessionName: other });
  });

  test('can be made to last as long as one likes', async () => {
    const instance = await launched('Short');
    const short = new InstanceRoles(bench.house, { lifetimeSeconds: 20, renewAfterSeconds: 5 });
    const first = await documentOfRole(instance, '2.0', short);
    const { Expiration } = JSON.parse(first) as { Expiration: string };
    expect(Date.parse(Expiration) - bench.clock.now().getTime()).toBeLessThanOrEqual(20_000);
    bench.clock.advance(5000);
    expect(await documentOfRole(instance, '2.0', short)).not.toBe(first);
  });
});

describe('the next answer is the new truth', () => {
  test('no profile, no iam/; an association brings it, a disassociation takes it', async () => {
    await bench.addProfile('Later');
    const instance = await bench.runningInstance();
    expect(await iamOf(instance)).toBeUndefined();
    const { IamInstanceProfileAssociation: made } = await bench.ec2('AssociateIamInstanceProfile', {
      InstanceId: instance,
      IamInstanceProfile: { Name: 'Later' },
    });
    expect((await iamOf(instance))?.role?.name).toBe('LaterRole');
    await bench.ec2('DisassociateIamInstanceProfile', { AssociationId: made?.AssociationId ?? '' });
    expect(await iamOf(instance)).toBeUndefined();
  });

  test('a replaced association shows the other role', async () => {
    const instance = await launched('Old');
    const other = await bench.addProfile('New');
    const before = await credentialsOf(instance);
    const { IamInstanceProfileAssociations: [live] = [] } = await bench.ec2(
      'DescribeIamInstanceProfileAssociations',
      {
        Filters: [{ Name: 'instance-id', Values: [instance] }],
      },
    );
    await bench.ec2('ReplaceIamInstanceProfileAssociation', {
      AssociationId: live?.AssociationId ?? '',
      IamInstanceProfile: { Arn: other.arn },
    });
    const iam = await iamOf(instance);
    expect(iam?.role?.name).toBe('NewRole');
    expect(JSON.parse(iam?.info ?? '')).toMatchObject({
      InstanceProfileArn: other.arn,
      InstanceProfileId: other.id,
    });
    expect(await callerOf(await credentialsOf(instance))).toMatchObject({ roleName: 'NewRole' });
    // What was handed out stays what it was until its own end, as on AWS.
    expect(await callerOf(before)).toMatchObject({ roleName: 'OldRole' });
  });

  test('a role swapped inside the profile, removed, and put back', async () => {
    const instance = await launched('Swap');
    const { profile } = (await bench.house.instances.byId(instance)) ?? {};
    const before = await bench.house.instanceProfiles.byId(profile?.profileId ?? '');
    const { roleId } = await bench.addRole('Swapped', {
      trust: documentOf({
        Effect: 'Allow',
        Principal: { Service: 'ec2.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    });
    const first = await documentOfRole(instance);
    await hold('Swap', roleId);
    expect(await callerOf(await credentialsOf(instance))).toMatchObject({ roleName: 'Swapped' });
    await hold('Swap', null);
    const emptied = await iamOf(instance);
    expect(emptied?.role).toBeUndefined();
    expect(JSON.parse(emptied?.info ?? '')).toMatchObject({
      Code: 'Success',
      Message: expect.stringMatching(/^Instance Profile does not contain a role/),
    });
    await hold('Swap', before?.role?.roleId ?? null);
    const again = await documentOfRole(instance);
    expect(again).not.toBe(first);
    expect(await callerOf(JSON.parse(again) as Record<string, string>)).toMatchObject({
      roleName: 'SwapRole',
    });
  });

  test('a profile deleted, or made anew under its name, is not found', async () => {
    const instance = await launched('Deleted');
    const { profile } = (await bench.house.instances.byId(instance)) ?? {};
    await credentialsOf(instance);
    await bench.removeProfile('Deleted');
    const gone = await iamOf(instance);
    expect(JSON.parse(gone?.info ?? '')).toMatchObject({
      Code: 'InstanceProfileNotFound',
      Message: expect.stringContaining(profile?.profileId ?? ''),
    });
    expect(gone?.role).toBeUndefined();
    const { roleId } = await bench.addRole('DeletedRole2', { trust: NOT_EC2 });
    await bench.house.store.write(async (tx) => {
      await tx
        .insertInto('instance_profiles')
        .values({
          profile_id: bench.house.ids.unique('AIPA'),
          account_id: ACCOUNT,
          name: 'Deleted',
          name_key: 'deleted',
          path: '/',
          created_at: 0,
          role_id: roleId,
        })
        .execute();
    });
    expect((await iamOf(instance))?.info).toBe(gone?.info);
  });

  test('two servers on one store show the same role at once, each with credentials of its own', async () => {
    const instance = await launched('Twice');
    const second = new InstanceRoles(bench.house);
    const one = await documentOfRole(instance);
    const other = await documentOfRole(instance, '2.0', second);
    expect(other).not.toBe(one);
    await hold('Twice', null);
    expect((await iamOf(instance))?.role).toBeUndefined();
    expect((await iamOf(instance, '2.0', second))?.role).toBeUndefined();
  });
});

describe('as slow as AWS, where that is chosen', () => {
  const slow = () => new InstanceRoles(bench.house, { ...AWS_ROTATION, delaysSwaps: true });
  const nameOf = async (instance: string, by: InstanceRoles) =>
    (await iamOf(instance, '2.0', by))?.role?.name;

  test('a role swapped inside the profile, or removed, shows when credentials are renewed', async () => {
    const by = slow();
    const instance = await launched('Slow');
    const { roleId } = await bench.addRole('SlowSwapped', { trust: NOT_EC2.replace('eks.', 'ec2.') });
    const before = await documentOfRole(instance, '2.0', by);
    const info = (await iamOf(instance, '2.0', by))?.info;
    await hold('Slow', roleId);
    bench.clock.advance(59 * MINUTE);
    expect(await nameOf(instance, by)).toBe('SlowRole');
    expect(await documentOfRole(instance, '2.0', by)).toBe(before);
    // Version 1's, made only now, are of the old role too.
    const late = JSON.parse(await documentOfRole(instance, '1.0', by)) as Record<string, string>;
    expect(await callerOf(late)).toMatchObject({ roleName: 'SlowRole' });
    bench.clock.advance(MINUTE);
    expect(await nameOf(instance, by)).toBe('SlowSwapped');
    await hold('Slow', null);
    expect(await nameOf(instance, by)).toBe('SlowSwapped');
    bench.clock.advance(HOUR);
    expect(await nameOf(instance, by)).toBeUndefined();
    expect((await iamOf(instance, '2.0', by))?.info).not.toBe(info);
  });

  test('a replaced association, and a stop and start, show at once', async () => {
    const by = slow();
    const instance = await launched('SlowOld');
    const other = await bench.addProfile('SlowNew');
    expect(await nameOf(instance, by)).toBe('SlowOldRole');
    const { IamInstanceProfileAssociations: [live] = [] } = await bench.ec2(
      'DescribeIamInstanceProfileAssociations',
      { Filters: [{ Name: 'instance-id', Values: [instance] }] },
    );
    await bench.ec2('ReplaceIamInstanceProfileAssociation', {
      AssociationId: live?.AssociationId ?? '',
      IamInstanceProfile: { Arn: other.arn },
    });
    expect(await nameOf(instance, by)).toBe('SlowNewRole');
    await hold('SlowNew', null);
    expect(await nameOf(instance, by)).toBe('SlowNewRole');
    // What the metadata service does when an instance is switched off.
    by.forget(instance);
    expect(await nameOf(instance, by)).toBeUndefined();
  });
});

describe('a role that EC2 may not assume', () => {
  test('is listed; in place of credentials there is AssumeRoleUnauthorizedAccess, and the trail has the refusal', async () => {
    const instance = await launched('Eks');
    const { roleId } = await bench.addRole('eksClusterRole', { trust: NOT_EC2 });
    await hold('Eks', roleId);
    const first = await documentOfRole(instance);
    expect(JSON.parse(first)).toEqual({
      Code: 'AssumeRoleUnauthorizedAccess',
      Message:
        'EC2 cannot assume the role eksClusterRole.  Please see documentation at ' +
        'http://docs.amazonwebservices.com/IAM/latest/UserGuide/RolesTroubleshooting.html.',
      LastUpdated: expect.stringMatching(/Z$/),
    });
    bench.clock.advance(1500);
    expect(await documentOfRole(instance)).toBe(first);
    expect(bench.house.trail.recent(1)).toMatchObject([
      {
        service: 'sts',
        operation: 'AssumeRole',
        errorCode: 'AccessDenied',
        caller: { service: 'ec2.amazonaws.com' },
      },
    ]);
  });

  test('has credentials at the next answer once its trust policy is mended', async () => {
    const instance = await launched('Mended');
    const { roleId } = await bench.addRole('Mending', { trust: NOT_EC2 });
    await hold('Mended', roleId);
    expect(await credentialsOf(instance)).toMatchObject({ Code: 'AssumeRoleUnauthorizedAccess' });
    const trust = NOT_EC2.replace('eks.', 'ec2.');
    await bench.house.store.write(async (tx) => {
      await tx.updateTable('roles').set({ trust_policy: trust }).where('role_id', '=', roleId).execute();
    });
    expect(await credentialsOf(instance)).toMatchObject({ Code: 'Success' });
  });
});

describe('whatever is changed, in whatever order', () => {
  const EC2_TRUST = NOT_EC2.replace('eks.', 'ec2.');
  /** What an operator may do; numbers choose among profiles and roles. */
  const change = fc.oneof(
    fc.record({ kind: fc.constant('hold' as const), profile: fc.nat(2), role: fc.option(fc.nat(2)) }),
    fc.record({ kind: fc.constant('associate' as const), profile: fc.nat(2) }),
    fc.record({ kind: fc.constant('disassociate' as const) }),
    fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 0, max: 90 }) }),
    fc.record({ kind: fc.constant('restart' as const) }),
  );

  test('the_next_answer_is_the_truth: the role shown is the one held, its credentials are its own, and they change only when they must', async () => {
    const instance = await bench.runningInstance();
    const profiles = ['Any0', 'Any1', 'Any2'];
    const held: (number | undefined)[] = [];
    const roleIds: string[] = [];
    for (const name of profiles) {
      await bench.addProfile(name, { withRole: false });
      roleIds.push((await bench.addRole(`${name}Held`, { trust: EC2_TRUST })).roleId);
    }
    let associated: number | undefined;
    let associationId = '';

    const apply = async (
      step: typeof change extends fc.Arbitrary<infer Step> ? Step : never,
    ): Promise<boolean> => {
      switch (step.kind) {
        case 'hold': {
          const role = step.role ?? undefined;
          const changed = held[step.profile] !== role;
          held[step.profile] = role;
          await hold(profiles[step.profile] ?? '', role === undefined ? null : (roleIds[role] ?? null));
          return changed && step.profile === associated;
        }
        case 'associate': {
          const IamInstanceProfile = {
            Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/${profiles[step.profile]}`,
          };
          // EC2 takes no empty profile; it may be emptied afterwards.
          await hold(profiles[step.profile] ?? '', roleIds[held[step.profile] ?? 0] ?? null);
          const { IamInstanceProfileAssociation: made } =
            associated === undefined
              ? await bench.ec2('AssociateIamInstanceProfile', { InstanceId: instance, IamInstanceProfile })
              : await bench.ec2('ReplaceIamInstanceProfileAssociation', {
                  AssociationId: associationId,
                  IamInstanceProfile,
                });
          held[step.profile] ??= 0;
          associated = step.profile;
          associationId = made?.AssociationId ?? '';
          return true;
        }
        case 'disassociate':
          if (associated === undefined) return false;
          await bench.ec2('DisassociateIamInstanceProfile', { AssociationId: associationId });
          associated = undefined;
          return true;
        case 'wait':
          bench.clock.advance(step.minutes * MINUTE);
          return step.minutes > 0;
        case 'restart':
          roles.forget(instance);
          return true;
      }
    };

    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (steps) => {
        for (const step of steps) {
          const before = await shown();
          const mayDiffer = await apply(step);
          bench.settle();
          const after = await shown();
          const role = associated === undefined ? undefined : held[associated];
          expect(after.roleName).toBe(role === undefined ? undefined : `${profiles[role]}Held`);
          expect(after.hasIam).toBe(associated !== undefined);
          expect(after.speaksFor).toEqual(role === undefined ? [] : [after.roleName, instance]);
          expect(after.left).toBeGreaterThan(4 * HOUR);
          expect(mayDiffer || !before.isFresh || after.document === before.document).toBe(true);
        }
      }),
      { numRuns: 40 },
    );

    async function shown() {
      const iam = await iamOf(instance);
      const document = await iam?.role?.credentials();
      const read = JSON.parse(document ?? '{}') as Record<string, string>;
      const caller = document === undefined ? undefined : await callerOf(read);
      const now = bench.clock.now().getTime();
      return {
        hasIam: iam !== undefined,
        roleName: iam?.role?.name,
        document,
        speaksFor: caller?.kind === 'assumed-role' ? [caller.roleName, caller.sessionName] : [],
        left: document === undefined ? Infinity : Date.parse(read['Expiration'] ?? '') - now,
        isFresh: now - Date.parse(read['LastUpdated'] ?? '') < 59 * MINUTE,
      };
    }
  });
});

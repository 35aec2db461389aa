import { KeyRing } from '../src/credentials/key-ring.ts';
import { SessionSealer } from '../src/credentials/session-sealer.ts';
import { TrailRing } from '../src/gateway/trail-ring.ts';
import { InstanceIdentity } from '../src/imds/identity/instance-identity.ts';
import { iamArn } from '../src/kernel/arn.ts';
import type { Log } from '../src/kernel/log.ts';
import type { Caller, RootCaller, UserCaller } from '../src/kernel/caller.ts';
import { MovableClock } from '../src/kernel/clock.ts';
import { RandomIds } from '../src/kernel/ids.ts';
import type { ServiceName } from '../src/model/manifest.ts';
import { callerOfSession } from '../src/operation/caller-of-session.ts';
import type { RequestFacts } from '../src/operation/context.ts';
import { dispatchInside } from '../src/operation/dispatch.ts';
import type { Functions } from '../src/operation/functions.ts';
import type { House, Settings } from '../src/operation/house.ts';
import { BatchedLastUses } from '../src/operation/last-uses.ts';
import { BatchedRefusals } from '../src/operation/records/refusals.ts';
import { PACES } from '../src/operation/pace.ts';
import { LazyResourceTypes } from '../src/operation/resource-types.ts';
import { LazyServices, type Service } from '../src/operation/service.ts';
import { AnnouncedStackWork } from '../src/operation/stack-work.ts';
import { PolicyCache } from '../src/policy/policy-cache.ts';
import { LazyPublishedImages } from '../src/services/ec2/images/lazy-published-images.ts';
import { InstancesLookup } from '../src/services/ec2/instances-lookup.ts';
import { VpcEndpointsLookup } from '../src/services/ec2/vpc-endpoints-lookup.ts';
import { prepareAccount } from '../src/services/iam/first-start.ts';
import { StoreIdentities } from '../src/services/iam/identities/store-identities.ts';
import { InstanceProfilesLookup } from '../src/services/iam/instance-profiles-lookup.ts';
import { StoreOrganizations } from '../src/services/organizations/store-organizations.ts';
import { openStore } from '../src/store/open-store.ts';

export const ACCOUNT = '123456789012';

/** A policy's document from one or more statements. */
export function documentOf(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** A document that allows the actions on the resources. */
export function allow(
  action: string | readonly string[],
  resource: string | readonly string[] = '*',
): string {
  return documentOf({ Effect: 'Allow', Action: action, Resource: resource });
}

/** The secret half of what STS answers. */
interface SessionCredentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration: Date;
}

/** A house without wire: a store in memory, its first account prepared, callers made by hand. */
export interface InProcessHouse {
  readonly house: House;
  readonly clock: MovableClock;
  readonly root: RootCaller;
  /** Calls an operation as a caller: authorised and in the trail, but neither signed nor held to the model. */
  call(caller: Caller, service: ServiceName, operation: string, input?: object): Promise<unknown>;
  /** Whom credentials of STS's speak for now; `undefined` when the principal is gone. */
  callerOf(credentials: SessionCredentials): Promise<Caller | undefined>;
  /** Writes a user with inline policies. */
  addUser(name: string, given?: UserGiven): Promise<UserCaller>;
  /** Writes a role. @returns its unique id and ARN */
  addRole(name: string, given: RoleGiven): Promise<{ roleId: string; arn: string }>;
  /** Writes a customer managed policy. @returns its ARN */
  addPolicy(name: string, document: string): Promise<string>;
  close(): Promise<void>;
}

interface UserGiven {
  readonly path?: string;
  readonly policy?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly boundary?: string;
}

interface RoleGiven extends UserGiven {
  /** The trust policy. */
  readonly trust: string;
  readonly maxSessionDuration?: number;
}

/** What a service's answer is, for the test that asked. */
export function answer<T>(promise: Promise<unknown>): Promise<T> {
  return promise as Promise<T>;
}

/** Opens one. @param services each under its name */
export async function openInProcessHouse(
  services: Readonly<Record<string, Service>>,
  awsManaged: (arn: string) => string | undefined = () => undefined,
): Promise<InProcessHouse> {
  const opened = await openStore({ kind: 'memory' });
  const { store, objects } = opened;
  const ids = new RandomIds();
  const clock = new MovableClock();
  await prepareAccount(store, ids, clock, ACCOUNT);
  const policies = new PolicyCache();
  const keyRing = new KeyRing([{ id: 'k1', key: new Uint8Array(32).fill(7) }]);
  const rootKey = { accountId: ACCOUNT, accessKeyId: 'test', secretAccessKey: 'test' };
  const settings: Settings = {
    accountId: ACCOUNT,
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:4566',
    strict: true,
    loopbackIsSecure: true,
    pace: PACES.fast,
  };
  const house: House = {
    settings,
    clock,
    ids,
    store,
    objects,
    keyRing,
    sealer: new SessionSealer(keyRing),
    policies,
    identities: new StoreIdentities(store, { compiled: policies, awsManaged }, rootKey),
    instanceProfiles: new InstanceProfilesLookup(store),
    instances: new InstancesLookup({ store, clock, log: SILENT, settings }),
    documentSigner: new InstanceIdentity(store, clock),
    publishedImages: new LazyPublishedImages(),
    organizations: new StoreOrganizations(store, policies),
    vpcEndpoints: new VpcEndpointsLookup(store),
    functions: NO_FUNCTIONS,
    services: new LazyServices(
      Object.fromEntries(Object.entries(services).map(([name, service]) => [name, async () => service])),
    ),
    resourceTypes: new LazyResourceTypes({}),
    stackWork: new AnnouncedStackWork(),
    trail: new TrailRing(),
    refusals: new BatchedRefusals(store, SILENT),
    lastUses: new BatchedLastUses(store, SILENT),
    log: SILENT,
  };
  const arn = iamArn(ACCOUNT, 'root');
  const root: RootCaller = { kind: 'root', accountId: ACCOUNT, arn, principalArn: arn, userId: ACCOUNT };
  const writer = new Writer(house);
  return {
    house,
    clock,
    root,
    call: (caller, service, operation, input = {}) =>
      dispatchInside(house, { service, operation, input }, caller, FACTS),
    async callerOf({ SessionToken, AccessKeyId }) {
      const sealed = house.sealer.openFor(SessionToken, AccessKeyId);
      if (sealed === undefined) throw new Error('the token is not of this house');
      return callerOfSession(house.identities, sealed, await store.epoch());
    },
    addUser: (name, given) => writer.user(name, given),
    addRole: (name, given) => writer.role(name, given),
    addPolicy: (name, document) => writer.policy(name, document),
    close: () => opened.close(),
  };
}

/** A house without a place where functions run: their code is taken as it is. */
const NO_FUNCTIONS: Functions = {
  inspect: async () => 1,
  run: async () => ({ kind: 'cannot-run', reason: 'this house runs no functions' }),
  retire: () => undefined,
  wake: () => undefined,
  callbackEndpoint: async () => 'http://127.0.0.1:4566',
};

const SILENT: Log = { error: () => undefined };

const FACTS: RequestFacts = {
  requestId: '00000000-0000-4000-8000-000000000000',
  region: 'us-east-1',
  sourceIp: '127.0.0.1',
  userAgent: 'test',
  secure: false,
  epoch: 0,
  receivedAt: new Date(),
};

/** Writes entities as IAM's operations leave them, without asking anyone's permission. */
class Writer {
  readonly #house: House;

  constructor(house: House) {
    this.#house = house;
  }

  async user(name: string, given: UserGiven = {}): Promise<UserCaller> {
    const { path = '/' } = given;
    const userId = this.#house.ids.unique('AIDA');
    await this.#house.store.write(async (tx) => {
      await tx
        .insertInto('users')
        .values({ user_id: userId, ...this.#named(name, given) })
        .execute();
    });
    await this.#details(userId, given);
    const arn = iamArn(ACCOUNT, `user${path}${name}`);
    return {
      kind: 'user',
      accountId: ACCOUNT,
      arn,
      principalArn: arn,
      userId,
      principalId: userId,
      userName: name,
      path,
    };
  }

  async role(name: string, given: RoleGiven): Promise<{ roleId: string; arn: string }> {
    const roleId = this.#house.ids.unique('AROA');
    await this.#house.store.write(async (tx) => {
      await tx
        .insertInto('roles')
        .values({
          role_id: roleId,
          ...this.#named(name, given),
          description: null,
          trust_policy: given.trust,
          max_session_duration: given.maxSessionDuration ?? 3600,
        })
        .execute();
    });
    await this.#details(roleId, given);
    return { roleId, arn: iamArn(ACCOUNT, `role${given.path ?? '/'}${name}`) };
  }

  async policy(name: string, document: string): Promise<string> {
    const policyId = this.#house.ids.unique('ANPA');
    const now = this.#house.clock.now().getTime();
    await this.#house.store.write(async (tx) => {
      await tx
        .insertInto('policies')
        .values({
          policy_id: policyId,
          account_id: ACCOUNT,
          name,
          name_key: name.toLowerCase(),
          path: '/',
          created_at: now,
          description: null,
          default_version_id: 'v1',
          next_version: 2,
          is_attachable: 1,
          updated_at: now,
        })
        .execute();
      await tx
        .insertInto('policy_versions')
        .values({ policy_id: policyId, version_id: 'v1', document, created_at: now })
        .execute();
    });
    return iamArn(ACCOUNT, `policy/${name}`);
  }

  #named(name: string, { path = '/', boundary }: UserGiven) {
    return {
      account_id: ACCOUNT,
      name,
      name_key: name.toLowerCase(),
      path,
      created_at: this.#house.clock.now().getTime(),
      permissions_boundary: boundary ?? null,
    };
  }

  async #details(ownerId: string, { policy, tags = {} }: UserGiven): Promise<void> {
    await this.#house.store.write(async (tx) => {
      if (policy !== undefined) {
        await tx
          .insertInto('inline_policies')
          .values({ owner_id: ownerId, name: 'own', document: policy })
          .execute();
      }
      for (const [key, value] of Object.entries(tags)) {
        await tx
          .insertInto('tags')
          .values({ resource_id: ownerId, key, key_lower: key.toLowerCase(), value })
          .execute();
      }
    });
  }
}

import type { Server } from 'node:net';
import path from 'node:path';
import { SessionSealer } from './credentials/session-sealer.ts';
import { codeRoutes } from './gateway/control/code-routes.ts';
import { activityRoutes } from './gateway/control/activity-routes.ts';
import { explainRoutes } from './gateway/control/explain-routes.ts';
import { identityRoutes } from './gateway/control/identity-routes.ts';
import { instancePlaces } from './gateway/control/instance-place.ts';
import { instanceRoutes } from './gateway/control/instance-routes.ts';
import { referenceRoutes } from './gateway/control/reference-routes.ts';
import { issuerRoutes } from './gateway/control/issuer-routes.ts';
import { operatorRoutes } from './gateway/control/operator-routes.ts';
import { taskRoutes } from './gateway/control/task-routes.ts';
import { answerRoutes } from './gateway/control/answer-routes.ts';
import { waitRoutes } from './gateway/control/wait-routes.ts';
import { Console, type OperatorKeySource } from './gateway/console/console.ts';
import { gateway } from './gateway/gateway.ts';
import { InstanceGateway } from './gateway/instance-gateway.ts';
import { listen } from './gateway/listen.ts';
import { HouseAuthority } from './gateway/tls/house-authority.ts';
import { TrailRing } from './gateway/trail-ring.ts';
import { LazyFunctions, type LoadedFunctions } from './functions/lazy-functions.ts';
import { InstanceIdentity } from './imds/identity/instance-identity.ts';
import { AWS_ROTATION } from './imds/instance-roles.ts';
import { TaskRoles } from './imds/task-roles.ts';
import { MetadataService } from './imds/metadata-service.ts';
import { InstanceHomes } from './instances/instance-homes.ts';
import { LeftBehind } from './instances/left-behind.ts';
import type { Machines } from './instances/netns/machines.ts';
import { boundedProcessGroup, removeProcessGroup } from './instances/netns/process-group.ts';
import { PowerOffs } from './instances/power-offs.ts';
import { UserDataRuns } from './instances/user-data/user-data-runs.ts';
import { MovableClock } from './kernel/clock.ts';
import { RandomIds } from './kernel/ids.ts';
import { stderrLog } from './kernel/log.ts';
import { isLoopback } from './kernel/loopback.ts';
import { WELL_KNOWN_SECRET } from './kernel/well-known-key.ts';
import type { AnswerUrl } from './operation/function-urls.ts';
import { customType, RESOURCE_TYPES, SERVICES } from './main/rooms.ts';
import type { Running, StartOptions } from './main/start-options.ts';
import type { House, Settings } from './operation/house.ts';
import { BatchedLastUses } from './operation/last-uses.ts';
import { BatchedRefusals } from './operation/records/refusals.ts';
import { PACES } from './operation/pace.ts';
import { LazyResourceTypes } from './operation/resource-types.ts';
import { LazyServices } from './operation/service.ts';
import { AnnouncedStackWork } from './operation/stack-work.ts';
import { loadClockAhead, loadKeyRing } from './operation/settings-store.ts';
import { sharingClock } from './operation/shared-clock.ts';
import { PolicyCache } from './policy/policy-cache.ts';
import { deliverAnswer } from './services/cloudformation/stacks/deliver-answer.ts';
import { deliverSignal } from './services/cloudformation/stacks/deliver-signal.ts';
import { LazyStackEngine } from './services/cloudformation/engine/lazy-stack-engine.ts';
import { LazyPublishedImages } from './services/ec2/images/lazy-published-images.ts';
import { InstancesLookup } from './services/ec2/instances-lookup.ts';
import { VpcEndpointsLookup } from './services/ec2/vpc-endpoints-lookup.ts';
import { adminKey, prepareAccount } from './services/iam/first-start.ts';
import { StoreIdentities } from './services/iam/identities/store-identities.ts';
import { callerByArn } from './services/iam/caller-by-arn.ts';
import { InstanceProfilesLookup } from './services/iam/instance-profiles-lookup.ts';
import { awsManagedPolicy } from './services/iam/managed-policies/aws-managed-policies.ts';
import { makeFurtherAccount } from './services/iam/further-account.ts';
import {
  credentialsInAccount,
  credentialsOfRole,
  credentialsOfRoot,
  credentialsOfUser,
} from './services/iam/operator-credentials.ts';
import { roleArnByName } from './services/iam/role-arn-by-name.ts';
import { StoreOrganizations } from './services/organizations/store-organizations.ts';
import { LifecycleSweeps } from './services/s3/lifecycle/lifecycle-sweeps.ts';
import { openStore, type OpenedStore } from './store/open-store.ts';

/** Reached by functions too, in their sandboxes. */
const ANSWER_ROUTES = answerRoutes(deliverAnswer);

/**
 * Puts the house together and serves: the one place that knows every room.
 *
 * @throws Error when the port is taken or another process holds the data directory
 */
export async function start(options: StartOptions): Promise<Running> {
  const { place, durability, onWaiting } = options;
  const opened = await openStore(place, { durability, onWaiting });
  try {
    return await serve(options, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function serve(options: StartOptions, opened: OpenedStore): Promise<Running> {
  const { accountId, rootKey, log = stderrLog } = options;
  const ids = new RandomIds();
  const clock = new MovableClock(await loadClockAhead(opened.store));
  const { objects } = opened;
  const store = options.place.kind === 'postgres' ? sharingClock(opened.store, clock) : opened.store;
  const keyRing = await loadKeyRing(store);
  const admin = await prepareAccount(store, ids, clock, accountId);
  const policies = new PolicyCache();
  const awsManaged = (arn: string) => awsManagedPolicy(arn)?.document;
  const refusals = new BatchedRefusals(store, log);
  const lastUses = new BatchedLastUses(store, log);
  const settings: Writable<Settings> = {
    accountId,
    region: options.region,
    endpoint: '',
    strict: options.strict ?? false,
    loopbackIsSecure: options.loopbackHttp !== 'insecure',
    pace: PACES[options.instancePace ?? 'fast'],
  };
  const identity = new InstanceIdentity(store, clock);
  const functions = new LazyFunctions({ store, log }, () => loadFunctions(house, options));
  const house: House = {
    settings,
    functions,
    clock,
    ids,
    store,
    objects,
    keyRing,
    sealer: new SessionSealer(keyRing),
    policies,
    identities: new StoreIdentities(store, { compiled: policies, awsManaged }, { accountId, ...rootKey }),
    instanceProfiles: new InstanceProfilesLookup(store),
    instances: new InstancesLookup({ store, clock, log, settings }),
    documentSigner: identity,
    publishedImages: new LazyPublishedImages(),
    organizations: new StoreOrganizations(store, policies),
    vpcEndpoints: new VpcEndpointsLookup(store),
    services: new LazyServices(SERVICES),
    resourceTypes: new LazyResourceTypes(RESOURCE_TYPES, customType),
    stackWork: new AnnouncedStackWork(),
    trail: new TrailRing(),
    refusals,
    lastUses,
    log,
  };
  const metadata = await MetadataService.open(house, {
    identity,
    hostNames: options.hostNames,
    serverPort: options.port,
    rotation: { ...AWS_ROTATION, delaysSwaps: options.roleSwaps === 'at-renewal' },
  });
  const homes = new InstanceHomes(house, options.instancesDirectory);
  const machines =
    options.isolation === 'netns' ? await openMachines(house, metadata, homes, options) : undefined;
  const powerOffs = new PowerOffs(house);
  const leftBehind = new LeftBehind(house);
  const placeOf = instancePlaces(house, metadata, homes, machines);
  const userData = new UserDataRuns(house, {
    placeOf,
    allowsHostExec: options.allowsHostExec ?? false,
    processGroup: boundedProcessGroup,
    endProcessGroup: removeProcessGroup,
  });
  const lifecycles = new LifecycleSweeps(house);
  const control = [
    ...operatorRoutes({
      clock,
      clockMoved: () => lifecycles.sweep(),
      isolation: options.isolation ?? 'process',
      credentialsOfUser,
      credentialsOfRole,
      credentialsOfRoot,
      credentialsInAccount,
      makeAccount: makeFurtherAccount,
    }),
    ...instanceRoutes((instance) => {
      if (machines === undefined) leftBehind.use(instance.instanceId);
      return placeOf(instance);
    }, powerOffs),
    ...identityRoutes(identity),
    ...taskRoutes(new TaskRoles(house), roleArnByName),
    ...explainRoutes(callerByArn),
    ...activityRoutes(),
    ...referenceRoutes,
    ...issuerRoutes,
    ...waitRoutes(deliverSignal),
    ...ANSWER_ROUTES,
    ...codeRoutes(async (token) => (await import('./services/lambda/code-location.ts')).codeAt(house, token)),
  ];
  const hosts = [options.host, ...options.hostNames];
  const stacks = new LazyStackEngine(house, options.place.kind !== 'postgres');
  const beside = { control, answerUrl, console: new Console(house, operatorKeyOf(options)) };
  const listening = await listen(gateway(house, beside, hosts), log, options).catch(async (error) => {
    await Promise.all([metadata.close(), stacks.close()]);
    throw error;
  });
  settings.endpoint = `http://${shownHost(options.host)}:${listening.port}`;
  await userData.open();
  await stacks.takeUp();
  lifecycles.open();
  return {
    endpoint: settings.endpoint,
    port: listening.port,
    data: store.describe(),
    admin,
    close: async () => {
      powerOffs.close();
      await functions.close();
      await lifecycles.close();
      await Promise.all([machines?.close(), userData.close(), leftBehind.close()]);
      await Promise.all([listening.close(), metadata.close(), stacks.close()]);
      await homes.close();
      await Promise.all([lastUses.flush(), refusals.flush()]);
      await opened.close();
    },
  };
}

/** Who may act as the operator without a key: with a root key that everybody knows, whoever is on this machine. */
function operatorKeyOf({ rootKey, host }: StartOptions): OperatorKeySource | undefined {
  if (rootKey.secretAccessKey !== WELL_KNOWN_SECRET || !isLoopback(host)) return undefined;
  return ({ store, settings }) => store.read((tx) => adminKey(tx, settings.accountId));
}

/** What answers at functions' URLs; loaded with the first request to one. */
const answerUrl: AnswerUrl = async (house, call) =>
  (await import('./services/lambda/urls/answer-url.ts')).answerUrl(house, call);

/** Where functions run; loaded with the first of them. */
async function loadFunctions(
  house: House,
  { host, hostNames, place, log = stderrLog, allowsHostExec = false }: StartOptions,
): Promise<LoadedFunctions> {
  const { LocalFunctions } = await import('./functions/local-functions.ts');
  const { findGround } = await import('./functions/find-ground.ts');
  const { runnableById } = await import('./services/lambda/runnable-function.ts');
  const { eventSettingsOf } = await import('./services/lambda/event-settings.ts');
  const handler = gateway(house, { control: ANSWER_ROUTES, answerUrl }, [host, ...hostNames]);
  const authority = new HouseAuthority(house);
  const ground = findGround(allowsHostExec, {
    authority: () => authority.certificate(),
    serve: async (opened, transport) =>
      listen(handler, log, { opened }, transport === 'https' ? await authority.contexts() : undefined),
  });
  const events = { runnable: runnableById, settings: eventSettingsOf };
  return new LocalFunctions(house, () => ground, events, place.kind !== 'postgres');
}

/** Machines of their own for instances. */
async function openMachines(
  house: House,
  metadata: MetadataService,
  homes: InstanceHomes,
  { instancesDirectory }: StartOptions,
): Promise<Machines> {
  const { Machines } = await import('./instances/netns/machines.ts');
  const endpoints = new InstanceGateway(house, new HouseAuthority(house));
  const doors = {
    authority: () => endpoints.authority(),
    metadata: (id: string, opened: Server) => metadata.serveOn(id, opened),
    apis: (id: string, opened: Server, transport: 'http' | 'https') => endpoints.serve(id, opened, transport),
  };
  return new Machines(house, homes, doors, instancesDirectory && path.dirname(instancesDirectory));
}

/** While the house is put together, before anyone else holds it. */
type Writable<T> = { -readonly [Member in keyof T]: T[Member] };

/** An address that binds everywhere is reached by loopback's. */
function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

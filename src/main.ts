import { SessionSealer } from './credentials/session-sealer.ts';
import { MovableClock } from './kernel/clock.ts';
import { RandomIds } from './kernel/ids.ts';
import { stderrLog, type Log } from './kernel/log.ts';
import { controlRoutes } from './control-routes.ts';
import { gateway } from './gateway/gateway.ts';
import { listen, type Listening } from './gateway/listen.ts';
import { TrailRing } from './gateway/trail-ring.ts';
import type { House } from './operation/house.ts';
import { LazyServices } from './operation/service.ts';
import { loadClockAhead, loadKeyRing } from './operation/settings-store.ts';
import { PolicyCache } from './policy/policy-cache.ts';
import { prepareAccount, type AccessKeyPair } from './services/iam/first-start.ts';
import { StoreIdentities } from './services/iam/identities/store-identities.ts';
import { openStore, type StorePlace } from './store/open-store.ts';

/** What the operator chooses. */
export interface StartOptions {
  /** 0 for any free port. */
  readonly port: number;
  readonly host: string;
  readonly place: StorePlace;
  readonly durability?: 'process' | 'power' | undefined;
  readonly accountId: string;
  /** The region of requests that name none. */
  readonly region: string;
  readonly rootKey: AccessKeyPair;
  /** Names by which the server may be called, beside loopback's. */
  readonly hostNames: readonly string[];
  readonly log?: Log | undefined;
}

/** A house that serves. */
export interface Running {
  readonly endpoint: string;
  readonly port: number;
  /** Where the data is. */
  readonly data: string;
  /** The key of the first account's `admin`, as long as it exists. */
  readonly admin: AccessKeyPair | undefined;
  /** Stops serving, then lets go of the data. */
  close(): Promise<void>;
}

/**
 * Puts the house together and serves: the one place that knows every room.
 *
 * @throws Error when the port is taken or another process holds the data directory
 */
export async function start(options: StartOptions): Promise<Running> {
  const { accountId } = options;
  const log = options.log ?? stderrLog;
  const { store, objects } = await openStore(options.place, { durability: options.durability });
  try {
    const ids = new RandomIds();
    const clock = new MovableClock(await loadClockAhead(store));
    const admin = await prepareAccount(store, ids, clock, accountId);
    const policies = new PolicyCache();
    const keyRing = await loadKeyRing(store);
    const settings = { accountId, region: options.region, endpoint: '' };
    const house: House = {
      settings,
      clock,
      ids,
      store,
      objects,
      keyRing,
      sealer: new SessionSealer(keyRing),
      policies,
      identities: new StoreIdentities(store, { compiled: policies, awsManaged }, { accountId, ...options.rootKey }),
      instanceProfiles: new StoreInstanceProfiles(store),
      instances: new StoreInstances(store, clock),
      services: new LazyServices(SERVICES),
      trail: new TrailRing(),
      log,
    };
    const listening = await listen(gateway(house, controlRoutes, [options.host, ...options.hostNames]), log, options);
    settings.endpoint = endpointOf(options.host, listening.port);
    return running(house, listening, admin);
  } catch (error) {
    await objects.close();
    await store.close();
    throw error;
  }
}

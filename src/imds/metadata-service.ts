import type { Server as NetServer } from 'node:net';
import { HostGuard } from '../kernel/host-guard.ts';
import type { House } from '../operation/house.ts';
import { type ListeningPlace, answerMetadata, isOn, type MetadataTools } from './answer-metadata.ts';
import { IdentityCredentials } from './identity/identity-credentials.ts';
import type { InstanceIdentity } from './identity/instance-identity.ts';
import { AWS_ROTATION, InstanceRoles, type Rotation } from './instance-roles.ts';
import { listenForMetadata, type MetadataHandler, type MetadataListener } from './metadata-listener.ts';
import { MetadataPorts } from './metadata-ports.ts';
import { listenOnOwnPort } from './own-port.ts';

/** By what names an instance calls its metadata service. */
const METADATA_HOSTS = ['169.254.169.254', '[fd00:ec2::254]'];

/** How often listeners are compared with what runs: other servers on the store start and stop instances too. */
const COMPARE_EVERY_MS = 60_000;

export interface MetadataServiceOptions {
  /** Further names by which the server may be called. */
  readonly hostNames: readonly string[];
  /** The port that the server was told to listen on: it tells servers on one store apart. */
  readonly serverPort: number;
  /** Who signs identity documents. */
  readonly identity: InstanceIdentity;
  /** AWS's unless told otherwise. */
  readonly rotation?: Rotation | undefined;
}

/**
 * The metadata services of all instances: one listener each, on a loopback port of its own, open as long
 * as the instance is on. On a store that several servers share, each of them serves every instance.
 */
export class MetadataService {
  readonly #house: House;
  readonly #tools: MetadataTools;
  readonly #ports: MetadataPorts;
  readonly #listeners = new Map<string, MetadataListener>();
  /** What is under way for an instance: its listener is opened and closed by one hand at a time. */
  readonly #settling = new Map<string, Promise<unknown>>();
  readonly #stopListening: () => void;
  readonly #timer: NodeJS.Timeout;
  #isClosed = false;

  private constructor(house: House, ports: MetadataPorts, options: MetadataServiceOptions) {
    const hosts = new HostGuard([...METADATA_HOSTS, ...options.hostNames]);
    this.#house = house;
    this.#ports = ports;
    const { identity, rotation = AWS_ROTATION } = options;
    const roles = new InstanceRoles(house, rotation);
    const identityCredentials = new IdentityCredentials(house, rotation);
    this.#tools = { house, hosts, roles, identity, identityCredentials };
    this.#stopListening = house.instances.onChange((id) => this.#settleLater(id));
    this.#timer = setInterval(() => this.#compareLater(), COMPARE_EVERY_MS).unref();
  }

  /** Opens the listeners of all instances that are on. */
  static async open(house: House, options: MetadataServiceOptions): Promise<MetadataService> {
    const ports = await MetadataPorts.load(house.store, house.log, options.serverPort);
    const service = new MetadataService(house, ports, options);
    await service.#compare();
    return service;
  }

  /**
   * Where an instance's metadata is to be had, for example `http://127.0.0.1:40123`; opens its listener
   * when another server started the instance.
   *
   * @returns `undefined` when the instance is off or there is none
   */
  async endpointOf(instanceId: string): Promise<string | undefined> {
    const listener = await this.#settle(instanceId);
    return listener && `http://127.0.0.1:${listener.port}`;
  }

  /** Serves an instance's metadata on what listens in the instance's own network, until it is closed. */
  serveOn(instanceId: string, opened: NetServer): Promise<MetadataListener> {
    return listenForMetadata(this.#handlerOf(instanceId, 'own network'), this.#house.log, opened);
  }

  /** Ends all listeners. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopListening();
    clearInterval(this.#timer);
    await Promise.allSettled(this.#settling.values());
    await Promise.all([...this.#listeners.keys()].map((id) => this.#shut(id)));
    await this.#ports.flush();
  }

  #settleLater(instanceId: string): void {
    this.#settle(instanceId).catch((error: unknown) => this.#complain(instanceId, error));
  }

  #complain(instanceId: string, error: unknown): void {
    this.#house.log.error(`the metadata service of ${instanceId} could not be opened or closed`, error);
  }

  #compareLater(): void {
    this.#compare().catch((error: unknown) => {
      this.#house.log.error('the metadata services could not be compared with what runs', error);
    });
  }

  async #compare(): Promise<void> {
    const running = new Set(await this.#house.instances.running());
    for (const id of this.#listeners.keys()) if (!running.has(id)) this.#settleLater(id);
    const absent = [...running].filter((id) => !this.#listeners.has(id));
    await Promise.all(
      absent.map((id) =>
        this.#oneByOne(id, () => this.#opened(id)).catch((error) => this.#complain(id, error)),
      ),
    );
  }

  /** Opens or closes an instance's listener, as the instance is now. */
  #settle(instanceId: string): Promise<MetadataListener | undefined> {
    return this.#oneByOne(instanceId, async () => {
      const instance = await this.#house.instances.byId(instanceId);
      if (instance !== undefined && isOn(instance)) return this.#opened(instanceId);
      await this.#shut(instanceId);
      if (instance === undefined || instance.state === 'terminated' || instance.state === 'shutting-down')
        this.#ports.forget(instanceId);
      return undefined;
    });
  }

  async #opened(instanceId: string): Promise<MetadataListener | undefined> {
    const open = this.#listeners.get(instanceId);
    if (open !== undefined || this.#isClosed) return open;
    const { log } = this.#house;
    const listener = await listenOnOwnPort(
      (handler, port) => listenForMetadata(handler, log, port),
      this.#handlerOf(instanceId, 'loopback'),
      this.#ports.of(instanceId),
      (port) => this.#ports.isOthers(instanceId, port),
    );
    this.#listeners.set(instanceId, listener);
    this.#ports.remember(instanceId, listener.port);
    return listener;
  }

  #handlerOf(instanceId: string, place: ListeningPlace): MetadataHandler {
    return async (request) => {
      const answer = await answerMetadata(this.#tools, instanceId, place, request);
      if (answer === undefined) this.#settleLater(instanceId);
      return answer;
    };
  }

  async #shut(instanceId: string): Promise<void> {
    const listener = this.#listeners.get(instanceId);
    this.#listeners.delete(instanceId);
    this.#tools.roles.forget(instanceId);
    this.#tools.identityCredentials.forget(instanceId);
    await listener?.close();
  }

  #oneByOne<T>(instanceId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#settling.get(instanceId) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#settling.set(instanceId, mine);
    const forget = () => {
      if (this.#settling.get(instanceId) === mine) this.#settling.delete(instanceId);
    };
    mine.then(forget, forget);
    return mine;
  }
}

import type { Log } from '../kernel/log.ts';
import { readSetting, writeSetting } from '../operation/settings-store.ts';
import type { Store } from '../store/store.ts';

const WRITE_AFTER_MS = 100;

/** How many ports of terminated instances are kept from others. */
const MOST_ENDED = 1_000;

/**
 * Which port each instance's metadata was on, so that a process on the instance finds it again after a
 * restart of the server. Kept in one setting, written in batches: losing the last of them costs a port
 * its number, nothing more.
 */
export class MetadataPorts {
  readonly #store: Store;
  readonly #log: Log;
  readonly #setting: string;
  readonly #ports: Map<string, number>;
  /** Of instances that were terminated while this server ran. */
  readonly #ended = new Set<number>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(store: Store, log: Log, setting: string, ports: Map<string, number>) {
    this.#store = store;
    this.#log = log;
    this.#setting = setting;
    this.#ports = ports;
  }

  /** @param server tells servers on one store apart: the port that it was told to listen on */
  static async load(store: Store, log: Log, server: number): Promise<MetadataPorts> {
    const setting = `metadata-ports/${server}`;
    const text = (await readSetting(store, setting)) ?? '{}';
    const ports = new Map(Object.entries(JSON.parse(text) as Record<string, number>));
    return new MetadataPorts(store, log, setting, ports);
  }

  /** @returns the port of before; 0 for an instance that had none */
  of(instanceId: string): number {
    return this.#ports.get(instanceId) ?? 0;
  }

  /** Whether a port is, or not long ago was, that of another instance. */
  isOthers(instanceId: string, port: number): boolean {
    if (this.#ended.has(port)) return true;
    for (const [id, known] of this.#ports) if (known === port && id !== instanceId) return true;
    return false;
  }

  remember(instanceId: string, port: number): void {
    if (this.#ports.get(instanceId) === port) return;
    this.#ports.set(instanceId, port);
    this.#changed();
  }

  /** Lets go of a terminated instance's. */
  forget(instanceId: string): void {
    const port = this.#ports.get(instanceId);
    if (port === undefined) return;
    this.#ports.delete(instanceId);
    this.#ended.add(port);
    for (const oldest of this.#ended) {
      if (this.#ended.size <= MOST_ENDED) break;
      this.#ended.delete(oldest);
    }
    this.#changed();
  }

  /** Writes what waits; resolves when it is written, or was given up and logged. */
  flush(): Promise<void> {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#writing = this.#writing.then(() => this.#write());
    }
    return this.#writing;
  }

  #changed(): void {
    this.#timer ??= setTimeout(() => void this.flush(), WRITE_AFTER_MS).unref();
  }

  async #write(): Promise<void> {
    try {
      await writeSetting(this.#store, this.#setting, JSON.stringify(Object.fromEntries(this.#ports)));
    } catch (error) {
      this.#log.error('the ports of metadata services could not be remembered', error);
    }
  }
}

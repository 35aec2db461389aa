import type { House } from '../operation/house.ts';

/** What a wait for an instance's end found: how it went off, `on` when it lasted too long, `unknown` when the server closes. */
type PowerOff = 'stopped' | 'rebooted' | 'terminated' | 'on' | 'unknown';

/** How long one wait lasts; who waits asks again, so that those who left are not kept for ever. */
const WAIT_MS = 20_000;

/**
 * Tells whoever runs something on an instance outside of this process when the instance is stopped,
 * rebooted or terminated: all of them end what runs there.
 */
export class PowerOffs {
  readonly #house: House;
  readonly #waiting = new Map<string, Set<(end: PowerOff) => void>>();
  readonly #stopListening: () => void;

  constructor(house: House) {
    this.#house = house;
    this.#stopListening = house.instances.onChange((id, event) => {
      if (!this.#waiting.has(id)) return;
      if (event === 'rebooted') this.#tell(id, 'rebooted');
      else this.#tellWhenOff(id);
    });
  }

  /** Resolves when the instance goes off, at once when it is, or after a while. */
  of(instanceId: string): Promise<PowerOff> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(instanceId) ?? new Set();
      const timer = setTimeout(() => end('on'), WAIT_MS).unref();
      const end = (how: PowerOff) => {
        clearTimeout(timer);
        waiting.delete(end);
        resolve(how);
      };
      this.#waiting.set(instanceId, waiting.add(end));
      this.#tellWhenOff(instanceId);
    });
  }

  /** Lets all that wait go. */
  close(): void {
    this.#stopListening();
    for (const id of this.#waiting.keys()) this.#tell(id, 'unknown');
  }

  #tellWhenOff(instanceId: string): void {
    this.#house.instances
      .byId(instanceId)
      .then((instance) => {
        const state = instance?.state ?? 'terminated';
        if (state === 'pending' || state === 'running') return;
        const isOver = state === 'terminated' || state === 'shutting-down';
        this.#tell(instanceId, isOver ? 'terminated' : 'stopped');
      })
      .catch((error: unknown) => {
        this.#house.log.error('who waits for an instance to go off could not be told', error);
        this.#tell(instanceId, 'unknown');
      });
  }

  #tell(instanceId: string, end: PowerOff): void {
    const waiting = this.#waiting.get(instanceId);
    this.#waiting.delete(instanceId);
    for (const resolve of waiting ?? []) resolve(end);
  }
}

import { mkdtempSync } from 'node:fs';
import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { House } from '../operation/house.ts';

/**
 * The home directories of instances, `DIRECTORY/i-…/home`: what a command on an instance leaves there is
 * found by the next one, until the instance is terminated.
 */
export class InstanceHomes {
  readonly #house: House;
  readonly #directory: string | undefined;
  readonly #stopListening: () => void;
  #temporary: string | undefined;
  /** What runs on instances, each until it has ended: a disk in use is not removed. */
  readonly #occupied = new Map<string, Promise<void>>();
  /** Removals under way, one after the other. */
  #removing: Promise<void> = Promise.resolve();

  /** @param directory where they last; when absent they are temporary and end with the server */
  constructor(house: House, directory: string | undefined) {
    this.#house = house;
    this.#directory = directory;
    this.#stopListening = house.instances.onChange((id) => {
      this.#removing = this.#removing.then(() => this.#forgetEnded(id));
    });
  }

  /** An instance's home, made if there is none. @param instanceId of an instance that exists */
  async of(instanceId: string): Promise<string> {
    const directory = this.#directory ?? (this.#temporary ??= mkdtempSync(path.join(tmpdir(), 'utsuwa-')));
    const home = path.join(placeOf(directory, instanceId), 'home');
    await mkdir(home, { recursive: true, mode: 0o700 });
    return home;
  }

  /** Keeps a terminated instance's directory until what runs on it has ended. @param ended never fails */
  occupy(instanceId: string, ended: Promise<void>): void {
    const leave = ended.then(() => {
      if (this.#occupied.get(instanceId) === leave) this.#occupied.delete(instanceId);
    });
    this.#occupied.set(instanceId, leave);
  }

  /** Ends what is under way and removes what is temporary. */
  async close(): Promise<void> {
    this.#stopListening();
    await this.#removing;
    if (this.#temporary !== undefined) await removeDisks(this.#temporary);
  }

  /** A terminated instance's disk is gone. */
  async #forgetEnded(instanceId: string): Promise<void> {
    const directory = this.#directory ?? this.#temporary;
    if (directory === undefined) return;
    try {
      const instance = await this.#house.instances.byId(instanceId);
      if (instance?.state !== 'shutting-down' && instance?.state !== 'terminated') return;
      await this.#occupied.get(instanceId);
      await removeDisk(placeOf(directory, instanceId));
    } catch (error) {
      this.#house.log.error(`what was on ${instanceId} could not be removed`, error);
    }
  }
}

/** Removes all instances' directories, and the folder that they lie in. */
async function removeDisks(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await removeDisk(path.join(folder, name));
  await rm(folder, { recursive: true, force: true });
}

/**
 * Removes an instance's directory. Overlays leave a folder in each layer that its owner may not read,
 * which keeps whoever is not root from removing it.
 */
async function removeDisk(place: string): Promise<void> {
  const layers = await readdir(path.join(place, 'files')).catch(() => []);
  for (const layer of layers) {
    await chmod(path.join(place, 'files', layer, 'work', 'work'), 0o700).catch(() => undefined);
  }
  await rm(place, { recursive: true, force: true });
}

function placeOf(directory: string, instanceId: string): string {
  if (!/^i-[0-9a-f]+$/.test(instanceId)) throw new RangeError('an instance id is `i-` and hex digits');
  return path.join(directory, instanceId);
}

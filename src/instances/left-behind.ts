import { readdir, readFile } from 'node:fs/promises';
import type { House } from '../operation/house.ts';
import { endProcesses } from './end-processes.ts';
import { MARK } from './instance-environment.ts';

/**
 * Ends what commands left behind that ran on instances in this machine's own namespaces: when an instance is
 * stopped, rebooted or terminated, whatever still has its mark in its environment ends, as far as `/proc` tells.
 */
export class LeftBehind {
  readonly #house: House;
  /** Instances on which this server let commands run. */
  readonly #used = new Set<string>();
  readonly #stopListening: () => void;
  #ending: Promise<unknown> = Promise.resolve();

  constructor(house: House) {
    this.#house = house;
    this.#stopListening = house.instances.onChange((id, event) => {
      if (!this.#used.has(id)) return;
      this.#ending = this.#ending.then(() => this.#endWhenOff(id, event === 'rebooted'));
    });
  }

  /** A command is to run on an instance. */
  use(instanceId: string): void {
    this.#used.add(instanceId);
  }

  /** Waits for what is being ended. */
  async close(): Promise<void> {
    this.#stopListening();
    await this.#ending;
  }

  async #endWhenOff(instanceId: string, isRebooted: boolean): Promise<void> {
    try {
      const instance = await this.#house.instances.byId(instanceId);
      const isOn = instance?.state === 'pending' || instance?.state === 'running';
      if (isOn && !isRebooted) return;
      if (!isOn) this.#used.delete(instanceId);
      await Promise.all((await markedProcesses(instanceId)).map(endProcesses));
    } catch (error) {
      this.#house.log.error(`what ran on ${instanceId} could not be ended`, error);
    }
  }
}

/** Processes that have an instance's mark; none where there is no `/proc`. */
async function markedProcesses(instanceId: string): Promise<readonly number[]> {
  const numbers = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);
  const mark = `${MARK}=${instanceId}`;
  const marked = await Promise.all(
    numbers.map(async (pid) => {
      // Another's, or gone meanwhile.
      const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
      return environment.split('\0').includes(mark);
    }),
  );
  return numbers.filter((pid, i) => marked[i] === true && pid !== process.pid);
}

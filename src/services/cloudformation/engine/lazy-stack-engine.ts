import type { House } from '../../../operation/house.ts';
import type { StackEngine } from './stack-engine.ts';

/** How often a node looks whether another one has left a stack, and says that it works on its own; ms. */
const LOOK_MS = 10_000;

/** The engine, loaded when a stack is first to be worked on. */
export class LazyStackEngine {
  readonly #house: House;
  readonly #isAlone: boolean;
  readonly #unlisten: () => void;
  readonly #looking: NodeJS.Timeout;
  #loading: Promise<StackEngine> | undefined;

  /** @param isAlone whether no other process can work on this store */
  constructor(house: House, isAlone: boolean) {
    this.#house = house;
    this.#isAlone = isAlone;
    this.#unlisten = house.stackWork.onAnnounce((stackId) => void this.#announced(stackId));
    this.#looking = setInterval(() => void this.#look(), LOOK_MS);
    this.#looking.unref();
  }

  /** Takes up what earlier processes left. */
  async takeUp(): Promise<void> {
    const left = await this.#house.store.read((tx) =>
      tx.selectFrom('stack_operations').select('stack_id').limit(1).executeTakeFirst(),
    );
    if (left !== undefined) await (await this.#load()).takeUp();
  }

  /** Leaves all work as it is written down and waits until nothing runs. */
  async close(): Promise<void> {
    this.#unlisten();
    clearInterval(this.#looking);
    await (await this.#loading)?.close();
  }

  async #announced(stackId: string): Promise<void> {
    try {
      (await this.#load()).announced(stackId);
    } catch (error) {
      this.#house.log.error('work on a stack could not begin', error);
    }
  }

  async #look(): Promise<void> {
    try {
      if (this.#loading !== undefined) await (await this.#loading).renew();
      else if (!this.#isAlone) await this.takeUp();
    } catch (error) {
      this.#house.log.error("the stacks' work could not be looked after", error);
    }
  }

  #load(): Promise<StackEngine> {
    this.#loading ??= import('./stack-engine.ts').then(
      (engine) => new engine.StackEngine(this.#house, this.#isAlone),
    );
    return this.#loading;
  }
}

import type {
  CodeProblem,
  FunctionCall,
  FunctionOutcome,
  Functions,
  RunnableFunction,
  StoredZip,
} from '../operation/functions.ts';
import type { Log } from '../kernel/log.ts';
import type { Store } from '../store/store.ts';

/** What is there once the first function is made. */
export interface LoadedFunctions extends Functions {
  close(): Promise<void>;
}

/** How often the store is asked for events that no server runs, ms. */
const LOOK_MS = 15_000;
/** When it is asked first: a server that ended may have left some. */
const FIRST_LOOK_MS = 1_000;

/** Functions for a house that may never have one: the room loads when the first is made or runs. */
export class LazyFunctions implements Functions {
  readonly #house: { readonly store: Store; readonly log: Log };
  readonly #load: () => Promise<LoadedFunctions>;
  readonly #timers: readonly NodeJS.Timeout[];
  #loading: Promise<LoadedFunctions> | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(house: { readonly store: Store; readonly log: Log }, load: () => Promise<LoadedFunctions>) {
    this.#house = house;
    this.#load = load;
    const look = () => {
      this.#looking = this.#look();
    };
    this.#timers = [setTimeout(look, FIRST_LOOK_MS).unref(), setInterval(look, LOOK_MS).unref()];
  }

  async inspect(code: StoredZip): Promise<number | CodeProblem> {
    return (await this.#loaded()).inspect(code);
  }

  async run(fn: RunnableFunction, call: FunctionCall): Promise<FunctionOutcome> {
    return (await this.#loaded()).run(fn, call);
  }

  async callbackEndpoint(region: string): Promise<string> {
    return (await this.#loaded()).callbackEndpoint(region);
  }

  retire(functionId: string): void {
    this.#tell((functions) => functions.retire(functionId), this.#loading);
  }

  wake(): void {
    this.#tell((functions) => functions.wake(), this.#loaded());
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#looking;
    await (await this.#loading?.catch(() => undefined))?.close();
  }

  #loaded(): Promise<LoadedFunctions> {
    if (this.#isClosed) return Promise.reject(new Error('the server is closing'));
    this.#loading ??= this.#load();
    return this.#loading;
  }

  #tell(tell: (functions: LoadedFunctions) => void, loading: Promise<LoadedFunctions> | undefined): void {
    loading?.then(tell).catch((error: unknown) => {
      if (!this.#isClosed) this.#house.log.error('functions could not be loaded', error);
    });
  }

  async #look(): Promise<void> {
    if (this.#isClosed) return;
    try {
      const event = await this.#house.store.read((tx) =>
        tx.selectFrom('lambda_events').select('event_id').limit(1).executeTakeFirst(),
      );
      if (event !== undefined) this.wake();
    } catch (error) {
      if (!this.#isClosed) this.#house.log.error('events of functions could not be looked for', error);
    }
  }
}

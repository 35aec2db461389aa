import type { House } from '../operation/house.ts';
import type {
  CodeProblem,
  FunctionCall,
  FunctionOutcome,
  Functions,
  RunnableFunction,
  StoredZip,
} from '../operation/functions.ts';
import { callbackHost } from './callback-host.ts';
import { CodeFolders } from './code-folders.ts';
import { Environment } from './environment.ts';
import { EventQueue, type EventSource } from './event-queue.ts';
import { makeEnvironment, type Ground } from './make-environment.ts';
import { inspectZip } from './zip/inspect-zip.ts';

/** How many environments one server keeps at once: each is a process. */
const MOST_ENVIRONMENTS = 50;
/** How long an idle one is kept, ms. */
const IDLE_MS = 5 * 60_000;
/** Credentials with less than this left are not worth another call: it may last fifteen minutes. */
const SPARE_MS = 20 * 60_000;

interface Kept {
  readonly environment: Promise<Environment>;
  readonly fn: RunnableFunction;
  isBusy: boolean;
  /** Ends with its call. */
  isRetired: boolean;
  idleSince: number;
}

/** Functions on this machine, each environment in a sandbox. */
export class LocalFunctions implements Functions {
  readonly #house: House;
  readonly #ground: () => Promise<Ground>;
  readonly #folders: CodeFolders;
  readonly #queue: EventQueue;
  readonly #kept = new Set<Kept>();
  readonly #ending = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #isClosed = false;

  /**
   * @param ground where environments can be made; asked at the first call
   * @param isAlone whether no other server is on the store
   */
  constructor(house: House, ground: () => Promise<Ground>, events: EventSource, isAlone: boolean) {
    this.#house = house;
    this.#ground = ground;
    this.#folders = new CodeFolders(house.objects);
    this.#queue = new EventQueue(house, this, events, isAlone);
    this.#timer = setInterval(() => this.#endIdle(), IDLE_MS / 5).unref();
  }

  inspect(code: StoredZip): Promise<number | CodeProblem> {
    return inspectZip(this.#house.objects, code);
  }

  wake(): void {
    this.#queue.wake();
  }

  async callbackEndpoint(region: string): Promise<string> {
    const { kind } = await this.#ground();
    return kind === 'isolated' ? `https://${callbackHost(region)}` : this.#house.settings.endpoint;
  }

  async run(fn: RunnableFunction, call: FunctionCall): Promise<FunctionOutcome> {
    if (this.#isClosed) return { kind: 'cannot-run', reason: 'the server is closing' };
    const { reservedConcurrency: reserved } = fn;
    if (reserved !== undefined && this.#busy(fn.functionId) >= reserved) {
      return { kind: 'throttled', reason: 'reserved' };
    }
    const kept = await this.#take(fn);
    if ('kind' in kept) return kept;
    try {
      const environment = await kept.environment;
      return await environment.run(call);
    } finally {
      this.#giveBack(kept);
    }
  }

  retire(functionId: string): void {
    for (const kept of this.#kept) {
      if (kept.fn.functionId !== functionId) continue;
      kept.isRetired = true;
      if (!kept.isBusy) this.#end(kept);
    }
  }

  /** Ends all of it. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    for (const kept of this.#kept) this.#end(kept);
    await Promise.all(this.#ending);
    await this.#queue.close();
    await this.#folders.close();
  }

  #busy(functionId: string): number {
    let busy = 0;
    for (const kept of this.#kept) if (kept.isBusy && kept.fn.functionId === functionId) busy += 1;
    return busy;
  }

  /** A warm environment of the very same version, or a new one. */
  async #take(fn: RunnableFunction): Promise<Kept | Exclude<FunctionOutcome, { kind: 'ended' }>> {
    for (const kept of this.#kept) {
      if (kept.isBusy || kept.isRetired || !isSame(kept.fn, fn)) continue;
      kept.isBusy = true;
      if (await this.#isFresh(kept)) return kept;
      this.#end(kept);
    }
    if (this.#kept.size >= MOST_ENVIRONMENTS && !this.#makeRoom())
      return { kind: 'throttled', reason: 'account' };
    return this.#make(fn);
  }

  /** Whether an environment lives, with credentials that outlast the longest call. */
  async #isFresh({ environment }: Kept): Promise<boolean> {
    const { isAlive, credentials } = await environment;
    const left = credentials.Expiration.getTime() - this.#house.clock.now().getTime();
    return isAlive && left > SPARE_MS;
  }

  async #make(fn: RunnableFunction): Promise<Kept | Exclude<FunctionOutcome, { kind: 'ended' }>> {
    const environment = makeEnvironment(this.#house, fn, this.#ground, this.#folders).then((made) => {
      if (made instanceof Environment) return made;
      throw new NotMade(made);
    });
    environment.catch(() => undefined);
    const kept: Kept = { environment, fn, isBusy: true, isRetired: false, idleSince: 0 };
    this.#kept.add(kept);
    try {
      await environment;
      return kept;
    } catch (error) {
      this.#kept.delete(kept);
      if (error instanceof NotMade) return error.outcome;
      throw error;
    }
  }

  /** Ends the idle environment that was used longest ago. @returns whether there was one */
  #makeRoom(): boolean {
    let oldest: Kept | undefined;
    for (const kept of this.#kept) {
      if (!kept.isBusy && (oldest === undefined || kept.idleSince < oldest.idleSince)) oldest = kept;
    }
    if (oldest !== undefined) this.#end(oldest);
    return oldest !== undefined;
  }

  #giveBack(kept: Kept): void {
    kept.isBusy = false;
    kept.idleSince = performance.now();
    kept.environment.then(
      ({ isAlive }) => {
        if (!isAlive || kept.isRetired || this.#isClosed) this.#end(kept);
      },
      () => this.#kept.delete(kept),
    );
  }

  #endIdle(): void {
    const before = performance.now() - IDLE_MS;
    for (const kept of this.#kept) if (!kept.isBusy && kept.idleSince < before) this.#end(kept);
  }

  #end(kept: Kept): void {
    this.#kept.delete(kept);
    const ending = kept.environment
      .then(async (environment) => {
        await environment.end();
        await environment.logged();
      })
      .catch((error: unknown) => {
        if (!(error instanceof NotMade))
          this.#house.log.error('a function’s environment could not be ended', error);
      })
      .finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}

/** Why there is no environment, for the caller. */
class NotMade extends Error {
  readonly outcome: Exclude<FunctionOutcome, { kind: 'ended' }>;

  constructor(outcome: Exclude<FunctionOutcome, { kind: 'ended' }>) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

function isSame(one: RunnableFunction, other: RunnableFunction): boolean {
  return (
    one.functionId === other.functionId &&
    one.version === other.version &&
    one.revisionId === other.revisionId
  );
}

import type { FunctionOutcome, Functions, RunnableFunction } from '../operation/functions.ts';
import type { House } from '../operation/house.ts';
import type { LambdaEventRow } from '../store/lambda-tables.ts';
import type { ReadTx } from '../store/store.ts';

/** How an event comes to what it runs, and what is to become of it when that fails; Lambda's room knows. */
export interface EventSource {
  runnable(tx: ReadTx, functionId: string, qualifier: string): Promise<RunnableFunction | undefined>;
  settings(tx: ReadTx, functionId: string, qualifier: string): Promise<EventSettings>;
}

export interface EventSettings {
  /** How often a failed event is tried again. */
  readonly retries: number;
  /** How long an event is tried at all, seconds. */
  readonly ageSeconds: number;
}

/** How many events run at once on one server. */
const MOST_AT_ONCE = 8;
/** How long whoever takes an event has it for itself beyond its function's timeout, ms. */
const HOLD_MS = 60_000;
/** What a throttled event waits, ms. */
const THROTTLED_MS = 1_000;

/**
 * Runs events that were accepted: each until it has succeeded once, or failed as often as it may. They lie in
 * the store, so that one survives a server that ends, and any server on the store runs it.
 */
export class EventQueue {
  readonly #house: House;
  readonly #functions: Functions;
  readonly #source: EventSource;
  readonly #running = new Set<Promise<void>>();
  /** What has to be done before the first event is taken. */
  readonly #freed: Promise<void>;
  #active = 0;
  #isClosed = false;

  /** @param isAlone whether no other server is on the store: then what is taken was taken by one that ended */
  constructor(house: House, functions: Functions, source: EventSource, isAlone: boolean) {
    this.#house = house;
    this.#functions = functions;
    this.#source = source;
    this.#freed = isAlone ? this.#freeAll() : Promise.resolve();
  }

  /** There may be something to do. */
  wake(): void {
    this.#wakeIn(0);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#running);
  }

  #wakeIn(ms: number): void {
    if (this.#isClosed) return;
    setTimeout(() => {
      this.#track(this.#work());
    }, ms).unref();
  }

  #track(working: Promise<void>): void {
    const tracked = working
      .catch((error: unknown) => {
        if (!this.#isClosed) this.#house.log.error('events of functions could not be run', error);
      })
      .finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
  }

  async #work(): Promise<void> {
    if (this.#isClosed || this.#active >= MOST_AT_ONCE) return;
    this.#active += 1;
    try {
      await this.#freed;
      for (let event = await this.#take(); event !== undefined; event = await this.#take()) {
        // Others run beside this one.
        if (this.#active < MOST_AT_ONCE) this.#wakeIn(0);
        await this.#run(event);
        if (this.#isClosed) return;
      }
    } finally {
      this.#active -= 1;
    }
  }

  async #freeAll(): Promise<void> {
    const due_at = this.#house.clock.real().getTime();
    await this.#house.store.write((tx) => tx.updateTable('lambda_events').set({ due_at }).execute());
  }

  /** Takes the event that has waited longest: for a while it is nobody else's. */
  async #take(): Promise<LambdaEventRow | undefined> {
    if (this.#isClosed) return undefined;
    const { store, clock } = this.#house;
    const now = clock.real().getTime();
    const waiting = await store.read((tx) =>
      tx
        .selectFrom('lambda_events')
        .select('event_id')
        .where('due_at', '<=', now)
        .limit(1)
        .executeTakeFirst(),
    );
    if (waiting === undefined) return undefined;
    return store.write(async (tx) => {
      const event = await tx
        .selectFrom('lambda_events')
        .selectAll()
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(1)
        .executeTakeFirst();
      if (event === undefined) return undefined;
      const fn = await this.#source.runnable(tx, event.function_id, event.qualifier);
      const due_at = now + (fn?.timeoutSeconds ?? 0) * 1000 + HOLD_MS;
      await tx.updateTable('lambda_events').set({ due_at }).where('event_id', '=', event.event_id).execute();
      return event;
    });
  }

  async #run(event: LambdaEventRow): Promise<void> {
    const { store } = this.#house;
    const { fn, settings } = await store.read(async (tx) => ({
      fn: await this.#source.runnable(tx, event.function_id, event.qualifier),
      settings: await this.#source.settings(tx, event.function_id, event.qualifier),
    }));
    if (fn === undefined) return this.#drop(event);
    const invokedArn = event.qualifier === '' ? fn.functionArn : `${fn.functionArn}:${event.qualifier}`;
    const outcome = await this.#functions.run(fn, {
      requestId: event.request_id,
      payload: event.payload,
      clientContext: event.client_context ?? undefined,
      invokedArn,
    });
    // What the end of the server cut short is for the next one.
    if (this.#isClosed) return;
    await this.#conclude(event, outcome, settings, fn);
  }

  async #conclude(
    event: LambdaEventRow,
    outcome: FunctionOutcome,
    { retries, ageSeconds }: EventSettings,
    fn: RunnableFunction,
  ): Promise<void> {
    if (outcome.kind === 'ended' && outcome.functionError === undefined) return this.#drop(event);
    const now = this.#house.clock.real().getTime();
    const isThrottled = outcome.kind === 'throttled';
    const attempts = event.attempts + (isThrottled ? 0 : 1);
    const wait = isThrottled ? THROTTLED_MS : this.#house.settings.pace.functionRetry * attempts;
    if (attempts > retries || now + wait - event.accepted_at > ageSeconds * 1000) {
      this.#record(event, fn, outcome, attempts);
      return this.#drop(event);
    }
    await this.#house.store.write((tx) =>
      tx
        .updateTable('lambda_events')
        .set({ attempts, due_at: now + wait })
        .where('event_id', '=', event.event_id)
        .execute(),
    );
    this.#wakeIn(wait);
  }

  async #drop({ event_id: id }: LambdaEventRow): Promise<void> {
    await this.#house.store.write((tx) =>
      tx.deleteFrom('lambda_events').where('event_id', '=', id).execute(),
    );
  }

  /**
   * An event that is given up stands in the trail, and in the operator's log: nobody waits for its answer who
   * could be told, and a custom resource's stack waits on for another's.
   */
  #record(event: LambdaEventRow, fn: RunnableFunction, outcome: FunctionOutcome, attempts: number): void {
    this.#house.log.error(
      `an event for ${fn.functionArn} was given up (request ${event.request_id}, attempts: ${attempts})`,
      whyGivenUp(outcome, fn),
    );
    this.#house.trail.record({
      requestId: event.request_id,
      at: this.#house.clock.real().getTime(),
      service: 'lambda',
      operation: 'Invoke',
      region: fn.region,
      caller: {
        kind: 'service',
        service: 'lambda.amazonaws.com',
        accountId: fn.accountId,
        sourceArn: fn.functionArn,
      },
      decisions: [],
      exempt: `the event for ${fn.name} was given up after ${attempts} attempts`,
      errorCode: outcome.kind === 'ended' ? 'FunctionError' : outcome.kind,
    });
  }
}

/** Why an event failed at last, and where more of that stands; nothing that the function says itself. */
function whyGivenUp(outcome: FunctionOutcome, { logGroup, roleArn }: RunnableFunction): string {
  switch (outcome.kind) {
    case 'ended':
      return `the function failed; what it printed is in the log group ${logGroup}, if ${roleArn} may write there`;
    case 'cannot-run':
      return outcome.reason;
    case 'role-refused':
      return `${roleArn} is not there, or does not trust lambda.amazonaws.com`;
    case 'bad-code':
      return 'its code or its layers could not be unpacked';
    case 'throttled':
      return 'it was throttled for as long as an event is kept';
  }
}

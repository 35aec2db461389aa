import type { House } from '../../../operation/house.ts';
import type { ResourceTypes } from '../../../operation/resource-types.ts';
import type { StackResourceRow } from '../../../store/stack-tables.ts';
import type { WriteTx } from '../../../store/store.ts';
import { masked } from '../template/secrets.ts';
import { Actor } from './acting-caller.ts';
import type { CallPlace } from './service-calls.ts';
import { addEvent, putResource, stepStack, type StackEvent, type StackStep } from './journal.ts';
import { secretAttributes } from './no-echo.ts';
import type { FailedCalls } from './reasons.ts';
import type { Turns } from './turns.ts';
import {
  toOperation,
  toResource,
  type OperationData,
  type OperationRecord,
  type Phase,
  type ResourceRecord,
  type StackRecord,
} from './records.ts';

/** Whether an operation's work is over. */
export type Outcome = 'done' | 'goes on';

/** Another node works on the stack now, so this one must leave it alone. */
export class LostStackError extends Error {
  override readonly name = 'LostStackError';
}

/** Thrown into what waits when the operation's course changes: it failed, or a person ended it. */
export class GivenUpError extends Error {
  override readonly name = 'GivenUpError';
}

/** Who works on stacks. */
interface Node {
  /** The name under which it holds them. */
  readonly holder: string;
  readonly turns: Turns;
}

/**
 * What is being done with one stack, as far as it has come: everything is written down before it is
 * done and after, so that whoever takes it up later can go on.
 */
export class Work {
  readonly house: House;
  readonly types: ResourceTypes;
  readonly stack: Pick<StackRecord, 'id' | 'name' | 'account_id' | 'region'>;
  readonly failedCalls: FailedCalls = new WeakMap();
  readonly now = new Map<string, ResourceRecord>();
  readonly before = new Map<string, ResourceRecord>();
  readonly gone = new Map<string, ResourceRecord>();
  readonly #holder: string;
  readonly #turns: Turns;
  readonly #roleArn: string | undefined;
  /** What the stack's request acknowledged. */
  readonly capabilities: readonly string[];
  /** The types that it named; `undefined` where it named none. */
  readonly resourceTypes: readonly string[] | undefined;
  /** Values of parameters that no event may show. */
  secrets: readonly string[] = [];
  #operation: OperationRecord;
  #givenUp = new AbortController();
  #actor: Actor;
  #why: 'failed' | 'cancelled' | 'timed out' | undefined;
  #isLeft = false;
  #news = newsOnce();

  private constructor(
    house: House,
    types: ResourceTypes,
    stack: StackRecord,
    operation: OperationRecord,
    { holder, turns }: Node,
  ) {
    this.house = house;
    this.#turns = turns;
    this.types = types;
    this.stack = stack;
    this.#operation = operation;
    this.#holder = holder;
    this.capabilities = operation.data.next?.capabilities ?? stack.data.capabilities;
    const { kind, next } = operation.data;
    this.resourceTypes = kind === 'create' ? stack.data.resourceTypes : next?.resourceTypes;
    this.#roleArn = operation.data.next?.roleArn ?? stack.data.roleArn;
    this.#actor = this.#actorOf(this.#roleArn);
  }

  /** Takes up a stack's operation as its rows tell. */
  static async of(
    house: House,
    types: ResourceTypes,
    stack: StackRecord,
    operation: OperationRecord,
    node: Node,
  ): Promise<Work> {
    const work = new Work(house, types, stack, operation, node);
    const rows = await house.store.read((tx) =>
      tx.selectFrom('stack_resources').selectAll().where('stack_id', '=', stack.id).execute(),
    );
    for (const row of rows) work[row.slot].set(row.logical_id, toResource(row));
    return work;
  }

  get operation(): OperationRecord {
    return this.#operation;
  }

  get phase(): Phase {
    return this.#operation.phase;
  }

  /** Ends what waits when the phase is given up. */
  get signal(): AbortSignal {
    return this.#givenUp.signal;
  }

  /** Ends whatever of the phase waits for something. @param why tells a cancelled step's event */
  giveUp(why: 'failed' | 'cancelled' | 'timed out'): void {
    this.#why ??= why;
    this.#givenUp.abort(new GivenUpError());
  }

  /** Why the phase was given up, if it was. */
  get givenUp(): 'failed' | 'cancelled' | 'timed out' | undefined {
    return this.#why;
  }

  /** Told that something of the operation changed: a signal came, a person wants another course. */
  notify(): void {
    this.#news.tell();
    this.#news = newsOnce();
  }

  /** Resolves at the next news. */
  nextNews(): Promise<void> {
    return this.#news.told;
  }

  /** Leaves everything as it is written down: the server ends, or the store is away. */
  leave(): void {
    this.#isLeft = true;
    this.#givenUp.abort(new LostStackError());
  }

  get isLeft(): boolean {
    return this.#isLeft;
  }

  #actorOf(roleArn: string | undefined): Actor {
    const { account_id: accountId, region } = this.stack;
    return new Actor(this.house, this.#operation.data.caller, roleArn, { accountId, region });
  }

  /** Who acts for the stack at the moment, and where. */
  async callPlace(): Promise<CallPlace> {
    const { calledVia } = this.#operation.data;
    return { ...(await this.#actor.now()), region: this.stack.region, calledVia };
  }

  /** Looks whether a person asked for another course since. */
  async refresh(): Promise<OperationRecord> {
    const row = await this.house.store.read((tx) =>
      tx.selectFrom('stack_operations').selectAll().where('stack_id', '=', this.stack.id).executeTakeFirst(),
    );
    if (row === undefined || row.holder !== this.#holder) throw new LostStackError();
    this.#operation = toOperation(row);
    return this.#operation;
  }

  /** Waits for the stack's turn: before each step, so that no stack keeps others, or requests, waiting. */
  turnCome(): Promise<void> {
    return this.#turns.take(this.stack.id);
  }

  /** Writes, in its turn, as long as the stack is this node's to work on. */
  async write<T>(fn: (tx: WriteTx, now: number) => Promise<T>): Promise<T> {
    await this.turnCome();
    if (this.#isLeft) throw new LostStackError();
    return this.house.store.write(async (tx) => {
      const held = await tx
        .selectFrom('stack_operations')
        .select('holder')
        .where('stack_id', '=', this.stack.id)
        .executeTakeFirst();
      if (held?.holder !== this.#holder) throw new LostStackError();
      return fn(tx, this.house.clock.now().getTime());
    });
  }

  /** Writes resources and the events that tell of them, in one step. */
  async step(
    changes: readonly { slot: StackResourceRow['slot']; id: string; record: ResourceRecord | undefined }[],
    events: readonly StackEvent[] = [],
  ): Promise<void> {
    await this.write(async (tx, now) => {
      for (const { slot, id, record } of changes) await putResource(tx, this.stack.id, slot, id, record);
      for (const event of events) await this.#event(tx, now, event);
    });
    for (const { slot, id, record } of changes) {
      if (record === undefined) this[slot].delete(id);
      else this[slot].set(id, record);
    }
  }

  /** Changes the stack's status and goes on to a phase. */
  async turn(phase: Phase, step: StackStep, data: Partial<OperationData> = {}): Promise<Outcome> {
    await this.write(async (tx) => {
      await this.#stackStep(tx, step);
      // What a person asked for meanwhile stays asked for.
      const current = await this.#current(tx);
      const changed = JSON.stringify({ ...current.data, ...data });
      await tx
        .updateTable('stack_operations')
        .set({ phase, data: changed })
        .where('stack_id', '=', this.stack.id)
        .execute();
    });
    await this.refresh();
    this.#givenUp = new AbortController();
    this.#why = undefined;
    this.#actor = this.#actorOf(this.#roleArn);
    return 'goes on';
  }

  /**
   * Ends the operation with the stack's last status, unless a person asked for the stack's deletion
   * meanwhile: then it goes on with that.
   *
   * @param more done in the same step
   */
  async finish(step: StackStep, more?: (tx: WriteTx) => Promise<void>): Promise<Outcome> {
    return this.write(async (tx) => {
      await more?.(tx);
      const { data } = await this.#current(tx);
      if (data.deletion !== undefined && this.phase !== 'delete') return 'goes on';
      await this.#stackStep(tx, step);
      await tx.deleteFrom('stack_operations').where('stack_id', '=', this.stack.id).execute();
      await tx.deleteFrom('stack_signals').where('stack_id', '=', this.stack.id).execute();
      await tx.deleteFrom('stack_requests').where('stack_id', '=', this.stack.id).execute();
      return 'done';
    });
  }

  async #current(tx: WriteTx): Promise<OperationRecord> {
    const row = await tx
      .selectFrom('stack_operations')
      .selectAll()
      .where('stack_id', '=', this.stack.id)
      .executeTakeFirst();
    if (row === undefined) throw new LostStackError();
    return toOperation(row);
  }

  #stackStep(tx: WriteTx, step: StackStep): Promise<void> {
    const { clientRequestToken } = this.#operation.data;
    return stepStack(tx, this.house, this.stack, { clientRequestToken, ...step });
  }

  #event(tx: WriteTx, at: number, event: StackEvent): Promise<void> {
    const { clientRequestToken } = this.#operation.data;
    const secrets = [...this.secrets, ...secretAttributes(this.now.values())];
    return addEvent(tx, this.stack.id, at, {
      ...event,
      properties: JSON.stringify(masked(event.properties, secrets)),
      clientRequestToken,
    });
  }
}

function newsOnce(): { readonly told: Promise<void>; readonly tell: () => void } {
  let tell = (): void => undefined;
  const told = new Promise<void>((resolve) => (tell = resolve));
  return { told, tell };
}

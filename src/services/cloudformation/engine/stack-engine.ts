import type { House } from '../../../operation/house.ts';
import { StoreUnavailableError } from '../../../store/store-unavailable-error.ts';
import { StoreClosedError } from '../../../store/store.ts';
import { toOperation, toStack } from './records.ts';
import { runOperation } from './run-operation.ts';
import { Turns } from './turns.ts';
import { LostStackError, Work } from './work.ts';

/** How long a node has a stack to itself, unless it says meanwhile that it still works on it; real time, ms. */
const HELD_MS = 30_000;
/** How soon a stack that had to be left is taken up again. */
const AGAIN_MS = 1000;

/**
 * Does the work that CloudFormation's operations write down: one run a stack, many stacks at once. What
 * a process left in the midst is taken up by the next one, or by another node once its time is over.
 */
export class StackEngine {
  readonly #house: House;
  readonly #node: string;
  readonly #isAlone: boolean;
  readonly #running = new Map<string, { readonly work: Work; readonly end: Promise<void> }>();
  readonly #starting = new Map<string, Promise<void>>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #turns = new Turns();
  #isClosed = false;

  /** @param isAlone whether no other process can work on this store */
  constructor(house: House, isAlone: boolean) {
    this.#house = house;
    this.#isAlone = isAlone;
    this.#node = house.ids.requestId();
  }

  /** Takes up what earlier processes left. */
  async takeUp(): Promise<void> {
    const rows = await this.#house.store.read((tx) =>
      tx.selectFrom('stack_operations').select(['stack_id', 'held_until']).execute(),
    );
    const now = this.#house.clock.real().getTime();
    for (const { stack_id: id, held_until: until } of rows) {
      if (this.#running.has(id) || this.#starting.has(id)) continue;
      if (this.#isAlone || until < now) this.#start(id);
    }
  }

  /** Leaves all work as it is written down and waits until nothing runs. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all(this.#starting.values());
    for (const { work } of this.#running.values()) work.leave();
    await Promise.all([...this.#running.values()].map(({ end }) => end));
  }

  /** Told that work waits on a stack, or that its work got news. */
  announced(stackId: string): void {
    const running = this.#running.get(stackId);
    if (running === undefined) this.#start(stackId);
    else void this.#tell(running.work);
  }

  /** Tells a run of its stack's news: signals, or another course. */
  async #tell(work: Work): Promise<void> {
    try {
      const before = work.operation.data;
      const { data } = await work.refresh();
      if (data.isCancelled === true && before.isCancelled !== true) work.giveUp('cancelled');
      if (data.deletion !== undefined && before.deletion === undefined) work.giveUp('cancelled');
    } catch (error) {
      // The run itself meets the same.
      if (!(error instanceof LostStackError)) this.#house.log.error("a stack's news was missed", error);
    }
    work.notify();
  }

  #start(stackId: string): void {
    if (this.#isClosed || this.#starting.has(stackId)) return;
    const starting = this.#begin(stackId)
      .catch((error: unknown) => this.#left(stackId, error))
      .finally(() => this.#starting.delete(stackId));
    this.#starting.set(stackId, starting);
  }

  async #begin(stackId: string): Promise<void> {
    const rows = await this.#hold(stackId);
    if (rows === undefined || this.#isClosed) return;
    const house = this.#house;
    const node = { holder: this.#node, turns: this.#turns };
    const work = await Work.of(house, house.resourceTypes, rows.stack, rows.operation, node);
    const end = runOperation(work)
      .catch((error: unknown) => this.#left(stackId, error))
      .finally(() => {
        this.#running.delete(stackId);
        house.stackWork.done(stackId);
      });
    this.#running.set(stackId, { work, end });
  }

  /** Makes the stack this node's, unless another one works on it. */
  #hold(stackId: string) {
    return this.#house.store.write(async (tx) => {
      const row = await tx
        .selectFrom('stack_operations')
        .selectAll()
        .where('stack_id', '=', stackId)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const now = this.#house.clock.real().getTime();
      const isFree = row.holder === null || row.holder === this.#node || row.held_until < now;
      if (!isFree && !this.#isAlone) return undefined;
      const held = { holder: this.#node, held_until: now + HELD_MS };
      await tx.updateTable('stack_operations').set(held).where('stack_id', '=', stackId).execute();
      const stack = await tx
        .selectFrom('stacks')
        .selectAll()
        .where('id', '=', stackId)
        .executeTakeFirstOrThrow();
      return { stack: toStack(stack), operation: toOperation({ ...row, ...held }) };
    });
  }

  /** A run that could not go on: it is taken up again, unless the server ends or another node has it. */
  #left(stackId: string, error: unknown): void {
    if (this.#isClosed || error instanceof StoreClosedError) return;
    if (!(error instanceof LostStackError || error instanceof StoreUnavailableError)) {
      this.#house.log.error('work on a stack stopped by a defect of ours', error);
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#start(stackId);
    }, AGAIN_MS);
    this.#timers.add(timer);
  }

  /** Says of each stack that runs here that it does; to be called several times while a node has a stack. */
  async renew(): Promise<void> {
    if (this.#isClosed) return;
    for (const [stackId, { work }] of this.#running) {
      await this.#hold(stackId);
      await this.#tell(work);
    }
    if (!this.#isAlone) await this.takeUp();
  }
}

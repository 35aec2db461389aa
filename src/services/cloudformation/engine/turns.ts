/** For how long steps go on before sockets and timers have their turn, real time, ms. */
const SLICE_MS = 5;

/**
 * Lets the steps of stacks take turns with each other and with everything else that the process does. A step on
 * SQLite runs without a pause: a hundred of them in a row would keep every request waiting. So each waits for its
 * turn: the stacks are served round robin, and after a few milliseconds whatever else waits comes first.
 */
export class Turns {
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #sliceMs: number;
  #isGoing = false;
  #began = 0;

  constructor(sliceMs = SLICE_MS) {
    this.#sliceMs = sliceMs;
  }

  /** Resolves when it is a stack's turn; a stack that asks for several gets them in order. */
  take(stackId: string): Promise<void> {
    return new Promise((resolve) => {
      const earlier = this.#waiting.get(stackId);
      if (earlier === undefined) this.#waiting.set(stackId, [resolve]);
      else earlier.push(resolve);
      if (this.#isGoing) return;
      this.#isGoing = true;
      this.#afterOthers();
    });
  }

  #next(): void {
    const [first] = this.#waiting;
    if (first === undefined) {
      this.#isGoing = false;
      return;
    }
    const [stackId, waiting] = first;
    this.#waiting.delete(stackId);
    waiting.shift()?.();
    if (waiting.length > 0) this.#waiting.set(stackId, waiting);
    // A tick that is asked for among microtasks comes when they are done, and with them the step.
    if (performance.now() - this.#began < this.#sliceMs)
      queueMicrotask(() => process.nextTick(() => this.#next()));
    else this.#afterOthers();
  }

  #afterOthers(): void {
    setImmediate(() => {
      this.#began = performance.now();
      this.#next();
    });
  }
}

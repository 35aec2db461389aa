import { StuckTransactionError } from '../stuck-transaction-error.ts';

/** How long anyone waits for a turn before the holder is taken to be stuck, in milliseconds. */
const PATIENCE_MS = 30_000;

interface Waiter {
  readonly writes: boolean;
  readonly proceed: () => void;
}

/**
 * Whose turn it is on the one connection: one writer alone, or any number of readers, in the order of
 * asking. With a synchronous database a turn ends within the microtasks of its function, so nobody
 * waits for a disk, and a read needs no transaction to see one state.
 */
export class Turns {
  #readers = 0;
  #writing = false;
  readonly #waiting: Waiter[] = [];
  readonly #patienceMs: number;

  constructor(patienceMs = PATIENCE_MS) {
    this.#patienceMs = patienceMs;
  }

  /** Takes a reader's turn: at once (`undefined`), or when the promise resolves. */
  read(): Promise<void> | undefined {
    if (this.#writing || this.#waiting.length > 0) return this.#wait(false);
    this.#readers++;
    return undefined;
  }

  /** Takes the writer's turn: at once (`undefined`), or when the promise resolves. */
  write(): Promise<void> | undefined {
    if (this.#writing || this.#readers > 0 || this.#waiting.length > 0) return this.#wait(true);
    this.#writing = true;
    return undefined;
  }

  /** Ends a reader's turn. */
  readDone(): void {
    this.#readers--;
    this.#next();
  }

  /** Ends the writer's turn. */
  writeDone(): void {
    this.#writing = false;
    this.#next();
  }

  #wait(writes: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(new StuckTransactionError(this.#patienceMs));
        this.#next();
      }, this.#patienceMs);
      const waiter: Waiter = {
        writes,
        proceed: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      this.#waiting.push(waiter);
    });
  }

  #next(): void {
    for (let first = this.#waiting[0]; first !== undefined && !this.#writing; first = this.#waiting[0]) {
      if (first.writes && this.#readers > 0) return;
      this.#waiting.shift();
      if (first.writes) this.#writing = true;
      else this.#readers++;
      first.proceed();
    }
  }
}

/** Told of a stack on which work waits. */
export type StackWorkListener = (stackId: string) => void;

/** Between CloudFormation's operations, which write down what is to be done, and the engine that does it. */
export interface StackWork {
  /** Says, after it was committed, that work waits on a stack or that its work got news (a signal, a cancellation). */
  announce(stackId: string): void;
  /** Calls `listener` after each announcement of this process. @returns ends it */
  onAnnounce(listener: StackWorkListener): () => void;
  /** The engine says that nothing is left to do on a stack. */
  done(stackId: string): void;
  /**
   * Announces work and gives it a moment: most stacks are done within it, and clients that ask only every
   * 30 seconds find them so at once. Resolves when it is done, or the moment is over.
   */
  announceAndWait(stackId: string): Promise<void>;
}

/** How long an answer waits for a stack's work, real time, ms. */
const MOMENT_MS = 1500;

/** Tells listeners of this process. */
export class AnnouncedStackWork implements StackWork {
  readonly #listeners = new Set<StackWorkListener>();
  readonly #waiting = new Map<string, Set<() => void>>();

  announce(stackId: string): void {
    for (const listener of this.#listeners) listener(stackId);
  }

  onAnnounce(listener: StackWorkListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  done(stackId: string): void {
    for (const tell of this.#waiting.get(stackId) ?? []) tell();
  }

  async announceAndWait(stackId: string): Promise<void> {
    const waiting = this.#waiting.get(stackId) ?? new Set();
    this.#waiting.set(stackId, waiting);
    let tell = (): void => undefined;
    const done = new Promise<void>((resolve) => (tell = resolve));
    waiting.add(tell);
    const timer = setTimeout(tell, MOMENT_MS);
    this.announce(stackId);
    await done;
    clearTimeout(timer);
    waiting.delete(tell);
    if (waiting.size === 0) this.#waiting.delete(stackId);
  }
}

/** Told of a stack on which work waits. */
export type StackWorkListener = (stackId: string) => void;

/** Between CloudFormation's operations, which write down what is to be done, and the engine that does it. */
export interface StackWork {
  /** Says, after it was committed, that work waits on a stack or that its work got news (a signal, a cancellation). */
  announce(stackId: string): void;
  /** Calls `listener` after each announcement of this process. @returns ends it */
  onAnnounce(listener: StackWorkListener): () => void;
}

/** Tells listeners of this process. */
export class AnnouncedStackWork implements StackWork {
  readonly #listeners = new Set<StackWorkListener>();

  announce(stackId: string): void {
    for (const listener of this.#listeners) listener(stackId);
  }

  onAnnounce(listener: StackWorkListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** How a visit in order went. */
export interface Visited<T> {
  readonly done: ReadonlySet<string>;
  /** What was thrown, by name. */
  readonly failures: ReadonlyMap<string, T>;
}

/**
 * Visits names, each as soon as all that it waits for were visited; what does not wait for each other
 * goes on at the same time. After a failure nothing that waits for it begins.
 *
 * @param waits must have no cycle
 * @param visit resolves to `undefined`, or to what went wrong; where it rejects, so does the whole, at once
 * @param stopsAtFailure whether after a failure nothing at all begins any more
 */
export async function visitInOrder<T>(
  waits: ReadonlyMap<string, readonly string[]>,
  visit: (name: string) => Promise<T | undefined>,
  stopsAtFailure: boolean,
): Promise<Visited<T>> {
  const done = new Set<string>();
  const failures = new Map<string, T>();
  const left = new Map(waits);
  let running = 0;
  let broken: { readonly error: unknown } | undefined;
  let wake = (): void => undefined;
  const ended = (): void => {
    running -= 1;
    wake();
  };
  const mayBegin = (others: readonly string[]) =>
    others.every((other) => done.has(other) || !waits.has(other));
  for (;;) {
    if (failures.size === 0 || !stopsAtFailure) {
      for (const [name, others] of [...left]) {
        if (!mayBegin(others)) continue;
        left.delete(name);
        running += 1;
        void visit(name)
          .then(
            (failure) => void (failure === undefined ? done.add(name) : failures.set(name, failure)),
            (error: unknown) => void (broken ??= { error }),
          )
          .finally(ended);
      }
    }
    if (running === 0) return { done, failures };
    await new Promise<void>((resolve) => (wake = resolve));
    if (broken !== undefined) throw broken.error;
  }
}

/** Turns who waits for whom round: for removing what was made. Only those named count. */
export function reversed(waits: ReadonlyMap<string, readonly string[]>): Map<string, readonly string[]> {
  const turned = new Map<string, string[]>([...waits.keys()].map((name) => [name, []]));
  for (const [name, others] of waits) for (const other of others) turned.get(other)?.push(name);
  return turned;
}

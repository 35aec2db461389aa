/** Names in an order in which each comes after all that it waits for. */
export interface Order {
  readonly ordered: readonly string[];
  /** Those on a cycle or behind one, in the order given; empty when there is none. */
  readonly cycle: readonly string[];
}

/**
 * Orders names so that each comes after what it waits for; among those that could come next, the one
 * that was given first. What is waited for and is not given itself does not count.
 */
export function inOrder(waits: ReadonlyMap<string, readonly string[]>): Order {
  const open = new Map<string, number>();
  const waiters = waitersOf(waits);
  for (const [name, others] of waits) {
    open.set(name, new Set(others.filter((other) => waits.has(other))).size);
  }
  const ordered: string[] = [];
  let ready = [...waits.keys()].filter((name) => open.get(name) === 0);
  while (ready.length > 0) {
    const next: string[] = [];
    for (const name of ready) {
      ordered.push(name);
      for (const waiter of waiters.get(name) ?? []) {
        const left = (open.get(waiter) ?? 0) - 1;
        open.set(waiter, left);
        if (left === 0) next.push(waiter);
      }
    }
    ready = next;
  }
  const done = new Set(ordered);
  return { ordered, cycle: onCycle(waits, done) };
}

/** Who waits for each name, directly. */
export function waitersOf(
  waits: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const waiters = new Map<string, string[]>();
  for (const [name, others] of waits) {
    for (const other of new Set(others)) {
      if (!waits.has(other)) continue;
      const known = waiters.get(other);
      if (known === undefined) waiters.set(other, [name]);
      else known.push(name);
    }
  }
  return waiters;
}

/** Whether a name waits for another, directly or through others. */
export function waitsFor(
  waits: ReadonlyMap<string, readonly string[]>,
  name: string,
  other: string,
): boolean {
  const seen = new Set<string>();
  const left = [name];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    for (const awaited of waits.get(next) ?? []) {
      if (awaited === other) return true;
      if (!seen.has(awaited)) left.push(awaited);
      seen.add(awaited);
    }
  }
  return false;
}

/** Of what could not be ordered, those that are on a cycle and not only behind one. */
function onCycle(
  waits: ReadonlyMap<string, readonly string[]>,
  done: ReadonlySet<string>,
): readonly string[] {
  let left = [...waits.keys()].filter((name) => !done.has(name));
  for (;;) {
    // Whom nobody left waits for is behind the cycle, and so on.
    const awaited = new Set(left.flatMap((name) => waits.get(name) ?? []));
    const kept = left.filter((name) => awaited.has(name));
    if (kept.length === left.length) return left;
    left = kept;
  }
}

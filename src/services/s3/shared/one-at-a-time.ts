/** By what is worked on: the end of the last piece of work that stands in line. */
const lines = new Map<string, Promise<unknown>>();

/**
 * Runs work on one thing after another in this process, so that what reads and then writes by two calls
 * loses no change of its like.
 *
 * @param thing for example a bucket's name
 */
export async function oneAtATime<T>(thing: string, work: () => Promise<T>): Promise<T> {
  const before = lines.get(thing) ?? Promise.resolve();
  const mine = before.then(work, work);
  lines.set(thing, mine);
  try {
    return await mine;
  } finally {
    if (lines.get(thing) === mine) lines.delete(thing);
  }
}

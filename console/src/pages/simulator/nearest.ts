/** Names that somebody may have meant by another, the likeliest first. */
export function nearest(wanted: string, names: readonly string[], most: number): readonly string[] {
  const typed = wanted.toLowerCase();
  return names
    .map((name) => ({ name, steps: stepsBetween(typed, name.toLowerCase()) }))
    .filter(({ name, steps }) => steps <= Math.max(2, typed.length / 3) || name.toLowerCase().includes(typed))
    .sort((a, b) => a.steps - b.steps)
    .slice(0, most)
    .map(({ name }) => name);
}

/** How many letters have to be put in, taken out or replaced (Levenshtein). */
function stepsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, place) => place);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/**
 * Whether some text matches both patterns (`*` any run, `?` any one character). Linear in the product of
 * their lengths.
 */
export function globsOverlap(one: string, other: string): boolean {
  // reach[j]: the part of `one` read so far and the first j characters of `other` can be the same text.
  let reach = firstRow(other);
  for (let i = 1; i <= one.length; i += 1) {
    const next = new Uint8Array(other.length + 1);
    const a = one.charCodeAt(i - 1);
    next[0] = a === STAR ? reach[0]! : 0;
    let alive = next[0];
    for (let j = 1; j <= other.length; j += 1) {
      const b = other.charCodeAt(j - 1);
      if (a === STAR || b === STAR) next[j] = reach[j]! | next[j - 1]!;
      else next[j] = a === b || a === ANY || b === ANY ? reach[j - 1]! : 0;
      alive |= next[j]!;
    }
    if (alive === 0) return false;
    reach = next;
  }
  return reach[other.length] === 1;
}

const STAR = 42;
const ANY = 63;

function firstRow(other: string): Uint8Array {
  const row = new Uint8Array(other.length + 1);
  row[0] = 1;
  for (let j = 1; j <= other.length; j += 1) row[j] = other.charCodeAt(j - 1) === STAR ? row[j - 1]! : 0;
  return row;
}

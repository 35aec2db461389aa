import { invalidMarker } from '../errors.ts';

/** The key of an item in a listing that goes through kind after kind. */
export function turnKey(kind: string, key: string): string {
  return `${kind}/${key}`;
}

/**
 * Where a listing that goes through kind after kind goes on.
 *
 * @param kinds in their order
 * @param after the page's key, `''` to begin
 * @returns for each kind the key after which it goes on, `''` when its turn is still to come,
 *   `undefined` when it is over
 * @throws AwsError ValidationError for a key that names none of the kinds
 */
export function turnsAfter<Kind extends string>(
  kinds: readonly Kind[],
  after: string,
): (kind: Kind) => string | undefined {
  if (after === '') return () => '';
  const at = after.indexOf('/');
  const current = kinds.findIndex((kind) => at >= 0 && kind === after.slice(0, at));
  if (current < 0) throw invalidMarker();
  return (kind) => {
    const turn = kinds.indexOf(kind);
    if (turn < current) return undefined;
    return turn === current ? after.slice(at + 1) : '';
  };
}

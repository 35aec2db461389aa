/** The paths that begin with a prefix, as a range: from `least` on, and below `bound`. */
export interface PathRange {
  readonly least: string;
  readonly bound: string;
}

/** @param prefix for example `/division/`; everything when absent */
export function pathRange(prefix: string | undefined): PathRange {
  const least = prefix ?? '/';
  // Paths are ASCII, so every path with the prefix sorts below the prefix and the last character there is.
  return { least, bound: `${least}\u{10FFFF}` };
}

/** A place in a text: lines from 1, columns from 0. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Where an offset is. */
export function lineOf(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset);
  return {
    line: before.split('\n').length,
    column: before.length - (before.lastIndexOf('\n') + 1),
  };
}

/** How wide a column would be, and how narrow it may get at least; px. */
export interface ColumnRoom {
  readonly wanted: number;
  readonly least: number;
}

/** What a letter takes, and a cell beside its text with the mark of sorting; px, on the wide side. */
const LETTER = 8;
const FRAME = 48;
/** The same as narrow as it may be; a cell's own text has no mark beside it. */
const NARROW_LETTER = 7;
const NARROW_CELL = 44;
/** Of a word of more letters some may go below. */
const LONGEST_WORD = 20;

/**
 * How wide a column wants to be for what it holds: at best in one line, at least without a word in two.
 *
 * @param widest px
 */
export function roomFor(header: string, texts: readonly string[], widest: number): ColumnRoom {
  const longest = Math.max(lettersOf(header), ...texts.map(lettersOf));
  const wanted = Math.min(widest, longest * LETTER + FRAME);
  const least = Math.max(
    longestWordOf([header]) * NARROW_LETTER + FRAME,
    Math.min(longestWordOf(texts), LONGEST_WORD) * NARROW_LETTER + NARROW_CELL,
  );
  return { wanted, least: Math.min(wanted, least) };
}

/** How wide columns are in a table of that width: what is too much is taken from all of them, as far as each can give. @param room px */
export function fitColumns(columns: readonly ColumnRoom[], room: number): readonly number[] {
  const tooMuch = sum(columns.map(({ wanted }) => wanted)) - room;
  const spare = sum(columns.map(({ wanted, least }) => wanted - least));
  if (tooMuch <= 0 || spare <= 0) return columns.map(({ wanted }) => wanted);
  const share = Math.min(1, tooMuch / spare);
  return columns.map(({ wanted, least }) => Math.floor(wanted - (wanted - least) * share));
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all + size, 0);
}

/** How many letters' room a text takes: a Japanese one takes two. */
function lettersOf(text: string): number {
  return text.length + (text.match(/[\u3000-\uffef]/g)?.length ?? 0);
}

/** Of those that browsers do not break by themselves: they do at hyphens and slashes, and Japanese anywhere. */
function longestWordOf(texts: readonly string[]): number {
  const words = texts.flatMap((text) => text.split(/[\s/-]+|(?<=[\u3000-\uffef])/));
  return Math.max(0, ...words.map(lettersOf));
}

import type { TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';

/** A column: its cell is what is shown, its `text` what is sorted and searched by. */
export interface Column<T> {
  readonly id: string;
  readonly header: string;
  readonly text: (item: T) => string | number | undefined;
  readonly cell?: ((item: T) => ReactNode) | undefined;
  /** px at most; longer texts wrap. */
  readonly width?: number | undefined;
}

/** Whether one of an item's columns holds a text. */
export function matches<T>(columns: readonly Column<T>[], item: T, text: string): boolean {
  const wanted = text.toLowerCase();
  return columns.some((column) =>
    String(column.text(item) ?? '')
      .toLowerCase()
      .includes(wanted),
  );
}

/** How wide a column grows by itself, px: what is longer wraps, so that a long name leaves room for the others. */
const WIDEST = 280;
/** What a letter takes, and a cell beside its text with the mark of sorting; px, on the wide side. */
const LETTER = 8;
const FRAME = 48;

/** A column as Cloudscape's table takes it, as wide as its items want. */
export function toCloudscape<T>(column: Column<T>, items: readonly T[]): TableProps.ColumnDefinition<T> {
  const { id, header, text, cell, width = WIDEST } = column;
  const longest = items.reduce(
    (length, item) => Math.max(length, lettersOf(String(text(item) ?? ''))),
    lettersOf(header),
  );
  return {
    id,
    header,
    cell: (item) => (
      <div className="utsuwa-cell">{cell === undefined ? (text(item) ?? '-') : cell(item)}</div>
    ),
    // What a cell asks for by itself has no text here, and nothing to sort by.
    ...(items.some((item) => text(item) !== undefined) ? sortingBy(column) : {}),
    minWidth: Math.min(width, longest * LETTER + FRAME),
    maxWidth: width,
  };
}

/** How a table is sorted by a column; the field is the column's id, by which the address names it. */
export function sortingBy<T>({ id, text }: Column<T>) {
  return { sortingField: id, sortingComparator: (a: T, b: T) => compare(text(a), text(b)) };
}

/** How many letters' room a text takes: a Japanese one takes two. */
function lettersOf(text: string): number {
  return text.length + (text.match(/[\u3000-\uffef]/g)?.length ?? 0);
}

function compare(a: string | number | undefined, b: string | number | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a ?? '').localeCompare(String(b ?? ''), undefined, { numeric: true });
}

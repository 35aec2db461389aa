import type { TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { fitColumns, roomFor } from './column-widths.ts';

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

/** How wide columns are for what they hold, in a table of that width. @param room px */
export function widthsOf<T>(
  columns: readonly Column<T>[],
  items: readonly T[],
  room: number,
): readonly number[] {
  const rooms = columns.map(({ header, text, width = WIDEST }) =>
    roomFor(header, [...new Set(items.map((item) => String(text(item) ?? '')))], width),
  );
  return fitColumns(rooms, room);
}

/** A column as Cloudscape's table takes it. @param minWidth px */
export function toCloudscape<T>(
  column: Column<T>,
  items: readonly T[],
  minWidth: number,
): TableProps.ColumnDefinition<T> {
  const { id, header, text, cell, width = WIDEST } = column;
  return {
    id,
    header,
    cell: (item) => (
      <div className="utsuwa-cell">{cell === undefined ? (text(item) ?? '-') : cell(item)}</div>
    ),
    // What a cell asks for by itself has no text here, and nothing to sort by.
    ...(items.some((item) => text(item) !== undefined) ? sortingBy(column) : {}),
    minWidth,
    maxWidth: width,
  };
}

/** How a table is sorted by a column; the field is the column's id, by which the address names it. */
export function sortingBy<T>({ id, text }: Column<T>) {
  return { sortingField: id, sortingComparator: (a: T, b: T) => compare(text(a), text(b)) };
}

function compare(a: string | number | undefined, b: string | number | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a ?? '').localeCompare(String(b ?? ''), undefined, { numeric: true });
}

import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { defineTexts, useTexts } from '../language/language.tsx';
import { ErrorAlert } from './error-alert.tsx';

const TEXTS = defineTexts({
  en: {
    find: 'Find',
    none: 'Nothing matches',
    unknown: 'Not known',
    matches: (count: number) => (count === 1 ? '1 match' : `${count} matches`),
    loading: 'Loading',
    allItems: 'Select all',
    item: (name: string) => `Select ${name}`,
  },
  ja: {
    find: '検索',
    none: '一致するものはありません',
    unknown: '不明',
    matches: (count: number) => `${count} 件一致`,
    loading: '読み込み中',
    allItems: 'すべて選択',
    item: (name: string) => `${name} を選択`,
  },
});

/** A column: its cell is what is shown, its `text` what is sorted and searched by. */
export interface Column<T> {
  readonly id: string;
  readonly header: string;
  readonly text: (item: T) => string | number | undefined;
  readonly cell?: ((item: T) => ReactNode) | undefined;
  /** px at most; longer texts wrap. */
  readonly width?: number | undefined;
}

interface ResourceTableProps<T> {
  readonly title: string;
  readonly query: UseQueryResult<readonly T[]>;
  readonly columns: readonly Column<T>[];
  /** What tells one item from another: a name, an ARN. */
  readonly idOf: (item: T) => string;
  /** What is shown where there is nothing: what to do first. */
  readonly empty: ReactNode;
  readonly actions?: ReactNode;
  readonly description?: ReactNode;
  readonly selection?:
    | {
        readonly type: 'single' | 'multi';
        readonly selected: readonly T[];
        readonly onSelect: (items: readonly T[]) => void;
      }
    | undefined;
  readonly pageSize?: number | undefined;
  /** A choice of some kinds, beside the search. */
  readonly besideSearch?: ReactNode;
  /** Whether its title is the page's, or it is one of several parts of one. */
  readonly variant?: 'full-page' | 'container' | undefined;
}

/** A listing: searched, sorted and paged here; loading, empty and refused told as they are. */
export function ResourceTable<T>(props: ResourceTableProps<T>) {
  const { title, query, columns, idOf, empty, actions, description, selection, variant } = props;
  const texts = useTexts(TEXTS);
  const { items, collectionProps, filterProps, filteredItemsCount, paginationProps } = useCollection<T>(
    query.data ?? [],
    {
      filtering: {
        empty: <Empty>{query.isError ? texts.unknown : empty}</Empty>,
        noMatch: <Empty>{texts.none}</Empty>,
        filteringFunction: (item, text) => matches(columns, item, text),
      },
      pagination: { pageSize: props.pageSize ?? 25 },
      sorting: {},
      selection: { trackBy: idOf },
    },
  );
  const header = (
    <Header
      variant={variant === 'full-page' ? 'h1' : 'h2'}
      counter={query.data === undefined ? '' : `(${query.data.length})`}
      {...(description === undefined ? {} : { description })}
      {...(actions === undefined ? {} : { actions })}
    >
      {title}
    </Header>
  );
  const search = (
    <TextFilter
      {...filterProps}
      filteringPlaceholder={texts.find}
      filteringAriaLabel={`${texts.find}: ${title}`}
      countText={texts.matches(filteredItemsCount ?? 0)}
    />
  );
  return (
    <SpaceBetween size="m">
      {query.isError ? <ErrorAlert error={query.error} onRetry={() => void query.refetch()} /> : null}
      <Table<T>
        {...collectionProps}
        items={[...items]}
        columnDefinitions={columns.map((column) => toCloudscape(column, query.data ?? []))}
        loading={query.isPending}
        loadingText={texts.loading}
        trackBy={idOf}
        wrapLines
        header={header}
        {...(selection === undefined
          ? {}
          : {
              selectionType: selection.type,
              selectedItems: [...selection.selected],
              onSelectionChange: ({ detail }) => selection.onSelect(detail.selectedItems),
              ariaLabels: {
                selectionGroupLabel: title,
                allItemsSelectionLabel: () => texts.allItems,
                itemSelectionLabel: (_: unknown, item: T) => texts.item(idOf(item)),
              },
            })}
        filter={
          props.besideSearch === undefined ? (
            search
          ) : (
            <Grid gridDefinition={[{ colspan: { default: 12, xs: 8 } }, { colspan: { default: 12, xs: 4 } }]}>
              {search}
              {props.besideSearch}
            </Grid>
          )
        }
        {...((query.data?.length ?? 0) > (props.pageSize ?? 25)
          ? { pagination: <Pagination {...paginationProps} /> }
          : {})}
      />
    </SpaceBetween>
  );
}

function Empty({ children }: { readonly children: ReactNode }) {
  return (
    <Box textAlign="center" color="inherit" padding={{ vertical: 's' }}>
      {children}
    </Box>
  );
}

function matches<T>(columns: readonly Column<T>[], item: T, text: string): boolean {
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
const FRAME = 56;

function toCloudscape<T>(
  { id, header, text, cell, width = WIDEST }: Column<T>,
  items: readonly T[],
): TableProps.ColumnDefinition<T> {
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
    ...(items.some((item) => text(item) !== undefined)
      ? { sortingComparator: (a: T, b: T) => compare(text(a), text(b)) }
      : {}),
    minWidth: Math.min(width, longest * LETTER + FRAME),
    maxWidth: width,
  };
}

/** How many letters' room a text takes: a Japanese one takes two. */
function lettersOf(text: string): number {
  return text.length + (text.match(/[\u3000-\uffef]/g)?.length ?? 0);
}

function compare(a: string | number | undefined, b: string | number | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a ?? '').localeCompare(String(b ?? ''), undefined, { numeric: true });
}

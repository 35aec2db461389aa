import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { defineTexts, useTexts } from '../language/language.tsx';
import { useTableView, type TableView } from './address/use-table-view.ts';
import { useViewParams } from './address/use-view-params.ts';
import { ErrorAlert } from './error-alert.tsx';
import { StaleNote } from './stale-note.tsx';
import { matches, sortingBy, toCloudscape, widthsOf, type Column } from './table/column.tsx';
import { useWidth } from './use-width.ts';

const TEXTS = defineTexts({
  en: {
    find: 'Find',
    none: 'Nothing matches',
    matches: (count: number) => (count === 1 ? '1 match' : `${count} matches`),
    loading: 'Loading',
    allItems: 'Select all',
    item: (name: string) => `Select ${name}`,
  },
  ja: {
    find: '検索',
    none: '一致するものはありません',
    matches: (count: number) => `${count} 件一致`,
    loading: '読み込み中',
    allItems: 'すべて選択',
    item: (name: string) => `${name} を選択`,
  },
});

/** A listing as its page has it. */
export interface ResourceTableProps<T> {
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
  /** What tells it in the page's address, where filter, sorting and page are kept; the page's own needs none. */
  readonly inAddress?: string | undefined;
  /** What else went wrong, below the search. */
  readonly notes?: ReactNode;
}

/** What the column of check marks takes, and the box around a table; px. */
const SELECTION = 56;
const BOX = 42;

/** A listing: searched, sorted and paged here; loading, empty and refused told as they are. */
export function ResourceTable<T>(props: ResourceTableProps<T>) {
  const { view } = useViewParams();
  const inAddress = props.inAddress ?? (props.variant === 'full-page' ? '' : undefined);
  return <Listing<T> key={inAddress === undefined ? '' : view} {...props} inAddress={inAddress} />;
}

function Listing<T>(props: ResourceTableProps<T>) {
  const { title, query, columns, idOf, empty, actions, description, selection, variant } = props;
  const texts = useTexts(TEXTS);
  const { first, keep } = useTableView(props.inAddress);
  const sortedFirst = columns.find(({ id }) => id === first.sort.replace(/^-/, ''));
  const refused = <ErrorAlert error={query.error} onRetry={() => void query.refetch()} />;
  const isUnknown = query.isError && query.data === undefined;
  const { items, collectionProps, filterProps, filteredItemsCount, paginationProps } = useCollection<T>(
    query.data ?? [],
    {
      filtering: {
        empty: isUnknown ? refused : <Empty>{empty}</Empty>,
        noMatch: isUnknown ? refused : <Empty>{texts.none}</Empty>,
        filteringFunction: (item, text) => matches(columns, item, text),
        defaultFilteringText: first.find,
      },
      pagination: { pageSize: props.pageSize ?? 25, defaultPage: first.page },
      sorting:
        sortedFirst === undefined
          ? {}
          : {
              defaultState: {
                sortingColumn: sortingBy(sortedFirst),
                isDescending: first.sort.startsWith('-'),
              },
            },
      selection: { trackBy: idOf },
    },
  );
  const [ref, width = Infinity] = useWidth();
  const widths = widthsOf(columns, query.data ?? [], width - BOX - (selection === undefined ? 0 : SELECTION));
  const shown: TableView = {
    find: filterProps.filteringText,
    sort: sortOf(collectionProps),
    page: paginationProps.currentPageIndex,
  };
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
      onChange={(event) => {
        filterProps.onChange(event);
        keep({ ...shown, find: event.detail.filteringText, page: 1 });
      }}
      filteringPlaceholder={texts.find}
      filteringAriaLabel={`${texts.find}: ${title}`}
      countText={texts.matches(filteredItemsCount ?? 0)}
    />
  );
  return (
    <div ref={ref}>
      <Table<T>
        {...collectionProps}
        onSortingChange={(event) => {
          collectionProps.onSortingChange?.(event);
          keep({ ...shown, sort: sortOf(event.detail), page: 1 });
        }}
        items={[...items]}
        columnDefinitions={columns.map((column, place) =>
          toCloudscape(column, query.data ?? [], widths[place] ?? 0),
        )}
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
          <SpaceBetween size="s">
            {props.besideSearch === undefined ? (
              search
            ) : (
              <Grid
                gridDefinition={[{ colspan: { default: 12, xs: 8 } }, { colspan: { default: 12, xs: 4 } }]}
              >
                {search}
                {props.besideSearch}
              </Grid>
            )}
            {props.notes}
          </SpaceBetween>
        }
        {...((query.data?.length ?? 0) > (props.pageSize ?? 25)
          ? {
              pagination: (
                <Pagination
                  {...paginationProps}
                  onChange={(event) => {
                    paginationProps.onChange(event);
                    keep({ ...shown, page: event.detail.currentPageIndex });
                  }}
                />
              ),
            }
          : {})}
      />
      {query.isError && !isUnknown ? <StaleNote>{refused}</StaleNote> : null}
    </div>
  );
}

interface Sorting {
  readonly sortingColumn?: { readonly sortingField?: string | undefined } | undefined;
  readonly isDescending?: boolean | undefined;
  readonly sortingDescending?: boolean | undefined;
}

function sortOf({ sortingColumn, isDescending, sortingDescending }: Sorting): string {
  const field = sortingColumn?.sortingField;
  return field === undefined
    ? ''
    : `${isDescending === true || sortingDescending === true ? '-' : ''}${field}`;
}

function Empty({ children }: { readonly children: ReactNode }) {
  return (
    <Box textAlign="center" color="inherit" padding={{ vertical: 's' }}>
      {children}
    </Box>
  );
}

import { useState } from 'react';
import { useViewParams } from './use-view-params.ts';

/** How a table is looked at. */
export interface TableView {
  readonly find: string;
  /** The id of the column it is sorted by, with a `-` before it when from the end; empty for as it comes. */
  readonly sort: string;
  /** From 1. */
  readonly page: number;
}

/** How a table begins, and where it keeps how it is looked at. */
export interface KeptTableView {
  readonly first: TableView;
  readonly keep: (view: TableView) => void;
}

/**
 * Keeps how a table is looked at in the address's query: `?find=…&sort=…&page=…`.
 *
 * @param name tells a table from the others of its page; empty for the page's own; none keeps nothing
 */
export function useTableView(name: string | undefined): KeptTableView {
  const { params, write } = useViewParams();
  const prefix = name === undefined || name === '' ? '' : `${name}.`;
  const [first] = useState<TableView>(() =>
    name === undefined
      ? { find: '', sort: '', page: 1 }
      : {
          find: params.get(`${prefix}find`) ?? '',
          sort: params.get(`${prefix}sort`) ?? '',
          page: Number(params.get(`${prefix}page`) ?? 1),
        },
  );
  return {
    first,
    keep: ({ find, sort, page }) => {
      if (name === undefined) return;
      write({
        [`${prefix}find`]: find,
        [`${prefix}sort`]: sort,
        [`${prefix}page`]: page > 1 ? String(page) : '',
      });
    },
  };
}

/** Whether a parameter of the address is a table's. */
export function isOfTable(param: string): boolean {
  return /^([\w-]+\.)?(find|sort|page)$/.test(param);
}

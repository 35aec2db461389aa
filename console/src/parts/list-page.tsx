import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { defineTexts, useTexts } from '../language/language.tsx';
import { Page, type Crumb } from './page.tsx';
import { ResourceTable, type ResourceTableProps } from './resource-table.tsx';

const TEXTS = defineTexts({ en: { remove: 'Delete' }, ja: { remove: '削除' } });

/** The props of a listing that the page gives by itself. */
type OwnProps = 'variant' | 'inAddress' | 'selection' | 'actions';

interface ListPageProps<T> extends Omit<ResourceTableProps<T>, OwnProps> {
  readonly crumbs?: readonly Crumb[] | undefined;
  /** Whether several may be chosen at once. */
  readonly isMulti?: boolean | undefined;
  /** Buttons for what is chosen, as it is by now. */
  readonly actions?: ((chosen: readonly T[]) => ReactNode) | undefined;
  /** The button that begins a new one: what it says and where it leads. */
  readonly create?: { readonly text: string; readonly to: string | (() => void) } | undefined;
  /** Asks before the chosen one goes. */
  readonly deletion?: ((item: T, onClose: () => void) => ReactNode) | undefined;
  /** Whether it is of those that can be deleted; any is, unless told otherwise. */
  readonly isDeletable?: ((item: T) => boolean) | undefined;
  /** Dialogs of the page's own. */
  readonly children?: ReactNode;
}

/** A page that is a listing: choose one, do something with it, or begin a new one. */
export function ListPage<T>(props: ListPageProps<T>) {
  const { crumbs, isMulti, actions, create, deletion, isDeletable, children, ...table } = props;
  const { title, query, idOf } = table;
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const [chosenIds, setChosenIds] = useState<readonly string[]>([]);
  const [asked, setAsked] = useState<T>();
  const chosen = (query.data ?? []).filter((item) => chosenIds.includes(idOf(item)));
  const [only] = chosen;
  const begin = () => {
    if (typeof create?.to === 'string') void navigate(create.to);
    else create?.to();
  };
  return (
    <Page title={title} crumbs={crumbs} hasOwnTitle>
      <ResourceTable<T>
        {...table}
        variant="full-page"
        selection={{
          type: isMulti === true ? 'multi' : 'single',
          selected: chosen,
          onSelect: (items) => setChosenIds(items.map(idOf)),
        }}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {deletion === undefined ? null : (
              <Button
                disabled={only === undefined || isDeletable?.(only) === false}
                onClick={() => setAsked(only)}
              >
                {texts.remove}
              </Button>
            )}
            {actions?.(chosen)}
            {create === undefined ? null : (
              <Button variant="primary" onClick={begin}>
                {create.text}
              </Button>
            )}
          </SpaceBetween>
        }
      />
      {asked === undefined ? null : deletion?.(asked, () => setAsked(undefined))}
      {children}
    </Page>
  );
}

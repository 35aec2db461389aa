import Spinner from '@cloudscape-design/components/spinner';
import type { TabsProps } from '@cloudscape-design/components/tabs';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isMissing } from '../aws/aws-error.ts';
import { AddressedTabs } from './address/addressed-tabs.tsx';
import { ErrorAlert } from './error-alert.tsx';
import { Page, type Crumb } from './page.tsx';
import { StaleNote } from './stale-note.tsx';

interface EntityPageProps<T> {
  readonly title: string;
  /** The way to its listing. */
  readonly crumbs: readonly Crumb[];
  readonly query: UseQueryResult<T>;
  readonly description?: ReactNode;
  /** Buttons: once one knows that it exists, or may not know. */
  readonly actions?: ReactNode;
  /** What is said of it at the top, once it is known. */
  readonly summary?: ((entity: NonNullable<T>) => ReactNode) | undefined;
  /** Its parts, each of which asks by itself: also where the thing itself may not be read. */
  readonly tabs?: readonly TabsProps.Tab[] | undefined;
  readonly firstTab?: string | undefined;
  /** Dialogs. */
  readonly children?: ReactNode;
}

/**
 * The page of one thing. One that is not there is told of in AWS's words, once, without buttons and tabs; one that may
 * not be read has them, for rights differ.
 */
export function EntityPage<T>(props: EntityPageProps<T>) {
  const { title, crumbs, query, description, actions, summary, tabs, firstTab, children } = props;
  const isGone = isMissing(query.error);
  const entity = isGone ? undefined : query.data;
  const isThere = !query.isPending && !isGone;
  const refused = <ErrorAlert error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Page
      title={title}
      crumbs={crumbs}
      description={isThere ? description : undefined}
      actions={isThere ? actions : undefined}
    >
      {query.isPending ? <Spinner size="large" /> : null}
      {query.isError && entity === undefined ? refused : null}
      {entity === undefined || entity === null ? null : summary?.(entity)}
      {isThere && tabs !== undefined ? <AddressedTabs tabs={tabs} first={firstTab} /> : null}
      {query.isError && entity !== undefined ? <StaleNote>{refused}</StaleNote> : null}
      {children}
    </Page>
  );
}

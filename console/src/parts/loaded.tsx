import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isMissing } from '../aws/aws-error.ts';
import { defineTexts, useTexts } from '../language/language.tsx';
import { ErrorAlert } from './error-alert.tsx';
import { StaleNote } from './stale-note.tsx';

const TEXTS = defineTexts({ en: { loading: 'Loading' }, ja: { loading: '読み込み中' } });

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (answer: T) => ReactNode;
}

/**
 * One question's answer in its place on a page; while it is on its way, and where it is refused, that instead. Where only
 * asking again failed the answer stays, with what somebody may have typed in it.
 */
export function Loaded<T>({ query, children }: LoadedProps<T>) {
  const texts = useTexts(TEXTS);
  const refused = <ErrorAlert error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data !== undefined && !isMissing(query.error))
    return (
      <>
        {children(query.data)}
        {query.isError ? <StaleNote>{refused}</StaleNote> : null}
      </>
    );
  if (query.isError) return refused;
  return (
    <Box padding={{ vertical: 's' }}>
      <StatusIndicator type="loading">{texts.loading}</StatusIndicator>
    </Box>
  );
}

import Spinner from '@cloudscape-design/components/spinner';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { readAwsError } from '../aws/aws-error.ts';

interface AnswerCellProps<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (answer: T) => ReactNode;
}

/** One question's answer in a table's cell: what listings do not say, and is asked for the rows that are seen. */
export function AnswerCell<T>({ query, children }: AnswerCellProps<T>) {
  if (query.isPending) return <Spinner />;
  if (query.isError)
    return <StatusIndicator type="warning">{readAwsError(query.error).code}</StatusIndicator>;
  return children(query.data);
}

import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorAlert } from './error-alert.tsx';

interface PlannedDeletionProps<T> {
  readonly plan: UseQueryResult<T>;
  /** Said where the plan could not be made: the deletion is tried without it. */
  readonly unknown: string;
  readonly children: (plan: T) => ReactNode;
}

/** In a dialog that deletes: what goes with it, once it was looked up. */
export function PlannedDeletion<T>({ plan, unknown, children }: PlannedDeletionProps<T>) {
  if (plan.isPending) return <Spinner />;
  if (plan.isError)
    return (
      <SpaceBetween size="m">
        <Alert type="warning">{unknown}</Alert>
        <ErrorAlert error={plan.error} />
      </SpaceBetween>
    );
  return children(plan.data);
}

import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';

/** How often what is under way is asked for, ms. */
export const LIVE = 1_000;

/** Whether a stack, a resource or a change set is on its way to another state. */
export function isUnderWay(status: string | undefined): boolean {
  return (
    status !== undefined && /_IN_PROGRESS$|^CREATE_PENDING$/.test(status) && status !== 'REVIEW_IN_PROGRESS'
  );
}

/** How a state looks; its own name is said beside it. */
export function looksOf(status: string): StatusIndicatorProps.Type {
  if (status === 'REVIEW_IN_PROGRESS') return 'info';
  if (isUnderWay(status)) return 'in-progress';
  if (status.endsWith('FAILED')) return 'error';
  // The stack stands, but not as somebody wanted it.
  if (status.endsWith('ROLLBACK_COMPLETE')) return 'warning';
  if (/^DELETE_(COMPLETE|SKIPPED)$/.test(status)) return 'stopped';
  return 'success';
}

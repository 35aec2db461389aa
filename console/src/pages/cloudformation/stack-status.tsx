import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { looksOf } from './stack-states.ts';

/** The state of a stack or a resource, in CloudFormation's own words. */
export function StackStatus({ status }: { readonly status: string | undefined }) {
  if (status === undefined) return '-';
  return (
    <span className="utsuwa-unbroken">
      <StatusIndicator type={looksOf(status)}>{status}</StatusIndicator>
    </span>
  );
}

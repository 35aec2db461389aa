import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { Fragment } from 'react';
import { looksOf } from './stack-states.ts';

/** The state of a stack or a resource, in CloudFormation's own words. */
export function StackStatus({ status }: { readonly status: string | undefined }) {
  if (status === undefined) return '-';
  // Long ones are broken between their words where there is little room.
  return (
    <StatusIndicator type={looksOf(status)}>
      {status.split(/(?<=_)/).map((word) => (
        <Fragment key={word}>
          <span className="utsuwa-unbroken">{word}</span>
          <wbr />
        </Fragment>
      ))}
    </StatusIndicator>
  );
}

import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ActivityEvent } from '../../aws/look-up-events.ts';
import { useTexts } from '../../language/language.tsx';
import { ACTIVITY_TEXTS } from './activity-texts.ts';

const TYPES = { allowed: 'success', denied: 'error', failed: 'warning' } as const;

/** How a request ended: allowed, denied, or allowed and failed for another reason. */
export function Outcome({ event: { outcome, errorCode } }: { readonly event: ActivityEvent }) {
  const texts = useTexts(ACTIVITY_TEXTS);
  return (
    <span title={errorCode} className="utsuwa-unbroken">
      <StatusIndicator type={TYPES[outcome]}>{texts[outcome]}</StatusIndicator>
    </span>
  );
}

import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { defineTexts, useTexts } from '../../../language/language.tsx';

const TEXTS = defineTexts<Readonly<Record<string, string>>>({
  en: {
    pending: 'Pending',
    running: 'Running',
    stopping: 'Stopping',
    stopped: 'Stopped',
    'shutting-down': 'Shutting-down',
    terminated: 'Terminated',
  },
  ja: {
    pending: '保留中',
    running: '実行中',
    stopping: '停止中',
    stopped: '停止済み',
    'shutting-down': 'シャットダウン中',
    terminated: '終了済み',
  },
});

const TYPES: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  pending: 'pending',
  running: 'success',
  stopping: 'in-progress',
  stopped: 'stopped',
  'shutting-down': 'in-progress',
  terminated: 'stopped',
};

/** An instance's state, as AWS's console shows it. */
export function StateIndicator({ state = '' }: { readonly state?: string | undefined }) {
  const texts = useTexts(TEXTS);
  return <StatusIndicator type={TYPES[state] ?? 'info'}>{texts[state] ?? state}</StatusIndicator>;
}

import Alert from '@cloudscape-design/components/alert';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import type { PresentRequest } from '../../../../../src/kernel/told-request.ts';

const TEXTS = defineTexts({
  en: {
    changed: 'Policies have changed since this request',
    changedHint: 'Above it is told why it was decided so. What follows is about the policies that stand now.',
    allowed: 'The policies that stand now allow it: send the request again.',
    refused: 'The policies that stand now refuse it.',
  },
  ja: {
    changed: 'このリクエストのあとでポリシーが変更されました',
    changedHint: '上の説明は当時のポリシーによるものです。以下は現在のポリシーについてのものです。',
    allowed: '現在のポリシーでは許可されます。リクエストをもう一度送信してください。',
    refused: '現在のポリシーでは拒否されます。',
  },
});

interface ChangedSinceProps {
  readonly then: PresentRequest;
  readonly now: PresentRequest;
}

/** Says that other policies stand by now, and where that turned the verdict. */
export function ChangedSince({ then, now }: ChangedSinceProps) {
  const texts = useTexts(TEXTS);
  const [was, is] = [isAllowed(then), isAllowed(now)];
  return (
    <Alert type={is && !was ? 'success' : 'info'} header={texts.changed}>
      {was === is ? null : <>{is ? texts.allowed : texts.refused} </>}
      {texts.changedHint}
    </Alert>
  );
}

function isAllowed({ evaluations }: PresentRequest): boolean {
  return evaluations.every(({ decision }) => decision === 'allowed');
}

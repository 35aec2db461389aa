import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { defineTexts, useTexts } from '../language/language.tsx';

const TEXTS = defineTexts({
  en: {
    missing: 'There is no such page',
    failed: 'This page failed',
    retry: 'Try again',
    reload: 'Reload',
    overview: 'Overview',
    hint: 'If the server was updated meanwhile, loading the console anew helps; you sign in again then.',
  },
  ja: {
    missing: 'このページはありません',
    failed: 'ページを表示できませんでした',
    retry: '再試行',
    reload: '再読み込み',
    overview: '概要',
    hint: 'サーバーが更新された場合は、コンソールを再読み込みしてください (再度サインインが必要です)。',
  },
});

interface PageFailedProps {
  /** Tries again, as nothing is lost by; there is no button without it. */
  readonly onRetry?: (() => void) | undefined;
}

/** What stands in a page's place when it could not be loaded, or broke. */
export function PageFailed({ onRetry }: PageFailedProps) {
  const texts = useTexts(TEXTS);
  return (
    <Alert
      type="error"
      header={texts.failed}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          {onRetry === undefined ? null : <Button onClick={onRetry}>{texts.retry}</Button>}
          <Button onClick={() => window.location.reload()}>{texts.reload}</Button>
        </SpaceBetween>
      }
    >
      {texts.hint}
    </Alert>
  );
}

/** What stands at an address that no page has. */
export function PageMissing() {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  useEffect(() => {
    document.title = `${texts.missing} · Utsuwa`;
  }, [texts]);
  return (
    <Alert
      type="warning"
      header={texts.missing}
      action={<Button onClick={() => void navigate('/')}>{texts.overview}</Button>}
    />
  );
}

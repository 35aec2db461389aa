import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { defineTexts, useTexts } from '../language/language.tsx';

const TEXTS = defineTexts({
  en: {
    missing: 'There is no such page',
    failed: 'This page failed',
    reload: 'Reload',
    overview: 'Overview',
    hint: 'If the server was updated meanwhile, loading the console anew helps.',
  },
  ja: {
    missing: 'このページはありません',
    failed: 'ページを表示できませんでした',
    reload: '再読み込み',
    overview: '概要',
    hint: 'サーバーが更新された場合は、コンソールを再読み込みしてください。',
  },
});

/** What stands in a page's place when it could not be loaded, or broke. */
export function PageFailed() {
  const texts = useTexts(TEXTS);
  return (
    <Alert
      type="error"
      header={texts.failed}
      action={<Button onClick={() => window.location.reload()}>{texts.reload}</Button>}
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

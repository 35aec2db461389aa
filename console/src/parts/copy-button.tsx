import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { defineTexts, useTexts } from '../language/language.tsx';

const TEXTS = defineTexts({
  en: { copied: 'Copied', failed: 'The browser did not allow it' },
  ja: { copied: 'コピーしました', failed: 'ブラウザーが許可しませんでした' },
});

interface CopyButtonProps {
  readonly text: string;
  /** What the button says. */
  readonly action: string;
}

/** Copies a text that is shown elsewhere, or is too long to show. */
export function CopyButton({ text, action }: CopyButtonProps) {
  const texts = useTexts(TEXTS);
  return (
    <CopyToClipboard
      variant="button"
      textToCopy={text}
      copyButtonText={action}
      copyButtonAriaLabel={action}
      copySuccessText={texts.copied}
      copyErrorText={texts.failed}
    />
  );
}

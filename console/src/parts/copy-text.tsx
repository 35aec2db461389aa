import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { defineTexts, useTexts } from '../language/language.tsx';

const TEXTS = defineTexts({
  en: { copy: 'Copy', copied: 'Copied', failed: 'The browser did not allow it' },
  ja: { copy: 'コピー', copied: 'コピーしました', failed: 'ブラウザーが許可しませんでした' },
});

interface CopyTextProps {
  /** An ARN, an id: shown and copied. */
  readonly text: string;
}

/** A text that one wants to take elsewhere, with the button that copies it. */
export function CopyText({ text }: CopyTextProps) {
  const texts = useTexts(TEXTS);
  return (
    <span className="utsuwa-breakable">
      <CopyToClipboard
        variant="inline"
        textToCopy={text}
        copyButtonAriaLabel={`${texts.copy} ${text}`}
        copySuccessText={texts.copied}
        copyErrorText={texts.failed}
      />
    </span>
  );
}

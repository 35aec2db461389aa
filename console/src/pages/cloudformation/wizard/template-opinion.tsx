import Alert from '@cloudscape-design/components/alert';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { readAwsError } from '../../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import type { TemplateVerdict } from './use-template-verdict.ts';

const TEXTS = defineTexts({
  en: {
    valid: 'The template is valid',
    checking: 'Checking the template',
    wrong: 'The template is not valid',
  },
  ja: {
    valid: 'テンプレートは有効です',
    checking: 'テンプレートを検証しています',
    wrong: 'テンプレートに誤りがあります',
  },
});

/** Says what CloudFormation thinks of a template. */
export function TemplateOpinion({ verdict: { kind, error } }: { readonly verdict: TemplateVerdict }) {
  const texts = useTexts(TEXTS);
  if (kind === 'none') return null;
  if (kind === 'checking') return <StatusIndicator type="loading">{texts.checking}</StatusIndicator>;
  if (kind === 'valid') return <StatusIndicator type="success">{texts.valid}</StatusIndicator>;
  const { code, message } = readAwsError(error);
  if (code !== 'ValidationError') return <ErrorAlert error={error} />;
  return (
    <Alert type="warning" header={texts.wrong}>
      <span className="utsuwa-breakable">{message}</span>
    </Alert>
  );
}

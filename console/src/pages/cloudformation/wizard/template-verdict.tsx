import { CloudFormationClient, ValidateTemplateCommand } from '@aws-sdk/client-cloudformation';
import Alert from '@cloudscape-design/components/alert';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { readAwsError } from '../../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { useSettled } from '../../../parts/policy-editor/use-settled.ts';
import { useAwsQuery } from '../../../session/use-aws.ts';

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

/** After so much rest the text is taken for whole, ms. */
const REST = 600;

/** What CloudFormation thinks of a template, as it is typed. */
export function TemplateVerdict({ template }: { readonly template: string }) {
  const texts = useTexts(TEXTS);
  const settled = useSettled(template, REST);
  const verdict = useAwsQuery({
    key: ['cloudformation', 'validate', settled],
    ask: (connection) =>
      connection.client(CloudFormationClient).send(new ValidateTemplateCommand({ TemplateBody: settled })),
    enabled: settled.trim() !== '',
  });
  if (settled.trim() === '') return null;
  if (verdict.isPending || settled !== template)
    return <StatusIndicator type="loading">{texts.checking}</StatusIndicator>;
  if (!verdict.isError) return <StatusIndicator type="success">{texts.valid}</StatusIndicator>;
  const { code, message } = readAwsError(verdict.error);
  if (code !== 'ValidationError') return <ErrorAlert error={verdict.error} />;
  return (
    <Alert type="warning" header={texts.wrong}>
      <span className="utsuwa-breakable">{message}</span>
    </Alert>
  );
}

import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { PolicySummary } from '../../parts/policy-editor/policy-summary.tsx';
import { PolicyText } from '../../parts/policy-text.tsx';
import { usePolicyDocument } from './use-policy.ts';

const TEXTS = defineTexts({
  en: {
    summary: 'Permissions defined in this policy',
    document: 'Policy document',
    copy: 'Copy JSON',
  },
  ja: {
    summary: 'このポリシーで定義されているアクセス許可',
    document: 'ポリシードキュメント',
    copy: 'JSON をコピー',
  },
});

interface PolicyPermissionsProps {
  readonly arn: string;
  /** Of the default version, once it is known. */
  readonly versionId: string | undefined;
}

/** What a policy says as it counts now: as a table, and its text. */
export function PolicyPermissions({ arn, versionId }: PolicyPermissionsProps) {
  const texts = useTexts(TEXTS);
  const document = usePolicyDocument(arn, versionId);
  if (document.isError) {
    return <ErrorAlert error={document.error} onRetry={() => void document.refetch()} />;
  }
  if (versionId === undefined) return null;
  if (document.data === undefined) return <Spinner size="large" />;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.summary}</Header>}>
        <PolicySummary text={document.data} />
      </Container>
      <Container
        header={
          <Header variant="h2" actions={<CopyButton text={document.data} action={texts.copy} />}>
            {texts.document}
          </Header>
        }
      >
        <PolicyText label={texts.document} text={document.data} />
      </Container>
    </SpaceBetween>
  );
}

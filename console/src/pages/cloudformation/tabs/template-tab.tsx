import { CloudFormationClient, GetTemplateCommand, type Stack } from '@aws-sdk/client-cloudformation';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { PolicyText } from '../../../parts/policy-text.tsx';
import { useAwsQuery } from '../../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: { title: 'Template', processed: 'View processed template', copy: 'Copy' },
  ja: { title: 'テンプレート', processed: '処理されたテンプレートの表示', copy: 'コピー' },
});

/** A stack's template, as it was given and as it was processed. */
export function TemplateTab({ stack }: { readonly stack: Stack }) {
  const texts = useTexts(TEXTS);
  const [isProcessed, setIsProcessed] = useState(false);
  const { StackId: StackName = '', LastUpdatedTime } = stack;
  const TemplateStage = isProcessed ? 'Processed' : 'Original';
  const template = useAwsQuery({
    key: ['cloudformation', 'template', StackName, TemplateStage, LastUpdatedTime?.toISOString() ?? ''],
    ask: async (connection) => {
      const client = connection.client(CloudFormationClient);
      return (await client.send(new GetTemplateCommand({ StackName, TemplateStage }))).TemplateBody ?? '';
    },
  });
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            template.data === undefined ? undefined : <CopyButton text={template.data} action={texts.copy} />
          }
          description={
            <Toggle checked={isProcessed} onChange={({ detail }) => setIsProcessed(detail.checked)}>
              {texts.processed}
            </Toggle>
          }
        >
          {texts.title}
        </Header>
      }
    >
      <Loaded query={template}>{(text) => <PolicyText text={text.trimEnd()} label={texts.title} />}</Loaded>
    </Container>
  );
}

import Container from '@cloudscape-design/components/container';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import Tiles from '@cloudscape-design/components/tiles';
import type { UseQueryResult } from '@tanstack/react-query';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { JsonEditor } from '../../../parts/json-editor.tsx';
import type { StackDraft } from './stack-draft.ts';
import { TemplateOpinion } from './template-opinion.tsx';
import { useTemplateVerdict } from './use-template-verdict.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Template',
    from: 'Template source',
    text: 'Write or upload a template',
    textHint: 'In YAML or JSON.',
    current: 'Use the existing template',
    currentHint: 'Changes parameters and options alone.',
    file: 'Template file',
    fileHint: 'Its text replaces the one below.',
    choose: 'Choose file',
    drop: 'Drop the file here',
  },
  ja: {
    title: 'テンプレート',
    from: 'テンプレートソース',
    text: 'テンプレートを入力またはアップロード',
    textHint: 'YAML または JSON 形式。',
    current: '既存のテンプレートを使用',
    currentHint: 'パラメータとオプションだけを変更します。',
    file: 'テンプレートファイル',
    fileHint: 'ファイルの内容で、下のテキストを置き換えます。',
    choose: 'ファイルを選択',
    drop: 'ここにファイルをドロップ',
  },
});

interface TemplateStepProps {
  readonly draft: StackDraft;
  readonly onEdit: (part: Partial<StackDraft>) => void;
  readonly hasStack: boolean;
  /** The stack's present template, which a change begins with; none where there is no stack. */
  readonly present: UseQueryResult<string>;
  /** What CloudFormation said against the template when it was to read it. */
  readonly error: unknown;
}

/** The template: typed, or from a file; CloudFormation says as one types what is wrong with it. */
export function TemplateStep({ draft, onEdit, hasStack, present, error }: TemplateStepProps) {
  const texts = useTexts(TEXTS);
  const { template, templateFrom } = draft;
  const verdict = useTemplateVerdict(templateFrom === 'current' ? '' : template);
  return (
    <Container header={<Header variant="h2">{texts.title}</Header>}>
      <SpaceBetween size="m">
        {hasStack ? (
          <FormField label={texts.from} stretch>
            <Tiles
              value={templateFrom}
              items={[
                { value: 'current', label: texts.current, description: texts.currentHint },
                { value: 'text', label: texts.text, description: texts.textHint },
              ]}
              onChange={({ detail }) =>
                onEdit({ templateFrom: detail.value === 'text' ? 'text' : 'current' })
              }
            />
          </FormField>
        ) : null}
        {templateFrom === 'current' ? null : (
          <SpaceBetween size="m">
            <FormField label={texts.file} constraintText={texts.fileHint}>
              <FileUpload
                accept=".yaml,.yml,.json,.template,.txt"
                value={[]}
                onChange={({ detail }) =>
                  void detail.value[0]?.text().then((text) => onEdit({ template: text }))
                }
                i18nStrings={{ uploadButtonText: () => texts.choose, dropzoneText: () => texts.drop }}
              />
            </FormField>
            {present.isError ? (
              <ErrorAlert error={present.error} onRetry={() => void present.refetch()} />
            ) : null}
            {present.isLoading ? (
              <Spinner />
            ) : (
              <JsonEditor
                label={texts.title}
                language={template.trimStart().startsWith('{') ? 'json' : 'yaml'}
                value={template}
                onChange={(text) => onEdit({ template: text })}
                findings={verdict.findings}
                height={420}
              />
            )}
            {error === null ? <TemplateOpinion verdict={verdict} /> : null}
          </SpaceBetween>
        )}
        {error === null ? null : <ErrorAlert error={error} />}
      </SpaceBetween>
    </Container>
  );
}

import Container from '@cloudscape-design/components/container';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { JsonEditor } from '../../../parts/json-editor.tsx';
import type { StackDraft } from './stack-draft.ts';
import { TemplateVerdict } from './template-verdict.tsx';

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
  /** What CloudFormation says against the template. */
  readonly error: unknown;
}

/** The template: typed, or from a file; CloudFormation says as one types what is wrong with it. */
export function TemplateStep({ draft, onEdit, hasStack, error }: TemplateStepProps) {
  const texts = useTexts(TEXTS);
  const { template, templateFrom } = draft;
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
            <JsonEditor
              label={texts.title}
              language={template.trimStart().startsWith('{') ? 'json' : 'yaml'}
              value={template}
              onChange={(text) => onEdit({ template: text })}
              height={420}
            />
            {error === null ? <TemplateVerdict template={template} /> : null}
          </SpaceBetween>
        )}
        {error === null ? null : <ErrorAlert error={error} />}
      </SpaceBetween>
    </Container>
  );
}

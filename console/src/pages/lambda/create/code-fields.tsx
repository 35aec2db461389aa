import Container from '@cloudscape-design/components/container';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { formatBytes } from '../../../parts/bytes.ts';
import { JsonEditor } from '../../../parts/json-editor.tsx';
import type { Runtime } from '../runtimes.ts';
import { zipOfText } from '../zip.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Code',
    from: 'Code source',
    text: 'Write it here',
    zip: 'Upload a .zip file',
    file: 'Zip file',
    choose: 'Choose file',
    drop: 'Drop the file here',
    remove: (_: number, name: string) => `Remove ${name}`,
  },
  ja: {
    title: 'コード',
    from: 'コードソース',
    text: 'ここに入力',
    zip: '.zip ファイルをアップロード',
    file: 'zip ファイル',
    choose: 'ファイルを選択',
    drop: 'ここにファイルをドロップ',
    remove: (_: number, name: string) => `${name} を取り除く`,
  },
});

/** A function's code as a person gives it. */
export interface CodeDraft {
  readonly from: 'text' | 'zip';
  readonly text: string;
  readonly zip: File | undefined;
}

interface CodeFieldsProps {
  readonly code: CodeDraft;
  /** Of which language the text is; none for runtimes that take zips alone. */
  readonly runtime: Runtime | undefined;
  readonly onChange: (code: CodeDraft) => void;
  /** That no file is chosen, where that was to be told. */
  readonly error: string | undefined;
}

/** The code: typed, or in a zip. */
export function CodeFields({ code, runtime, onChange, error }: CodeFieldsProps) {
  const texts = useTexts(TEXTS);
  return (
    <Container header={<Header variant="h2">{texts.title}</Header>}>
      <SpaceBetween size="m">
        {runtime === undefined ? null : (
          <SegmentedControl
            label={texts.from}
            selectedId={code.from}
            options={[
              { id: 'text', text: texts.text },
              { id: 'zip', text: texts.zip },
            ]}
            onChange={({ detail }) =>
              onChange({ ...code, from: detail.selectedId === 'zip' ? 'zip' : 'text' })
            }
          />
        )}
        {runtime !== undefined && code.from === 'text' ? (
          <FormField label={runtime.file} stretch>
            <JsonEditor
              label={runtime.file}
              language={runtime.language}
              value={code.text}
              onChange={(text) => onChange({ ...code, text })}
              height={300}
            />
          </FormField>
        ) : (
          <FormField label={texts.file} errorText={error}>
            <FileUpload
              accept=".zip"
              showFileSize
              value={code.zip === undefined ? [] : [code.zip]}
              onChange={({ detail }) => onChange({ ...code, zip: detail.value[0] })}
              i18nStrings={{
                formatFileSize: formatBytes,
                uploadButtonText: () => texts.choose,
                dropzoneText: () => texts.drop,
                removeFileAriaLabel: texts.remove,
              }}
            />
          </FormField>
        )}
      </SpaceBetween>
    </Container>
  );
}

/** The zip that Lambda takes. */
export async function codeOf(code: CodeDraft, runtime: Runtime | undefined): Promise<Uint8Array> {
  if (code.from === 'text' && runtime !== undefined) return zipOfText(runtime.file, code.text);
  return new Uint8Array((await code.zip?.arrayBuffer()) ?? new ArrayBuffer(0));
}

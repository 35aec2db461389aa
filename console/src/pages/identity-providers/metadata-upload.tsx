import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { formatBytes } from '../../parts/bytes.ts';

const TEXTS = defineTexts({
  en: {
    label: 'Metadata document',
    hint: 'The XML that the provider gives out of itself.',
    choose: 'Choose file',
    drop: 'Drop the file here',
    remove: (name: string) => `Remove ${name}`,
  },
  ja: {
    label: 'メタデータドキュメント',
    hint: 'プロバイダーが公開している XML ドキュメント。',
    choose: 'ファイルを選択',
    drop: 'ここにファイルをドロップ',
    remove: (name: string) => `${name} を削除`,
  },
});

interface MetadataUploadProps {
  readonly files: readonly File[];
  readonly onChange: (files: readonly File[]) => void;
}

/** Chooses the document in which a SAML provider describes itself. */
export function MetadataUpload({ files, onChange }: MetadataUploadProps) {
  const texts = useTexts(TEXTS);
  return (
    <FormField label={texts.label} description={texts.hint}>
      <FileUpload
        accept=".xml,application/xml,text/xml"
        value={files}
        showFileSize
        onChange={({ detail }) => onChange(detail.value)}
        i18nStrings={{
          formatFileSize: formatBytes,
          uploadButtonText: () => texts.choose,
          dropzoneText: () => texts.drop,
          removeFileAriaLabel: (_, name) => texts.remove(name),
        }}
      />
    </FormField>
  );
}

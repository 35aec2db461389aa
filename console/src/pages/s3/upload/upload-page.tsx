import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { formatBytes } from '../../../parts/bytes.ts';
import { Page } from '../../../parts/page.tsx';
import { paths } from '../../../parts/paths.ts';
import { Unsaved } from '../../../parts/unsaved/unsaved.tsx';
import { UploadTable } from './upload-table.tsx';
import { useUploads } from './use-uploads.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Upload',
    buckets: 'Buckets',
    files: 'Files',
    to: (place: string) => `They go to ${place}. An object of the same key is overwritten.`,
    hint: 'Several files at once; they may be dropped here.',
    choose: 'Add files',
    drop: 'Drop files here',
    removeFile: (_: number, name: string) => `Remove ${name}`,
    cancel: 'Cancel',
    close: 'Close',
    more: 'Upload more',
  },
  ja: {
    title: 'アップロード',
    buckets: 'バケット',
    files: 'ファイル',
    to: (place: string) => `${place} にアップロードします。同じキーのオブジェクトは上書きされます。`,
    hint: '複数のファイルを選択できます。ここにドラッグアンドドロップすることもできます。',
    choose: 'ファイルを追加',
    drop: 'ここにファイルをドロップ',
    removeFile: (_: number, name: string) => `${name} を取り除く`,
    cancel: 'キャンセル',
    close: '閉じる',
    more: 'さらにアップロード',
  },
});

/** Puts files into a folder of a bucket, each with its progress. */
export default function UploadPage() {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const { bucket = '' } = useParams();
  const [search] = useSearchParams();
  const prefix = search.get('prefix') ?? '';
  const [files, setFiles] = useState<readonly File[]>([]);
  const [isSending, setIsSending] = useState(false);
  const { uploads, start, cancel, retry } = useUploads(bucket, prefix);
  const isOver = uploads.every(({ state }) => state !== 'waiting' && state !== 'running');
  const back = () => void navigate(paths.bucket(bucket, prefix));
  return (
    <Page
      title={texts.title}
      crumbs={[
        { text: texts.buckets, to: paths.buckets() },
        { text: prefix === '' ? bucket : `${bucket}/${prefix}`, to: paths.bucket(bucket, prefix) },
      ]}
    >
      <Unsaved isDirty={isSending ? !isOver : files.length > 0} />
      {isSending ? (
        <SpaceBetween size="l">
          <UploadTable uploads={uploads} onCancel={cancel} onRetry={(key) => void retry(key)} />
          <SpaceBetween direction="horizontal" size="xs">
            {isOver ? (
              <>
                <Button variant="primary" onClick={back}>
                  {texts.close}
                </Button>
                <Button
                  onClick={() => {
                    setFiles([]);
                    setIsSending(false);
                  }}
                >
                  {texts.more}
                </Button>
              </>
            ) : null}
          </SpaceBetween>
        </SpaceBetween>
      ) : (
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">{texts.files}</Header>}>
            <FormField
              label={texts.files}
              description={<span className="utsuwa-breakable">{texts.to(`s3://${bucket}/${prefix}`)}</span>}
              constraintText={texts.hint}
              stretch
            >
              <FileUpload
                multiple
                showFileSize
                value={files}
                onChange={({ detail }) => setFiles(distinct(detail.value))}
                i18nStrings={{
                  formatFileSize: formatBytes,
                  uploadButtonText: () => texts.choose,
                  dropzoneText: () => texts.drop,
                  removeFileAriaLabel: texts.removeFile,
                }}
              />
            </FormField>
          </Container>
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={back}>
              {texts.cancel}
            </Button>
            <Button
              variant="primary"
              disabled={files.length === 0}
              onClick={() => {
                setIsSending(true);
                void start(files);
              }}
            >
              {texts.title}
            </Button>
          </SpaceBetween>
        </SpaceBetween>
      )}
    </Page>
  );
}

/** Of files with one name the last: they would have one key. */
function distinct(files: readonly File[]): File[] {
  return [...new Map(files.map((file) => [file.name, file])).values()];
}

import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { formatBytes } from '../../../parts/bytes.ts';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import type { Upload } from './use-uploads.ts';

const TEXTS = defineTexts<{
  readonly title: string;
  readonly total: string;
  readonly of: (done: number, all: number) => string;
  readonly file: string;
  readonly size: string;
  readonly state: string;
  readonly action: string;
  readonly cancel: string;
  readonly retry: string;
  readonly progress: (name: string) => string;
  readonly states: Readonly<Record<Upload['state'], string>>;
}>({
  en: {
    title: 'Files',
    total: 'Total',
    of: (done, all) => `${done} of ${all} files uploaded`,
    file: 'Name',
    size: 'Size',
    state: 'Status',
    action: 'Action',
    cancel: 'Cancel',
    retry: 'Retry',
    progress: (name) => `Progress of ${name}`,
    states: {
      waiting: 'Waiting',
      running: 'In progress',
      done: 'Succeeded',
      failed: 'Failed',
      cancelled: 'Cancelled',
    },
  },
  ja: {
    title: 'ファイル',
    total: '合計',
    of: (done, all) => `${all} 個中 ${done} 個のファイルをアップロードしました`,
    file: '名前',
    size: 'サイズ',
    state: 'ステータス',
    action: 'アクション',
    cancel: 'キャンセル',
    retry: '再試行',
    progress: (name) => `${name} の進行状況`,
    states: {
      waiting: '待機中',
      running: '進行中',
      done: '成功',
      failed: '失敗',
      cancelled: 'キャンセル済み',
    },
  },
});

const LOOKS: Readonly<Record<Upload['state'], StatusIndicatorProps.Type>> = {
  waiting: 'pending',
  running: 'in-progress',
  done: 'success',
  failed: 'error',
  cancelled: 'stopped',
};

interface UploadTableProps {
  readonly uploads: readonly Upload[];
  readonly onCancel: (key: string) => void;
  readonly onRetry: (key: string) => void;
}

/** How far each file is, and all together; why one failed. */
export function UploadTable({ uploads, onCancel, onRetry }: UploadTableProps) {
  const texts = useTexts(TEXTS);
  const all = uploads.reduce((sum, { file }) => sum + file.size, 0);
  const sent = uploads.reduce((sum, upload) => sum + upload.sent, 0);
  const done = uploads.filter(({ state }) => state === 'done').length;
  return (
    <SpaceBetween size="l">
      <ProgressBar
        label={texts.total}
        value={all === 0 ? percent(done, uploads.length) : percent(sent, all)}
        additionalInfo={texts.of(done, uploads.length)}
      />
      {uploads
        .filter(({ state }) => state === 'failed')
        .slice(0, 3)
        .map(({ key, error }) => (
          <ErrorAlert key={key} error={error} />
        ))}
      <Table<Upload>
        wrapLines
        items={uploads}
        trackBy="key"
        header={
          <Header variant="h2" counter={`(${uploads.length})`}>
            {texts.title}
          </Header>
        }
        columnDefinitions={[
          {
            id: 'file',
            header: texts.file,
            isRowHeader: true,
            cell: ({ key }) => <span className="utsuwa-breakable">{key}</span>,
          },
          { id: 'size', header: texts.size, cell: ({ file }) => formatBytes(file.size) },
          {
            id: 'state',
            header: texts.state,
            minWidth: 180,
            cell: ({ state, sent, file }) =>
              state === 'running' && file.size > 0 ? (
                <ProgressBar ariaLabel={texts.progress(file.name)} value={percent(sent, file.size)} />
              ) : (
                <StatusIndicator type={LOOKS[state]}>{texts.states[state]}</StatusIndicator>
              ),
          },
          {
            id: 'action',
            header: texts.action,
            cell: ({ key, state }) =>
              state === 'waiting' || state === 'running' ? (
                <Button
                  variant="inline-link"
                  ariaLabel={`${texts.cancel} ${key}`}
                  onClick={() => onCancel(key)}
                >
                  {texts.cancel}
                </Button>
              ) : state === 'done' ? (
                '-'
              ) : (
                <Button
                  variant="inline-link"
                  ariaLabel={`${texts.retry} ${key}`}
                  onClick={() => onRetry(key)}
                >
                  {texts.retry}
                </Button>
              ),
          },
        ]}
      />
    </SpaceBetween>
  );
}

/** Whole, for it is read aloud as it is. */
function percent(part: number, whole: number): number {
  return Math.floor((part / whole) * 100);
}

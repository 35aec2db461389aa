import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useRef, useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { NotDeletedAlert } from '../objects/not-deleted.tsx';
import { useBucketChange } from '../use-bucket.ts';
import { deleteAllVersions } from './empty-bucket.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Empty bucket',
    text: (name: string) =>
      `All objects in ${name} are deleted, with all their versions. They do not come back.`,
    word: 'permanently delete',
    type: (word: string) => `To confirm, type ${word}`,
    cancel: 'Cancel',
    close: 'Close',
    act: 'Empty',
    remove: 'Delete bucket',
    progress: (count: number) => `${count} deleted`,
    done: (count: number) => `The bucket is empty: ${count} deleted`,
  },
  ja: {
    title: 'バケットを空にする',
    text: (name: string) =>
      `${name} 内のすべてのオブジェクトを、すべてのバージョンとともに削除します。元に戻すことはできません。`,
    word: '完全に削除',
    type: (word: string) => `確認のため「${word}」と入力してください`,
    cancel: 'キャンセル',
    close: '閉じる',
    act: '空にする',
    remove: 'バケットを削除',
    progress: (count: number) => `${count} 個を削除しました`,
    done: (count: number) => `バケットは空です (${count} 個を削除しました)`,
  },
});

interface EmptyBucketModalProps {
  readonly bucket: string;
  /** Leads to deleting it, once it is empty. */
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

/** Empties a bucket and tells how far it is; closing stops it. */
export function EmptyBucketModal({ bucket, onDelete, onClose }: EmptyBucketModalProps) {
  const texts = useTexts(TEXTS);
  const [typed, setTyped] = useState('');
  const [deleted, setDeleted] = useState(0);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const empty = useBucketChange(bucket, ['objects'], async (client) => {
    const { signal } = (running.current = new AbortController());
    return deleteAllVersions(client, { bucket, prefix: '' }, setDeleted, signal);
  });
  const isDone = empty.data?.length === 0;
  return (
    <Modal
      visible
      header={texts.title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {empty.data === undefined ? texts.cancel : texts.close}
            </Button>
            {isDone ? (
              <Button onClick={onDelete}>{texts.remove}</Button>
            ) : (
              <Button
                variant="primary"
                loading={empty.isPending}
                disabled={typed !== texts.word}
                onClick={() => empty.mutate()}
              >
                {texts.act}
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {isDone ? (
          <StatusIndicator type="success">{texts.done(deleted)}</StatusIndicator>
        ) : (
          <>
            <span className="utsuwa-breakable">{texts.text(bucket)}</span>
            <FormField label={texts.type(texts.word)}>
              <Input
                value={typed}
                disabled={empty.isPending}
                placeholder={texts.word}
                onChange={({ detail }) => setTyped(detail.value)}
              />
            </FormField>
          </>
        )}
        {empty.isPending ? (
          <StatusIndicator type="in-progress">{texts.progress(deleted)}</StatusIndicator>
        ) : null}
        {empty.isError ? <ErrorAlert error={empty.error} /> : null}
        <NotDeletedAlert failed={empty.data ?? []} />
      </SpaceBetween>
    </Modal>
  );
}

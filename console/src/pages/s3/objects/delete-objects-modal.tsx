import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { DeleteModal } from '../../../parts/delete-modal.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { deleteAllVersions, deleteBatch, type NotDeleted } from '../buckets/empty-bucket.ts';
import { useBucketChange } from '../use-bucket.ts';
import type { Entry } from './list-objects.ts';
import { NotDeletedAlert } from './not-deleted.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Delete objects',
    folders: 'Folders go with everything in them.',
    versions: 'The versions chosen are deleted for good.',
    current: 'In a bucket with versioning a delete marker is put in their place; otherwise they are gone.',
    more: (count: number) => `and ${count} more`,
    progress: (count: number) => `${count} deleted`,
    done: (count: number) => (count === 1 ? '1 object deleted' : `${count} objects deleted`),
  },
  ja: {
    title: 'オブジェクトを削除',
    folders: 'フォルダは、中のすべてのオブジェクトとともに削除されます。',
    versions: '選択したバージョンは完全に削除されます。',
    current: 'バージョニングが有効なバケットでは削除マーカーが追加されます。それ以外では完全に削除されます。',
    more: (count: number) => `ほか ${count} 個`,
    progress: (count: number) => `${count} 個を削除しました`,
    done: (count: number) => `${count} 個のオブジェクトを削除しました`,
  },
});

/** How many are named before they are only counted. */
const NAMED = 8;

interface DeleteObjectsModalProps {
  readonly bucket: string;
  readonly entries: readonly Entry[];
  /** Whether folders go with all versions in them. */
  readonly withVersions: boolean;
  readonly onClose: () => void;
  /** Told once all of them are gone. */
  readonly onDeleted?: (() => void) | undefined;
}

/** Asks before objects, versions or whole folders are deleted. */
export function DeleteObjectsModal(props: DeleteObjectsModalProps) {
  const { bucket, entries, withVersions, onClose, onDeleted } = props;
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [chosen] = useState(entries);
  const [deleted, setDeleted] = useState(0);
  const remove = useBucketChange(
    bucket,
    ['objects'],
    (client) => deleteEntries(client, { bucket, entries: chosen, withVersions }, setDeleted),
    ({ count, failed }) => {
      if (count > 0) notify({ type: 'success', text: texts.done(count) });
      if (failed.length > 0) return;
      onClose();
      onDeleted?.();
    },
  );
  const hasFolders = chosen.some(({ kind }) => kind === 'folder');
  return (
    <DeleteModal
      title={texts.title}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <SpaceBetween size="s">
        <ul>
          {chosen.slice(0, NAMED).map(({ key, versionId }) => (
            <li key={`${versionId ?? ''} ${key}`} className="utsuwa-breakable">
              {key}
              {versionId === undefined ? '' : ` (${versionId})`}
            </li>
          ))}
          {chosen.length > NAMED ? <li>{texts.more(chosen.length - NAMED)}</li> : null}
        </ul>
        {hasFolders ? <span>{texts.folders}</span> : null}
        <span>{withVersions ? texts.versions : texts.current}</span>
        {remove.isPending && deleted > 0 ? (
          <StatusIndicator type="in-progress">{texts.progress(deleted)}</StatusIndicator>
        ) : null}
        <NotDeletedAlert failed={remove.data?.failed ?? []} />
      </SpaceBetween>
    </DeleteModal>
  );
}

async function deleteEntries(
  client: S3Client,
  { bucket, entries, withVersions }: Pick<DeleteObjectsModalProps, 'bucket' | 'entries' | 'withVersions'>,
  onProgress: (deleted: number) => void,
): Promise<{ readonly count: number; readonly failed: readonly NotDeleted[] }> {
  const failed: NotDeleted[] = [];
  let count = 0;
  const take = async (
    objects: readonly { readonly Key: string; readonly VersionId?: string | undefined }[],
  ) => {
    if (objects.length === 0) return;
    const errors = await deleteBatch(client, bucket, objects);
    failed.push(...errors);
    count += objects.length - errors.length;
    onProgress(count);
  };
  await take(
    entries
      .filter(({ kind }) => kind !== 'folder')
      .map(({ key, versionId }) => ({ Key: key, VersionId: versionId })),
  );
  for (const { key: prefix } of entries.filter(({ kind }) => kind === 'folder')) {
    if (withVersions) {
      const before = count;
      const report = (more: number) => onProgress((count = before + more));
      failed.push(...(await deleteAllVersions(client, { bucket, prefix }, report)));
      continue;
    }
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client },
      { Bucket: bucket, Prefix: prefix },
    )) {
      await take(Contents.map(({ Key = '' }) => ({ Key })));
    }
  }
  return { count, failed };
}

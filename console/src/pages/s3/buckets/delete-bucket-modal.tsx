import { DeleteBucketCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { DeleteModal } from '../../../parts/delete-modal.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { useAwsChange } from '../../../session/use-aws.ts';
import { bucketClient, forgetBucket } from '../bucket-client.ts';
import { useBucketQuery } from '../use-bucket.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Delete bucket',
    text: (name: string) => `The bucket ${name} is deleted. Its name may then be taken by anybody.`,
    full: 'This bucket is not empty',
    fullText:
      'S3 deletes empty buckets only. Empty it first: that deletes all its objects, with all versions.',
    empty: 'Empty bucket',
    done: (name: string) => `Bucket ${name} deleted`,
  },
  ja: {
    title: 'バケットを削除',
    text: (name: string) => `バケット ${name} を削除します。削除後、この名前は誰でも使えるようになります。`,
    full: 'このバケットは空ではありません',
    fullText:
      '削除できるのは空のバケットだけです。先にバケットを空にしてください。すべてのオブジェクトが、すべてのバージョンとともに削除されます。',
    empty: 'バケットを空にする',
    done: (name: string) => `バケット ${name} を削除しました`,
  },
});

interface DeleteBucketModalProps {
  readonly bucket: string;
  /** Leads to emptying it. */
  readonly onEmpty: () => void;
  readonly onClose: () => void;
}

/** Asks before a bucket is deleted; one with objects is to be emptied first, as S3 has it. */
export function DeleteBucketModal({ bucket, onEmpty, onClose }: DeleteBucketModalProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  // Whoever may not list it finds out by S3's own answer.
  const isFull = useBucketQuery(bucket, ['objects', 'any'], async (client) => {
    const { Versions, DeleteMarkers } = await client.send(
      new ListObjectVersionsCommand({ Bucket: bucket, MaxKeys: 1 }),
    );
    return Versions !== undefined || DeleteMarkers !== undefined;
  });
  const remove = useAwsChange({
    change: async (connection) => {
      await (await bucketClient(connection, bucket)).send(new DeleteBucketCommand({ Bucket: bucket }));
      forgetBucket(connection, bucket);
    },
    makesOld: [['s3', 'buckets']],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done(bucket) });
      onClose();
    },
  });
  return (
    <DeleteModal
      title={texts.title}
      typed={bucket}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <SpaceBetween size="s">
        <span className="utsuwa-breakable">{texts.text(bucket)}</span>
        {isFull.data === true ? (
          <Alert type="warning" header={texts.full} action={<Button onClick={onEmpty}>{texts.empty}</Button>}>
            {texts.fullText}
          </Alert>
        ) : null}
      </SpaceBetween>
    </DeleteModal>
  );
}

import { DeleteBucketPolicyCommand } from '@aws-sdk/client-s3';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { DeleteModal } from '../../../parts/delete-modal.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { useBucketChange } from '../use-bucket.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Delete bucket policy',
    text: 'Whoever had access by this policy alone has none then.',
    done: 'Bucket policy deleted',
  },
  ja: {
    title: 'バケットポリシーを削除',
    text: 'このポリシーだけでアクセスを許可されていた相手は、アクセスできなくなります。',
    done: 'バケットポリシーを削除しました',
  },
});

interface DeleteBucketPolicyModalProps {
  readonly bucket: string;
  readonly onClose: () => void;
}

/** Asks before a bucket's policy goes. */
export function DeleteBucketPolicyModal({ bucket, onClose }: DeleteBucketPolicyModalProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const remove = useBucketChange(
    bucket,
    ['policy'],
    (client) => client.send(new DeleteBucketPolicyCommand({ Bucket: bucket })),
    () => {
      notify({ type: 'success', text: texts.done });
      onClose();
    },
  );
  return (
    <DeleteModal
      title={texts.title}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {texts.text}
    </DeleteModal>
  );
}

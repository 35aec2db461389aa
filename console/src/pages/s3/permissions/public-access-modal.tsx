import { PutPublicAccessBlockCommand } from '@aws-sdk/client-s3';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { FormModal } from '../../../parts/form-modal.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import type { PublicAccessBlock } from '../buckets/block-public-access.ts';
import { PublicAccessFields } from '../buckets/public-access-fields.tsx';
import { useBucketChange } from '../use-bucket.ts';

const TEXTS = defineTexts({
  en: { title: 'Edit Block public access', saved: 'Block Public Access settings saved' },
  ja: {
    title: 'ブロックパブリックアクセスを編集',
    saved: 'ブロックパブリックアクセス設定を保存しました',
  },
});

interface PublicAccessModalProps {
  readonly bucket: string;
  readonly before: PublicAccessBlock;
  readonly onClose: () => void;
}

/** Changes what of public access a bucket blocks. */
export function PublicAccessModal({ bucket, before, onClose }: PublicAccessModalProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [value, setValue] = useState(before);
  const save = useBucketChange(
    bucket,
    [],
    (client) =>
      client.send(new PutPublicAccessBlockCommand({ Bucket: bucket, PublicAccessBlockConfiguration: value })),
    () => {
      notify({ type: 'success', text: texts.saved });
      onClose();
    },
  );
  return (
    <FormModal
      title={texts.title}
      size="large"
      isBusy={save.isPending}
      error={save.error}
      onAct={() => save.mutate()}
      onClose={onClose}
    >
      <PublicAccessFields value={value} onChange={setValue} />
    </FormModal>
  );
}

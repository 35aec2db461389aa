import { PutObjectCommand } from '@aws-sdk/client-s3';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { FormModal } from '../../../parts/form-modal.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { useBucketChange } from '../use-bucket.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Create folder',
    name: 'Folder name',
    hint: 'S3 has no folders: an empty object whose key ends with “/” stands for one.',
    slash: 'A folder’s name has no “/”.',
    done: (name: string) => `Folder ${name} created`,
  },
  ja: {
    title: 'フォルダの作成',
    name: 'フォルダ名',
    hint: 'S3 にフォルダはありません。キーが「/」で終わる空のオブジェクトがフォルダを表します。',
    slash: 'フォルダ名に「/」は使えません。',
    done: (name: string) => `フォルダ ${name} を作成しました`,
  },
});

interface CreateFolderModalProps {
  readonly bucket: string;
  readonly prefix: string;
  readonly onClose: () => void;
}

/** Makes a folder, as AWS's console does. */
export function CreateFolderModal({ bucket, prefix, onClose }: CreateFolderModalProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [name, setName] = useState('');
  const create = useBucketChange(
    bucket,
    ['objects'],
    (client) =>
      client.send(new PutObjectCommand({ Bucket: bucket, Key: `${prefix}${name}/`, Body: new Uint8Array() })),
    () => {
      notify({ type: 'success', text: texts.done(name) });
      onClose();
    },
  );
  return (
    <FormModal
      title={texts.title}
      action={texts.title}
      isBusy={create.isPending}
      isIncomplete={name === '' || name.includes('/')}
      error={create.error}
      onAct={() => create.mutate()}
      onClose={onClose}
    >
      <FormField
        label={texts.name}
        constraintText={texts.hint}
        errorText={name.includes('/') ? texts.slash : undefined}
      >
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
    </FormModal>
  );
}

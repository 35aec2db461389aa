import { CreateAccessKeyCommand, IAMClient, type AccessKey } from '@aws-sdk/client-iam';
import Box from '@cloudscape-design/components/box';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { AccessKeyOnce } from './access-key-once.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Create access key',
    text: (name: string) =>
      `Whoever holds the key acts as ${name}, until it is deactivated or deleted. On EC2, Lambda and the like a role needs no key.`,
    act: 'Create access key',
  },
  ja: {
    title: 'アクセスキーを作成',
    text: (name: string) =>
      `キーを持つ人は、無効化または削除されるまで ${name} として操作できます。EC2 や Lambda などでは、ロールを使えばキーは不要です。`,
    act: 'アクセスキーを作成',
  },
});

interface CreateAccessKeyProps {
  readonly userName: string;
  readonly onClose: () => void;
}

/** Makes an access key, and shows it the one time that it can be shown. */
export function CreateAccessKey({ userName: UserName, onClose }: CreateAccessKeyProps) {
  const texts = useTexts(TEXTS);
  const [made, setMade] = useState<AccessKey>();
  const create = useAwsChange({
    change: (connection) => connection.client(IAMClient).send(new CreateAccessKeyCommand({ UserName })),
    makesOld: [['iam', 'users', UserName, 'access keys']],
    onSuccess: ({ AccessKey }) => setMade(AccessKey),
  });
  if (made !== undefined) return <AccessKeyOnce made={made} onClose={onClose} />;
  return (
    <FormModal
      title={texts.title}
      action={texts.act}
      isBusy={create.isPending}
      error={create.error}
      onAct={() => create.mutate()}
      onClose={onClose}
    >
      <Box>{texts.text(UserName)}</Box>
    </FormModal>
  );
}

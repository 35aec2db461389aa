import {
  DeleteOpenIDConnectProviderCommand,
  DeleteSAMLProviderCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { kindOfProvider, nameOfProvider } from './provider.ts';

const TEXTS = defineTexts({
  en: {
    title: (name: string) => `Delete identity provider ${name}?`,
    text: 'Roles that trust it stay, but nobody can take them on by it any more.',
    done: (name: string) => `The identity provider ${name} is deleted.`,
  },
  ja: {
    title: (name: string) => `ID プロバイダー ${name} を削除しますか?`,
    text: 'このプロバイダーを信頼するロールは残りますが、プロバイダー経由で引き受けることはできなくなります。',
    done: (name: string) => `ID プロバイダー ${name} を削除しました。`,
  },
});

interface DeleteProviderProps {
  readonly arn: string;
  readonly onDeleted?: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Asks before an identity provider goes. */
export function DeleteProvider({ arn, onDeleted, onClose }: DeleteProviderProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const name = nameOfProvider(arn);
  const remove = useAwsChange({
    change: async (connection) => {
      const iam = connection.client(IAMClient);
      if (kindOfProvider(arn) === 'OIDC')
        await iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }));
      else await iam.send(new DeleteSAMLProviderCommand({ SAMLProviderArn: arn }));
    },
    makesOld: [
      ['iam', 'identity providers', 'all of them'],
      ['iam', 'identity providers', 'to trust'],
    ],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done(name) });
      onClose();
      onDeleted?.();
    },
  });
  return (
    <DeleteModal
      title={texts.title(name)}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {texts.text}
    </DeleteModal>
  );
}

import { IAMClient, RemoveRoleFromInstanceProfileCommand } from '@aws-sdk/client-iam';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { useAwsChange } from '../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Remove role',
    text: (role: string, profile: string) =>
      `${role} is removed from ${profile}. Instances that carry the profile get no credentials then. The role itself stays.`,
    act: 'Remove',
    done: (role: string, profile: string) => `${role} is removed from ${profile}.`,
  },
  ja: {
    title: 'ロールを取り外す',
    text: (role: string, profile: string) =>
      `${profile} から ${role} を取り外します。このプロファイルを使うインスタンスは認証情報を取得できなくなります。ロール自体は残ります。`,
    act: '取り外す',
    done: (role: string, profile: string) => `${profile} から ${role} を取り外しました。`,
  },
});

interface RemoveRoleProps {
  readonly profileName: string;
  readonly roleName: string;
  readonly onClose: () => void;
}

/** Takes the role out of an instance profile; both stay. */
export function RemoveRole({ profileName, roleName, onClose }: RemoveRoleProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const remove = useAwsChange({
    change: (connection) =>
      connection.client(IAMClient).send(
        new RemoveRoleFromInstanceProfileCommand({
          InstanceProfileName: profileName,
          RoleName: roleName,
        }),
      ),
    makesOld: [
      ['iam', 'instance profiles'],
      ['iam', 'roles'],
    ],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done(roleName, profileName) });
      onClose();
    },
  });
  return (
    <DeleteModal
      title={texts.title}
      action={texts.act}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <span className="utsuwa-breakable">{texts.text(roleName, profileName)}</span>
    </DeleteModal>
  );
}

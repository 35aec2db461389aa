import {
  DeleteInstanceProfileCommand,
  IAMClient,
  RemoveRoleFromInstanceProfileCommand,
  type InstanceProfile,
} from '@aws-sdk/client-iam';
import Alert from '@cloudscape-design/components/alert';
import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { useInstancesByProfile } from '../../parts/use-instances-by-profile.ts';
import { useAwsChange } from '../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: {
    title: (name: string) => `Delete instance profile ${name}?`,
    empty: 'It holds no role.',
    holds: (role: string) =>
      `It holds the role ${role}: AWS refuses to delete it until the role is removed from it. The role itself stays.`,
    remove: (role: string) => `Remove the role ${role} from it first`,
    instances: (ids: string) => `Instances that carry it get no credentials any more: ${ids}.`,
    done: (name: string) => `The instance profile ${name} is deleted.`,
  },
  ja: {
    title: (name: string) => `インスタンスプロファイル ${name} を削除しますか?`,
    empty: 'このプロファイルにロールはありません。',
    holds: (role: string) =>
      `ロール ${role} が含まれています。ロールを取り外すまで、AWS は削除を拒否します。ロール自体は残ります。`,
    remove: (role: string) => `先にロール ${role} をプロファイルから取り外す`,
    instances: (ids: string) => `次のインスタンスは認証情報を取得できなくなります: ${ids}`,
    done: (name: string) => `インスタンスプロファイル ${name} を削除しました。`,
  },
});

interface DeleteProfileProps {
  readonly profile: InstanceProfile;
  readonly onDeleted?: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Asks before an instance profile goes, and says what AWS wants first. */
export function DeleteProfile({ profile, onDeleted, onClose }: DeleteProfileProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const { InstanceProfileName = '', Arn = '', Roles } = profile;
  const RoleName = Roles?.[0]?.RoleName;
  const [removesRole, setRemovesRole] = useState(false);
  const carrying = useInstancesByProfile().data?.get(Arn) ?? [];
  const remove = useAwsChange({
    change: async (connection) => {
      const iam = connection.client(IAMClient);
      if (removesRole && RoleName !== undefined)
        await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));
      await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
    },
    makesOld: [
      ['iam', 'instance profiles', 'all of them'],
      ['iam', 'roles'],
    ],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done(InstanceProfileName) });
      onClose();
      onDeleted?.();
    },
  });
  return (
    <DeleteModal
      title={texts.title(InstanceProfileName)}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        {RoleName === undefined ? (
          texts.empty
        ) : (
          <SpaceBetween size="m">
            <span className="utsuwa-breakable">{texts.holds(RoleName)}</span>
            <Checkbox checked={removesRole} onChange={({ detail }) => setRemovesRole(detail.checked)}>
              <span className="utsuwa-breakable">{texts.remove(RoleName)}</span>
            </Checkbox>
          </SpaceBetween>
        )}
        {carrying.length === 0 ? null : (
          <Alert type="warning">
            {texts.instances(carrying.map(({ instanceId }) => instanceId).join(', '))}
          </Alert>
        )}
      </SpaceBetween>
    </DeleteModal>
  );
}

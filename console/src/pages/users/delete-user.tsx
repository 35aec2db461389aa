import { IAMClient } from '@aws-sdk/client-iam';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { nameOfPolicy } from '../../parts/permissions/policy-kind.ts';
import { PlannedDeletion } from '../../parts/planned-deletion.tsx';
import { useAwsChange, useAwsQuery } from '../../session/use-aws.ts';
import { deleteUser, planUserDeletion, type UserDeletionPlan } from './delete-user-plan.ts';

const TEXTS = defineTexts({
  en: {
    title: (name: string) => `Delete user ${name}?`,
    alone: 'Nothing else goes with the user.',
    goes: 'This goes with the user:',
    accessKeys: 'Access keys, deleted',
    password: 'The console password, deleted',
    mfaDevices: 'MFA devices, deactivated',
    groups: 'Memberships in groups',
    attached: 'Policies, detached',
    inline: 'Inline policies, deleted',
    sshKeys: 'SSH public keys, deleted',
    certificates: 'Signing certificates, deleted',
    serviceCredentials: 'Service-specific credentials, deleted',
    unknown:
      'What goes with the user could not be looked up. Deleting is tried without it; AWS refuses where something is left:',
    done: (name: string) => `The user ${name} is deleted.`,
  },
  ja: {
    title: (name: string) => `ユーザー ${name} を削除しますか?`,
    alone: '一緒に削除されるものはありません。',
    goes: 'ユーザーと一緒に次のものがなくなります:',
    accessKeys: '削除されるアクセスキー',
    password: 'コンソールパスワード (削除)',
    mfaDevices: '無効化される MFA デバイス',
    groups: '外れるグループ',
    attached: 'デタッチされるポリシー',
    inline: '削除されるインラインポリシー',
    sshKeys: '削除される SSH 公開キー',
    certificates: '削除される署名証明書',
    serviceCredentials: '削除されるサービス固有の認証情報',
    unknown:
      '一緒に削除されるものを調べられませんでした。そのまま削除を試みますが、何か残っていれば AWS が拒否します:',
    done: (name: string) => `ユーザー ${name} を削除しました。`,
  },
});

interface DeleteUserProps {
  readonly userName: string;
  readonly onDeleted?: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Asks before a user goes, and says what goes with them: keys, memberships, policies. */
export function DeleteUser({ userName, onDeleted, onClose }: DeleteUserProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const plan = useAwsQuery({
    key: ['iam', 'users', userName, 'deletion'],
    ask: (connection) => planUserDeletion(connection.client(IAMClient), userName),
  });
  const remove = useAwsChange({
    change: (connection) => deleteUser(connection.client(IAMClient), userName, plan.data),
    makesOld: [
      ['iam', 'users', 'all of them'],
      ['iam', 'users', userName, 'deletion'],
      ['iam', 'groups'],
      ['iam', 'policies'],
      ['iam', 'summary'],
    ],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done(userName) });
      onClose();
      onDeleted?.();
    },
  });
  return (
    <DeleteModal
      title={texts.title(userName)}
      typed={userName}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <PlannedDeletion plan={plan} unknown={texts.unknown}>
          {(found) => <WhatGoes plan={found} />}
        </PlannedDeletion>
      </SpaceBetween>
    </DeleteModal>
  );
}

const LISTS = [
  'accessKeys',
  'mfaDevices',
  'groups',
  'attached',
  'inline',
  'sshKeys',
  'certificates',
  'serviceCredentials',
] as const;

function WhatGoes({ plan }: { readonly plan: UserDeletionPlan }) {
  const texts = useTexts(TEXTS);
  const lists = LISTS.filter((list) => plan[list].length > 0);
  if (lists.length === 0 && !plan.hasPassword) return texts.alone;
  return (
    <div>
      {texts.goes}
      <ul className="utsuwa-breakable">
        {lists.map((list) => (
          <li key={list}>
            {texts[list]}: {plan[list].map(list === 'attached' ? nameOfPolicy : String).join(', ')}
          </li>
        ))}
        {plan.hasPassword ? <li>{texts.password}</li> : null}
      </ul>
    </div>
  );
}

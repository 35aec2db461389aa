import { IAMClient } from '@aws-sdk/client-iam';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { PlannedDeletion } from '../../parts/planned-deletion.tsx';
import { useAwsChange, useAwsQuery } from '../../session/use-aws.ts';
import { deleteRole, planDeletion } from './delete-role-plan.ts';
import { WhatGoesWithRole } from './what-goes-with-role.tsx';

const TEXTS = defineTexts({
  en: {
    title: (name: string) => `Delete role ${name}?`,
    sessions: 'Whoever acts as this role loses its permissions at once.',
    unknown: 'What goes with it could not be looked up:',
    done: (name: string) => `The role ${name} is deleted.`,
  },
  ja: {
    title: (name: string) => `ロール ${name} を削除しますか?`,
    sessions: 'このロールを使用中のセッションは、ただちにアクセス許可を失います。',
    unknown: '一緒に削除されるものを調べられませんでした:',
    done: (name: string) => `ロール ${name} を削除しました。`,
  },
});

interface DeleteRoleProps {
  readonly roleName: string;
  readonly path: string;
  readonly onDeleted?: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Asks before a role goes, and says what goes with it: its policies, and the instance profile of its name. */
export function DeleteRole({ roleName, path, onDeleted, onClose }: DeleteRoleProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const plan = useAwsQuery({
    key: ['iam', 'roles', roleName, 'deletion'],
    ask: (connection) => planDeletion(connection.client(IAMClient), roleName),
  });
  const remove = useAwsChange({
    change: (connection) => deleteRole(connection.client(IAMClient), roleName, path),
    makesOld: [
      ['iam', 'roles', 'all of them'],
      ['iam', 'roles', roleName, 'deletion'],
      ['iam', 'instance profiles'],
    ],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done(roleName) });
      onClose();
      onDeleted?.();
    },
  });
  return (
    <DeleteModal
      title={texts.title(roleName)}
      typed={roleName}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <div>{texts.sessions}</div>
        <PlannedDeletion plan={plan} unknown={texts.unknown}>
          {(found) => <WhatGoesWithRole plan={found} />}
        </PlannedDeletion>
      </SpaceBetween>
    </DeleteModal>
  );
}

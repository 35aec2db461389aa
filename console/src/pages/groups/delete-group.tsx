import { IAMClient } from '@aws-sdk/client-iam';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { nameOfPolicy } from '../../parts/permissions/policy-kind.ts';
import { PlannedDeletion } from '../../parts/planned-deletion.tsx';
import { useAwsChange, useAwsQuery } from '../../session/use-aws.ts';
import { deleteGroup, planGroupDeletion, type GroupDeletionPlan } from './delete-group-plan.ts';

const TEXTS = defineTexts({
  en: {
    title: (name: string) => `Delete group ${name}?`,
    alone: 'Nobody is in it, and nothing goes with it.',
    goes: 'This goes with the group:',
    members: 'Memberships (the users stay)',
    attached: 'Policies, detached',
    inline: 'Inline policies, deleted',
    unknown:
      'What goes with the group could not be looked up. Deleting is tried without it; AWS refuses where something is left:',
    done: (name: string) => `The group ${name} is deleted.`,
  },
  ja: {
    title: (name: string) => `グループ ${name} を削除しますか?`,
    alone: 'ユーザーはおらず、一緒に削除されるものもありません。',
    goes: 'グループと一緒に次のものがなくなります:',
    members: '外れるユーザー (ユーザー自体は残ります)',
    attached: 'デタッチされるポリシー',
    inline: '削除されるインラインポリシー',
    unknown:
      '一緒に削除されるものを調べられませんでした。そのまま削除を試みますが、何か残っていれば AWS が拒否します:',
    done: (name: string) => `グループ ${name} を削除しました。`,
  },
});

interface DeleteGroupProps {
  readonly groupName: string;
  readonly onDeleted?: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Asks before a group goes, and says what goes with it. */
export function DeleteGroup({ groupName, onDeleted, onClose }: DeleteGroupProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const plan = useAwsQuery({
    key: ['iam', 'groups', groupName, 'deletion'],
    ask: (connection) => planGroupDeletion(connection.client(IAMClient), groupName),
  });
  const remove = useAwsChange({
    change: (connection) => deleteGroup(connection.client(IAMClient), groupName, plan.data),
    makesOld: [
      ['iam', 'groups', 'all of them'],
      ['iam', 'groups', groupName, 'deletion'],
      ['iam', 'users'],
      ['iam', 'policies'],
      ['iam', 'summary'],
    ],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done(groupName) });
      onClose();
      onDeleted?.();
    },
  });
  return (
    <DeleteModal
      title={texts.title(groupName)}
      typed={groupName}
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

function WhatGoes({ plan }: { readonly plan: GroupDeletionPlan }) {
  const texts = useTexts(TEXTS);
  const lists = (['members', 'attached', 'inline'] as const).filter((list) => plan[list].length > 0);
  if (lists.length === 0) return texts.alone;
  return (
    <div>
      {texts.goes}
      <ul className="utsuwa-breakable">
        {lists.map((list) => (
          <li key={list}>
            {texts[list]}: {plan[list].map(list === 'attached' ? nameOfPolicy : String).join(', ')}
          </li>
        ))}
      </ul>
    </div>
  );
}

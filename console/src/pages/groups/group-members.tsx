import { IAMClient, RemoveUserFromGroupCommand, type User } from '@aws-sdk/client-iam';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { AddMembers } from './add-members.tsx';
import { useGroupMemberColumns } from './use-group-member-columns.tsx';
import { useMembers } from './use-group.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Users in this group',
    add: 'Add users',
    remove: 'Remove',
    removeTitle: (name: string) => `Remove users from ${name}?`,
    removeText: 'They lose what the group allows:',
    removed: (count: number) =>
      count === 1 ? 'The user is no longer in the group.' : `${count} users are no longer in the group.`,
    empty: 'Nobody is in this group. Add users to give them its permissions.',
  },
  ja: {
    title: 'このグループのユーザー',
    add: 'ユーザーを追加',
    remove: '削除',
    removeTitle: (name: string) => `${name} からユーザーを削除しますか?`,
    removeText: '次のユーザーは、グループのアクセス許可を失います:',
    removed: (count: number) => `${count} 人のユーザーをグループから削除しました。`,
    empty:
      'このグループにユーザーはいません。グループのアクセス許可を与えるには、ユーザーを追加してください。',
  },
});

/** Who is in a group: added, removed. */
export function GroupMembers({ groupName: GroupName }: { readonly groupName: string }) {
  const texts = useTexts(TEXTS);
  const columns = useGroupMemberColumns();
  const { notify } = useNotifications();
  const members = useMembers(GroupName);
  const [selected, setSelected] = useState<readonly User[]>([]);
  const [open, setOpen] = useState<'add' | 'remove'>();
  const close = () => setOpen(undefined);
  const remove = useAwsChange({
    change: async (connection) => {
      for (const { UserName = '' } of selected) {
        await connection.client(IAMClient).send(new RemoveUserFromGroupCommand({ GroupName, UserName }));
      }
      return selected.length;
    },
    makesOld: [
      ['iam', 'groups', GroupName],
      ['iam', 'users'],
    ],
    onSuccess: (count) => {
      notify({ type: 'success', text: texts.removed(count) });
      setSelected([]);
      close();
    },
  });
  return (
    <>
      <ResourceTable<User>
        title={texts.title}
        inAddress="members"
        query={members}
        idOf={({ UserName }) => UserName ?? ''}
        columns={columns}
        empty={texts.empty}
        selection={{ type: 'multi', selected, onSelect: setSelected }}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              disabled={selected.length === 0}
              onClick={() => {
                remove.reset();
                setOpen('remove');
              }}
            >
              {texts.remove}
            </Button>
            <Button onClick={() => setOpen('add')}>{texts.add}</Button>
          </SpaceBetween>
        }
      />
      {open === 'add' ? (
        <AddMembers
          groupName={GroupName}
          present={(members.data ?? []).map(({ UserName = '' }) => UserName)}
          onClose={close}
        />
      ) : null}
      {open === 'remove' ? (
        <DeleteModal
          title={texts.removeTitle(GroupName)}
          action={texts.remove}
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={close}
        >
          {texts.removeText}
          <ul className="utsuwa-breakable">
            {selected.map(({ UserName }) => (
              <li key={UserName}>{UserName}</li>
            ))}
          </ul>
        </DeleteModal>
      ) : null}
    </>
  );
}

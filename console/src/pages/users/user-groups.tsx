import { IAMClient, RemoveUserFromGroupCommand, type Group } from '@aws-sdk/client-iam';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { ResourceTable } from '../../parts/resource-table.tsx';
import type { Column } from '../../parts/table/column.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { AddToGroups } from './add-to-groups.tsx';
import { useGroupsOfUser } from './use-user.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Groups',
    name: 'Group name',
    path: 'Path',
    add: 'Add user to groups',
    remove: 'Remove',
    removeTitle: (name: string) => `Remove ${name} from groups?`,
    removeText: 'The user loses what these groups allow:',
    removed: (count: number) =>
      count === 1 ? 'The user is no longer in the group.' : `The user is no longer in ${count} groups.`,
    empty: 'This user is in no group. A group gives all of its members the same permissions.',
  },
  ja: {
    title: 'グループ',
    name: 'グループ名',
    path: 'パス',
    add: 'ユーザーをグループに追加',
    remove: '削除',
    removeTitle: (name: string) => `${name} をグループから削除しますか?`,
    removeText: '次のグループのアクセス許可がなくなります:',
    removed: (count: number) => `${count} 個のグループからユーザーを削除しました。`,
    empty: 'どのグループにも属していません。グループは、すべてのメンバーに同じアクセス許可を与えます。',
  },
});

/** The groups that a user is in: added to others, removed. */
export function UserGroups({ userName }: { readonly userName: string }) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const groups = useGroupsOfUser(userName);
  const [selected, setSelected] = useState<readonly Group[]>([]);
  const [open, setOpen] = useState<'add' | 'remove'>();
  const close = () => setOpen(undefined);
  const remove = useAwsChange({
    change: async (connection) => {
      for (const { GroupName = '' } of selected) {
        await connection
          .client(IAMClient)
          .send(new RemoveUserFromGroupCommand({ GroupName, UserName: userName }));
      }
      return selected.length;
    },
    makesOld: [
      ['iam', 'users', userName],
      ['iam', 'groups'],
    ],
    onSuccess: (count) => {
      notify({ type: 'success', text: texts.removed(count) });
      setSelected([]);
      close();
    },
  });
  return (
    <>
      <ResourceTable<Group>
        title={texts.title}
        inAddress="groups"
        query={groups}
        idOf={({ GroupName }) => GroupName ?? ''}
        columns={columnsOf(texts)}
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
        <AddToGroups
          userName={userName}
          present={(groups.data ?? []).map(({ GroupName = '' }) => GroupName)}
          onClose={close}
        />
      ) : null}
      {open === 'remove' ? (
        <DeleteModal
          title={texts.removeTitle(userName)}
          action={texts.remove}
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={close}
        >
          {texts.removeText}
          <ul className="utsuwa-breakable">
            {selected.map(({ GroupName }) => (
              <li key={GroupName}>{GroupName}</li>
            ))}
          </ul>
        </DeleteModal>
      ) : null}
    </>
  );
}

function columnsOf(texts: (typeof TEXTS)['en']): Column<Group>[] {
  return [
    {
      id: 'name',
      header: texts.name,
      text: ({ GroupName }) => GroupName,
      cell: ({ GroupName = '' }) => (
        <span className="utsuwa-breakable">
          <PageLink to={paths.group(GroupName)}>{GroupName}</PageLink>
        </span>
      ),
    },
    { id: 'path', header: texts.path, text: ({ Path }) => Path },
  ];
}

import { IAMClient, paginateListUsers, type User } from '@aws-sdk/client-iam';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { collect } from '../../aws/collect.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { AnswerCell } from '../../parts/answer-cell.tsx';
import { Page } from '../../parts/page.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { ResourceTable, type Column } from '../../parts/resource-table.tsx';
import { Time } from '../../parts/time.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { DeleteUser } from './delete-user.tsx';
import { useGroupsOfUser } from './use-user.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Users',
    description: 'A user is an identity with long-term credentials, for a person or a program.',
    name: 'User name',
    path: 'Path',
    groups: 'Groups',
    created: 'Created',
    remove: 'Delete',
    create: 'Create user',
    empty: 'No users. Create one to give a person or a program keys of their own.',
  },
  ja: {
    title: 'ユーザー',
    description: 'ユーザーは、人やプログラムのための、長期の認証情報を持つアイデンティティです。',
    name: 'ユーザー名',
    path: 'パス',
    groups: 'グループ',
    created: '作成日時',
    remove: '削除',
    create: 'ユーザーの作成',
    empty: 'ユーザーがありません。人やプログラムに専用のキーを渡すには、ユーザーを作成してください。',
  },
});

/** All users. */
export default function UsersPage() {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const [selected, setSelected] = useState<readonly User[]>([]);
  const [isDeleting, setIsDeleting] = useState(false);
  const users = useAwsQuery<readonly User[]>({
    key: ['iam', 'users', 'all of them'],
    ask: (connection) =>
      collect(
        paginateListUsers({ client: connection.client(IAMClient) }, { MaxItems: 1000 }),
        (page) => page.Users,
      ),
  });
  const chosen = selected[0]?.UserName;
  return (
    <Page title={texts.title} hasOwnTitle>
      <ResourceTable<User>
        title={texts.title}
        variant="full-page"
        description={texts.description}
        query={users}
        idOf={({ UserName }) => UserName ?? ''}
        columns={columnsOf(texts)}
        empty={texts.empty}
        selection={{ type: 'single', selected, onSelect: setSelected }}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={chosen === undefined} onClick={() => setIsDeleting(true)}>
              {texts.remove}
            </Button>
            <Button variant="primary" onClick={() => void navigate(paths.createUser())}>
              {texts.create}
            </Button>
          </SpaceBetween>
        }
      />
      {isDeleting && chosen !== undefined ? (
        <DeleteUser
          userName={chosen}
          onDeleted={() => setSelected([])}
          onClose={() => setIsDeleting(false)}
        />
      ) : null}
    </Page>
  );
}

function columnsOf(texts: (typeof TEXTS)['en']): Column<User>[] {
  return [
    {
      id: 'name',
      header: texts.name,
      text: ({ UserName }) => UserName,
      cell: ({ UserName = '' }) => (
        <span className="utsuwa-breakable">
          <PageLink to={paths.user(UserName)}>{UserName}</PageLink>
        </span>
      ),
    },
    { id: 'path', header: texts.path, text: ({ Path }) => Path },
    {
      id: 'groups',
      header: texts.groups,
      text: () => undefined,
      cell: ({ UserName = '' }) => <GroupCount userName={UserName} />,
    },
    {
      id: 'created',
      header: texts.created,
      text: ({ CreateDate }) => CreateDate?.getTime(),
      cell: ({ CreateDate }) => <Time at={CreateDate} />,
    },
  ];
}

/** How many groups a user is in: listings do not say it, so it is asked for the rows that are seen. */
function GroupCount({ userName }: { readonly userName: string }) {
  return <AnswerCell query={useGroupsOfUser(userName)}>{({ length }) => length}</AnswerCell>;
}

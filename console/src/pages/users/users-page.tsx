import { IAMClient, paginateListUsers, type User } from '@aws-sdk/client-iam';
import { collect } from '../../aws/collect.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { AnswerCell } from '../../parts/answer-cell.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { ListPage } from '../../parts/list-page.tsx';
import type { Column } from '../../parts/table/column.tsx';
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
    create: 'ユーザーの作成',
    empty: 'ユーザーがありません。人やプログラムに専用のキーを渡すには、ユーザーを作成してください。',
  },
});

/** All users. */
export default function UsersPage() {
  const texts = useTexts(TEXTS);
  const users = useAwsQuery<readonly User[]>({
    key: ['iam', 'users', 'all of them'],
    ask: (connection) =>
      collect(
        paginateListUsers({ client: connection.client(IAMClient) }, { MaxItems: 1000 }),
        (page) => page.Users,
      ),
  });
  return (
    <ListPage<User>
      title={texts.title}
      description={texts.description}
      query={users}
      idOf={({ UserName }) => UserName ?? ''}
      columns={columnsOf(texts)}
      empty={texts.empty}
      create={{ text: texts.create, to: paths.createUser() }}
      deletion={({ UserName = '' }, onClose) => <DeleteUser userName={UserName} onClose={onClose} />}
    />
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

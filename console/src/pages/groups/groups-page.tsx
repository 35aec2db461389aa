import { IAMClient, paginateListGroups, type Group } from '@aws-sdk/client-iam';
import { collect } from '../../aws/collect.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { AnswerCell } from '../../parts/answer-cell.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { ListPage } from '../../parts/list-page.tsx';
import type { Column } from '../../parts/table/column.tsx';
import { Time } from '../../parts/time.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { DeleteGroup } from './delete-group.tsx';
import { useMembers } from './use-group.ts';

const TEXTS = defineTexts({
  en: {
    title: 'User groups',
    description: 'A group gives all of its members the same permissions.',
    name: 'Group name',
    path: 'Path',
    members: 'Users',
    created: 'Created',
    create: 'Create group',
    empty: 'No groups. Create one to give several users the same permissions.',
  },
  ja: {
    title: 'ユーザーグループ',
    description: 'グループは、すべてのメンバーに同じアクセス許可を与えます。',
    name: 'グループ名',
    path: 'パス',
    members: 'ユーザー',
    created: '作成日時',
    create: 'グループを作成',
    empty: 'グループがありません。複数のユーザーに同じアクセス許可を与えるには、グループを作成してください。',
  },
});

/** All groups. */
export default function GroupsPage() {
  const texts = useTexts(TEXTS);
  const groups = useAwsQuery<readonly Group[]>({
    key: ['iam', 'groups', 'all of them'],
    ask: (connection) =>
      collect(
        paginateListGroups({ client: connection.client(IAMClient) }, { MaxItems: 1000 }),
        (page) => page.Groups,
      ),
  });
  return (
    <ListPage<Group>
      title={texts.title}
      description={texts.description}
      query={groups}
      idOf={({ GroupName }) => GroupName ?? ''}
      columns={columnsOf(texts)}
      empty={texts.empty}
      create={{ text: texts.create, to: paths.createGroup() }}
      deletion={({ GroupName = '' }, onClose) => <DeleteGroup groupName={GroupName} onClose={onClose} />}
    />
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
    {
      id: 'members',
      header: texts.members,
      text: () => undefined,
      cell: ({ GroupName = '' }) => <MemberCount groupName={GroupName} />,
    },
    {
      id: 'created',
      header: texts.created,
      text: ({ CreateDate }) => CreateDate?.getTime(),
      cell: ({ CreateDate }) => <Time at={CreateDate} />,
    },
  ];
}

/** How many members a group has: listings do not say it, so it is asked for the rows that are seen. */
function MemberCount({ groupName }: { readonly groupName: string }) {
  return <AnswerCell query={useMembers(groupName)}>{({ length }) => length}</AnswerCell>;
}

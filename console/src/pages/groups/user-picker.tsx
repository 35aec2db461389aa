import { IAMClient, paginateListUsers, type User } from '@aws-sdk/client-iam';
import { collect } from '../../aws/collect.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { useGroupMemberColumns } from './use-group-member-columns.tsx';

const TEXTS = defineTexts({
  en: { title: 'Users', empty: 'There is no user that could be chosen.' },
  ja: { title: 'ユーザー', empty: '選択できるユーザーがいません。' },
});

interface UserPickerProps {
  /** Names. */
  readonly chosen: readonly string[];
  readonly onChoose: (names: readonly string[]) => void;
  /** Names of users that are not offered. */
  readonly without?: readonly string[] | undefined;
}

/** Chooses among all users, several at once. */
export function UserPicker({ chosen, onChoose, without }: UserPickerProps) {
  const texts = useTexts(TEXTS);
  const columns = useGroupMemberColumns();
  const users = useAwsQuery<readonly User[]>({
    key: ['iam', 'users', 'all of them'],
    ask: (connection) =>
      collect(
        paginateListUsers({ client: connection.client(IAMClient) }, { MaxItems: 1000 }),
        (page) => page.Users,
      ),
  });
  const offered = users.data?.filter(({ UserName = '' }) => without?.includes(UserName) !== true);
  return (
    <ResourceTable<User>
      title={texts.title}
      query={{ ...users, data: offered } as typeof users}
      idOf={({ UserName }) => UserName ?? ''}
      columns={columns}
      empty={texts.empty}
      pageSize={10}
      selection={{
        type: 'multi',
        selected: (offered ?? []).filter(({ UserName = '' }) => chosen.includes(UserName)),
        onSelect: (items) => onChoose(items.map(({ UserName = '' }) => UserName)),
      }}
    />
  );
}

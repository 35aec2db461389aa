import { IAMClient, paginateListGroups, type Group } from '@aws-sdk/client-iam';
import { collect } from '../aws/collect.ts';
import { defineTexts, useTexts } from '../language/language.tsx';
import { useAwsQuery } from '../session/use-aws.ts';
import { ResourceTable } from './resource-table.tsx';
import type { Column } from './table/column.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Groups',
    name: 'Group name',
    path: 'Path',
    empty: 'There is no group that could be chosen.',
  },
  ja: { title: 'グループ', name: 'グループ名', path: 'パス', empty: '選択できるグループがありません。' },
});

interface GroupPickerProps {
  /** Names. */
  readonly chosen: readonly string[];
  readonly onChoose: (names: readonly string[]) => void;
  /** Names of groups that are not offered. */
  readonly without?: readonly string[] | undefined;
}

/** Chooses among all groups, several at once. */
export function GroupPicker({ chosen, onChoose, without }: GroupPickerProps) {
  const texts = useTexts(TEXTS);
  const groups = useAwsQuery<readonly Group[]>({
    key: ['iam', 'groups', 'all of them'],
    ask: (connection) =>
      collect(
        paginateListGroups({ client: connection.client(IAMClient) }, { MaxItems: 1000 }),
        (page) => page.Groups,
      ),
  });
  const offered = groups.data?.filter(({ GroupName = '' }) => without?.includes(GroupName) !== true);
  return (
    <ResourceTable<Group>
      title={texts.title}
      query={{ ...groups, data: offered } as typeof groups}
      idOf={({ GroupName }) => GroupName ?? ''}
      columns={columnsOf(texts)}
      empty={texts.empty}
      pageSize={10}
      selection={{
        type: 'multi',
        selected: (offered ?? []).filter(({ GroupName = '' }) => chosen.includes(GroupName)),
        onSelect: (items) => onChoose(items.map(({ GroupName = '' }) => GroupName)),
      }}
    />
  );
}

function columnsOf(texts: (typeof TEXTS)['en']): Column<Group>[] {
  return [
    {
      id: 'name',
      header: texts.name,
      text: ({ GroupName }) => GroupName,
      cell: ({ GroupName }) => <span className="utsuwa-breakable">{GroupName}</span>,
    },
    { id: 'path', header: texts.path, text: ({ Path }) => Path },
  ];
}

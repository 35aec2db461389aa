import type { User } from '@aws-sdk/client-iam';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import type { Column } from '../../parts/table/column.tsx';
import { Time } from '../../parts/time.tsx';

const TEXTS = defineTexts({
  en: { name: 'User name', path: 'Path', created: 'Created' },
  ja: { name: 'ユーザー名', path: 'パス', created: '作成日時' },
});

/** What is told of a group's members, in the person's language. */
export function useGroupMemberColumns(): Column<User>[] {
  const texts = useTexts(TEXTS);
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
      id: 'created',
      header: texts.created,
      text: ({ CreateDate }) => CreateDate?.getTime(),
      cell: ({ CreateDate }) => <Time at={CreateDate} />,
    },
  ];
}

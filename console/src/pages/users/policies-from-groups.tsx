import { IAMClient } from '@aws-sdk/client-iam';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { kindOfPolicy, POLICY_KIND_TEXTS } from '../../parts/permissions/policy-kind.ts';
import { groupOwner } from '../../parts/permissions/policy-owner.ts';
import { ResourceTable } from '../../parts/resource-table.tsx';
import type { Column } from '../../parts/table/column.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { useGroupsOfUser } from './use-user.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Permissions from groups',
    name: 'Policy name',
    kind: 'Type',
    group: 'Group',
    empty: 'No policies come from groups.',
  },
  ja: {
    title: 'グループから継承したアクセス許可',
    name: 'ポリシー名',
    kind: 'タイプ',
    group: 'グループ',
    empty: 'グループから継承したポリシーはありません。',
  },
});

interface InheritedPolicy {
  readonly group: string;
  readonly name: string;
  /** An inline policy has none. */
  readonly arn?: string | undefined;
}

/** What a user may do because of the groups that they are in. */
export function PoliciesFromGroups({ userName }: { readonly userName: string }) {
  const texts = useTexts(TEXTS);
  const kinds = useTexts(POLICY_KIND_TEXTS);
  const groups = useGroupsOfUser(userName);
  const names = groups.data?.map(({ GroupName = '' }) => GroupName);
  const inherited = useAwsQuery<readonly InheritedPolicy[]>({
    key: ['iam', 'users', userName, 'policies of groups', ...(names ?? [])],
    enabled: names !== undefined,
    ask: async (connection) => {
      const iam = connection.client(IAMClient);
      const policies: InheritedPolicy[] = [];
      for (const group of names ?? []) {
        const owner = groupOwner(group);
        for (const { PolicyName = '', PolicyArn } of await owner.listAttached(iam)) {
          policies.push({ group, name: PolicyName, arn: PolicyArn });
        }
        for (const name of await owner.listInline(iam)) policies.push({ group, name });
      }
      return policies;
    },
  });
  return (
    <ResourceTable<InheritedPolicy>
      title={texts.title}
      inAddress="from-groups"
      query={groups.isError ? ({ ...groups, data: undefined } as typeof inherited) : inherited}
      idOf={({ group, name, arn }) => `${group} ${arn ?? name}`}
      columns={columnsOf(texts, kinds)}
      empty={texts.empty}
    />
  );
}

function columnsOf(
  texts: (typeof TEXTS)['en'],
  kinds: (typeof POLICY_KIND_TEXTS)['en'],
): Column<InheritedPolicy>[] {
  return [
    {
      id: 'name',
      header: texts.name,
      text: ({ name }) => name,
      cell: ({ name, arn }) => (
        <span className="utsuwa-breakable">
          {arn === undefined ? name : <PageLink to={paths.policy(arn)}>{name}</PageLink>}
        </span>
      ),
    },
    {
      id: 'kind',
      header: texts.kind,
      text: ({ arn }) => kinds[arn === undefined ? 'inline' : kindOfPolicy(arn)],
    },
    {
      id: 'group',
      header: texts.group,
      text: ({ group }) => group,
      cell: ({ group }) => <PageLink to={paths.group(group)}>{group}</PageLink>,
    },
  ];
}

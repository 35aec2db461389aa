import { IAMClient, paginateListPolicies, type Policy } from '@aws-sdk/client-iam';
import Select from '@cloudscape-design/components/select';
import { useMemo } from 'react';
import { collect } from '../../aws/collect.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { useAddressed } from '../../parts/address/use-addressed.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { kindOfPolicy, POLICY_KIND_TEXTS } from '../../parts/permissions/policy-kind.ts';
import { ListPage } from '../../parts/list-page.tsx';
import type { Column } from '../../parts/table/column.tsx';
import { Time } from '../../parts/time.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { DeletePolicy } from './delete-policy.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Policies',
    description: 'A policy says what is allowed and denied. It counts for whoever it is attached to.',
    name: 'Policy name',
    kind: 'Type',
    used: 'Attached entities',
    boundaries: 'Boundary of',
    updated: 'Last edited',
    filter: 'Filter by type',
    all: 'All types',
    create: 'Create policy',
    empty: 'No policies of this kind. Create one to say what is allowed.',
  },
  ja: {
    title: 'ポリシー',
    description: 'ポリシーは、アタッチ先に何を許可し、何を拒否するかを定めます。',
    name: 'ポリシー名',
    kind: 'タイプ',
    used: 'アタッチされたエンティティ',
    boundaries: '許可の境界',
    updated: '最終編集日時',
    filter: 'タイプでフィルター',
    all: 'すべてのタイプ',
    create: 'ポリシーの作成',
    empty: 'この種類のポリシーはありません。許可する内容を定めるには、ポリシーを作成してください。',
  },
});

const KINDS = ['all', 'customer', 'aws', 'job function'] as const;

/** All managed policies: one's own first, then AWS's. */
export default function PoliciesPage() {
  const texts = useTexts(TEXTS);
  const kinds = useTexts(POLICY_KIND_TEXTS);
  const [{ kind }, narrow] = useAddressed({ kind: 'all' });
  const policies = useAwsQuery<readonly Policy[]>({
    key: ['iam', 'policies', 'all of them'],
    ask: async (connection) =>
      sorted(
        await collect(
          paginateListPolicies({ client: connection.client(IAMClient) }, { MaxItems: 1000 }),
          (page) => page.Policies,
        ),
      ),
  });
  const shown = useMemo(
    () => policies.data?.filter(({ Arn = '' }) => kind === 'all' || kindOfPolicy(Arn) === kind),
    [policies.data, kind],
  );
  const options = KINDS.map((value) => ({ value, label: value === 'all' ? texts.all : kinds[value] }));
  return (
    <ListPage<Policy>
      title={texts.title}
      description={texts.description}
      query={{ ...policies, data: shown } as typeof policies}
      idOf={({ Arn }) => Arn ?? ''}
      columns={columnsOf(texts, kinds)}
      empty={texts.empty}
      besideSearch={
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === kind) ?? null}
          ariaLabel={texts.filter}
          onChange={({ detail }) => narrow({ kind: detail.selectedOption.value ?? 'all' })}
        />
      }
      create={{ text: texts.create, to: paths.createPolicy() }}
      deletion={({ Arn = '' }, onClose) => <DeletePolicy arn={Arn} onClose={onClose} />}
      isDeletable={({ Arn = '' }) => kindOfPolicy(Arn) === 'customer'}
    />
  );
}

function sorted(policies: readonly Policy[]): readonly Policy[] {
  const isAws = ({ Arn = '' }: Policy) => Number(kindOfPolicy(Arn) !== 'customer');
  const nameOf = ({ PolicyName = '' }: Policy) => PolicyName;
  return [...policies].sort((a, b) => isAws(a) - isAws(b) || nameOf(a).localeCompare(nameOf(b)));
}

function columnsOf(texts: (typeof TEXTS)['en'], kinds: (typeof POLICY_KIND_TEXTS)['en']): Column<Policy>[] {
  return [
    {
      id: 'name',
      header: texts.name,
      width: 220,
      text: ({ PolicyName }) => PolicyName,
      cell: ({ PolicyName = '', Arn = '' }) => (
        <span className="utsuwa-breakable">
          <PageLink to={paths.policy(Arn)}>{PolicyName}</PageLink>
        </span>
      ),
    },
    { id: 'kind', header: texts.kind, text: ({ Arn = '' }) => kinds[kindOfPolicy(Arn)] },
    { id: 'used', header: texts.used, text: ({ AttachmentCount }) => AttachmentCount ?? 0 },
    {
      id: 'boundaries',
      header: texts.boundaries,
      text: ({ PermissionsBoundaryUsageCount }) => PermissionsBoundaryUsageCount ?? 0,
    },
    {
      id: 'updated',
      header: texts.updated,
      text: ({ UpdateDate }) => UpdateDate?.getTime(),
      cell: ({ UpdateDate }) => <Time at={UpdateDate} />,
    },
  ];
}

import { IAMClient, paginateListPolicies, type Policy } from '@aws-sdk/client-iam';
import { collect } from '../../aws/collect.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { PageLink } from '../page-link.tsx';
import { paths } from '../paths.ts';
import { ResourceTable } from '../resource-table.tsx';
import type { Column } from '../table/column.tsx';
import { kindOfPolicy, POLICY_KIND_TEXTS } from './policy-kind.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Permissions policies',
    chosen: (count: number) => (count === 0 ? 'None chosen' : `${count} chosen`),
    name: 'Policy name',
    kind: 'Type',
    attached: 'Attached entities',
    empty: 'There is no policy that could be chosen.',
  },
  ja: {
    title: '許可ポリシー',
    chosen: (count: number) => (count === 0 ? '選択なし' : `${count} 個を選択中`),
    name: 'ポリシー名',
    kind: 'タイプ',
    attached: 'アタッチされたエンティティ',
    empty: '選択できるポリシーがありません。',
  },
});

interface ManagedPolicyPickerProps {
  readonly title?: string | undefined;
  /** ARNs. */
  readonly chosen: readonly string[];
  readonly onChoose: (arns: readonly string[]) => void;
  readonly type: 'single' | 'multi';
  /** ARNs of policies that are not offered: those that are attached already. */
  readonly without?: readonly string[] | undefined;
}

/** Chooses among all managed policies, AWS's and one's own, by searching. */
export function ManagedPolicyPicker({ title, chosen, onChoose, type, without }: ManagedPolicyPickerProps) {
  const texts = useTexts(TEXTS);
  const kinds = useTexts(POLICY_KIND_TEXTS);
  const all = useAwsQuery({
    key: ['iam', 'policies', 'to choose'],
    ask: (connection) =>
      collect(
        paginateListPolicies({ client: connection.client(IAMClient) }, { MaxItems: 1000 }),
        (page) => page.Policies,
      ),
  });
  const offered = all.data?.filter(({ Arn }) => without?.includes(Arn ?? '') !== true);
  const query = { ...all, data: offered } as typeof all;
  return (
    <ResourceTable<Policy>
      title={title ?? texts.title}
      description={texts.chosen(chosen.length)}
      query={query}
      columns={columnsOf(texts, kinds)}
      idOf={({ Arn }) => Arn ?? ''}
      empty={texts.empty}
      pageSize={10}
      selection={{
        type,
        selected: chosen.map((Arn) => ({ Arn })),
        onSelect: (policies) => onChoose(policies.map(({ Arn }) => Arn ?? '')),
      }}
    />
  );
}

function columnsOf(
  texts: { readonly name: string; readonly kind: string; readonly attached: string },
  kinds: Readonly<Record<ReturnType<typeof kindOfPolicy>, string>>,
): Column<Policy>[] {
  return [
    {
      id: 'name',
      header: texts.name,
      text: ({ PolicyName }) => PolicyName,
      cell: ({ PolicyName, Arn }) => (
        <span className="utsuwa-breakable">
          <PageLink to={paths.policy(Arn ?? '')}>{PolicyName}</PageLink>
        </span>
      ),
    },
    { id: 'kind', header: texts.kind, text: ({ Arn }) => kinds[kindOfPolicy(Arn ?? '')] },
    { id: 'attached', header: texts.attached, text: ({ AttachmentCount }) => AttachmentCount },
  ];
}

import Button from '@cloudscape-design/components/button';
import { useNavigate } from 'react-router';
import type { UseQueryResult } from '@tanstack/react-query';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { ResourceTable } from '../../parts/resource-table.tsx';
import type { Column } from '../../parts/table/column.tsx';
import { useInstancesByProfile, type CarryingInstance } from '../../parts/use-instances-by-profile.ts';
import { useSession } from '../../session/session.tsx';

const TEXTS = defineTexts({
  en: {
    title: (region: string) => `Instances in ${region}`,
    id: 'Instance',
    association: 'Association ID',
    state: 'Association state',
    associations: 'All associations',
    empty:
      'No instance carries it in this region. Choose it when launching one, or by Modify IAM role on a running one.',
  },
  ja: {
    title: (region: string) => `${region} のインスタンス`,
    id: 'インスタンス',
    association: '関連付け ID',
    state: '関連付けの状態',
    associations: 'すべての関連付け',
    empty:
      'このリージョンに、このプロファイルを使うインスタンスはありません。起動時に選択するか、実行中のインスタンスで [IAM ロールを変更] から選択してください。',
  },
});

/** The region's instances that carry an instance profile. */
export function ProfileInstances({ arn }: { readonly arn: string }) {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const { region } = useSession().connection;
  const all = useInstancesByProfile();
  const query = {
    ...all,
    data: all.data === undefined ? undefined : (all.data.get(arn) ?? []),
  } as UseQueryResult<readonly CarryingInstance[]>;
  return (
    <ResourceTable<CarryingInstance>
      title={texts.title(region)}
      inAddress="instances"
      query={query}
      idOf={({ associationId }) => associationId}
      columns={columnsOf(texts)}
      empty={texts.empty}
      actions={
        <Button onClick={() => void navigate(paths.profileAssociations())}>{texts.associations}</Button>
      }
    />
  );
}

function columnsOf(
  texts: Readonly<Record<'id' | 'association' | 'state', string>>,
): Column<CarryingInstance>[] {
  return [
    {
      id: 'id',
      header: texts.id,
      text: ({ instanceId }) => instanceId,
      cell: ({ instanceId }) => <PageLink to={paths.instance(instanceId)}>{instanceId}</PageLink>,
    },
    { id: 'association', header: texts.association, text: ({ associationId }) => associationId },
    { id: 'state', header: texts.state, text: ({ state }) => state },
  ];
}

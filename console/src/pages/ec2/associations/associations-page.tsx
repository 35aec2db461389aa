import type { IamInstanceProfileAssociation } from '@aws-sdk/client-ec2';
import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useNavigate } from 'react-router';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';
import { ListPage } from '../../../parts/list-page.tsx';
import type { Column } from '../../../parts/table/column.tsx';
import { EC2_CRUMBS } from '../shared/ec2-crumbs.ts';
import { profileNameOf } from '../shared/instance.ts';
import { RoleCell } from '../shared/role-cell.tsx';
import { roleOfInstance } from '../shared/role-of-instance.ts';
import { ROLE_TEXTS } from '../shared/role-texts.ts';
import { useAssociations } from '../shared/use-associations.ts';
import { useProfiles } from '../shared/use-profiles.ts';
import { wordsOfRole } from '../shared/words-of-role.ts';

const TEXTS = defineTexts({
  en: {
    title: 'IAM instance profile associations',
    description:
      'Which profile which instance carries. AWS’s console has no such page; ec2 describe-iam-instance-profile-associations answers the same.',
    id: 'Association ID',
    instance: 'Instance ID',
    profile: 'Instance profile',
    role: 'IAM role',
    state: 'State',
    change: 'Modify IAM role',
    empty: 'No instance carries a profile. Choose an instance, then Actions → Security → Modify IAM role.',
  },
  ja: {
    title: 'IAM インスタンスプロファイルの関連付け',
    description:
      'どのインスタンスがどのプロファイルを持つかの一覧です。AWS のコンソールにはないページで、ec2 describe-iam-instance-profile-associations と同じ内容です。',
    id: '関連付け ID',
    instance: 'インスタンス ID',
    profile: 'インスタンスプロファイル',
    role: 'IAM ロール',
    state: '状態',
    change: 'IAM ロールを変更',
    empty:
      'プロファイルを持つインスタンスはありません。インスタンスを選び、アクション → セキュリティ → IAM ロールを変更、と進んでください。',
  },
});

/** What joins instance profiles to instances. */
export default function AssociationsPage() {
  const texts = useTexts(TEXTS);
  const roleTexts = useTexts(ROLE_TEXTS);
  const navigate = useNavigate();
  const associations = useAssociations();
  const profiles = useProfiles();
  const columns: readonly Column<IamInstanceProfileAssociation>[] = [
    { id: 'id', header: texts.id, text: idOf },
    {
      id: 'instance',
      header: texts.instance,
      text: ({ InstanceId }) => InstanceId,
      cell: ({ InstanceId = '' }) => <PageLink to={paths.instance(InstanceId)}>{InstanceId}</PageLink>,
    },
    {
      id: 'profile',
      header: texts.profile,
      text: ({ IamInstanceProfile }) => profileNameOf(IamInstanceProfile?.Arn ?? ''),
      cell: ({ IamInstanceProfile }) => {
        const name = profileNameOf(IamInstanceProfile?.Arn ?? '');
        return <PageLink to={paths.instanceProfile(name)}>{name}</PageLink>;
      },
    },
    {
      id: 'role',
      header: texts.role,
      text: (association) => wordsOfRole(roleOfInstance(association, profiles.data), roleTexts),
      cell: (association) => <RoleCell state={roleOfInstance(association, profiles.data)} />,
    },
    {
      id: 'state',
      header: texts.state,
      text: ({ State }) => State,
      cell: ({ State }) => (
        <StatusIndicator type={State === 'associated' ? 'success' : 'in-progress'}>{State}</StatusIndicator>
      ),
    },
  ];
  return (
    <ListPage<IamInstanceProfileAssociation>
      title={texts.title}
      crumbs={EC2_CRUMBS}
      description={texts.description}
      query={associations}
      columns={columns}
      idOf={idOf}
      empty={texts.empty}
      notes={profiles.isError ? <ErrorAlert error={profiles.error} /> : undefined}
      actions={([chosen]) => (
        <Button
          disabled={chosen === undefined}
          onClick={() => void navigate(paths.modifyIamRole(chosen?.InstanceId ?? ''))}
        >
          {texts.change}
        </Button>
      )}
    />
  );
}

function idOf({ AssociationId = '' }: IamInstanceProfileAssociation): string {
  return AssociationId;
}

import type { Instance } from '@aws-sdk/client-ec2';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';
import { ListPage } from '../../../parts/list-page.tsx';
import type { Column } from '../../../parts/table/column.tsx';
import { EC2_CRUMBS } from '../shared/ec2-crumbs.ts';
import { idOf, nameOf, profileNameOf } from '../shared/instance.ts';
import { RoleCell } from '../shared/role-cell.tsx';
import { roleOfInstance } from '../shared/role-of-instance.ts';
import { ROLE_TEXTS } from '../shared/role-texts.ts';
import { StateIndicator } from '../shared/state-indicator.tsx';
import { useInstances } from '../shared/use-instances.ts';
import { useProfiles } from '../shared/use-profiles.ts';
import { wordsOfRole } from '../shared/words-of-role.ts';
import { InstanceActions } from './instance-actions.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Instances',
    launch: 'Launch instance',
    empty: 'No instances in this region. Launch one, and give it an instance profile.',
    name: 'Name',
    id: 'Instance ID',
    state: 'Instance state',
    type: 'Instance type',
    role: 'IAM role',
    profile: 'Instance profile',
    address: 'Public IPv4',
    privateAddress: 'Private IPv4',
    zone: 'Availability Zone',
  },
  ja: {
    title: 'インスタンス',
    launch: 'インスタンスを起動',
    empty: 'このリージョンにインスタンスはありません。起動して、インスタンスプロファイルを付けてください。',
    name: '名前',
    id: 'インスタンス ID',
    state: 'インスタンスの状態',
    type: 'インスタンスタイプ',
    role: 'IAM ロール',
    profile: 'インスタンスプロファイル',
    address: 'パブリック IPv4',
    privateAddress: 'プライベート IPv4',
    zone: 'アベイラビリティーゾーン',
  },
});

/** Instances with their live states, their roles, and what keeps a role from reaching one. */
export default function InstancesPage() {
  const texts = useTexts(TEXTS);
  const roleTexts = useTexts(ROLE_TEXTS);
  const instances = useInstances();
  const profiles = useProfiles();
  const roleOf = (instance: Instance) => roleOfInstance(instance, profiles.data);
  const columns: readonly Column<Instance>[] = [
    { id: 'name', header: texts.name, text: nameOf },
    {
      id: 'id',
      header: texts.id,
      text: idOf,
      cell: (instance) => <PageLink to={paths.instance(idOf(instance))}>{idOf(instance)}</PageLink>,
    },
    {
      id: 'state',
      header: texts.state,
      text: ({ State }) => State?.Name,
      cell: ({ State }) => <StateIndicator state={State?.Name} />,
    },
    {
      id: 'role',
      header: texts.role,
      text: (instance) => wordsOfRole(roleOf(instance), roleTexts),
      cell: (instance) => <RoleCell state={roleOf(instance)} />,
    },
    {
      id: 'profile',
      header: texts.profile,
      text: ({ IamInstanceProfile }) => IamInstanceProfile?.Arn && profileNameOf(IamInstanceProfile.Arn),
    },
    { id: 'type', header: texts.type, text: ({ InstanceType }) => InstanceType },
    { id: 'public', header: texts.address, text: ({ PublicIpAddress }) => PublicIpAddress },
    { id: 'private', header: texts.privateAddress, text: ({ PrivateIpAddress }) => PrivateIpAddress },
    { id: 'zone', header: texts.zone, text: ({ Placement }) => Placement?.AvailabilityZone },
  ];
  return (
    <ListPage<Instance>
      title={texts.title}
      crumbs={EC2_CRUMBS}
      query={instances}
      columns={columns}
      idOf={idOf}
      empty={texts.empty}
      notes={profiles.isError ? <ErrorAlert error={profiles.error} /> : undefined}
      isMulti
      actions={(selected) => <InstanceActions instances={selected} />}
      create={{ text: texts.launch, to: paths.launchInstance() }}
    />
  );
}

import type { Instance } from '@aws-sdk/client-ec2';
import Box from '@cloudscape-design/components/box';
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
    role: 'IAM role',
    profile: 'Instance profile',
    typeAndZone: 'Type and zone',
    addresses: 'Public and private IPv4',
  },
  ja: {
    title: 'インスタンス',
    launch: 'インスタンスを起動',
    empty: 'このリージョンにインスタンスはありません。起動して、インスタンスプロファイルを付けてください。',
    name: '名前',
    id: 'インスタンス ID',
    state: 'インスタンスの状態',
    role: 'IAM ロール',
    profile: 'インスタンスプロファイル',
    typeAndZone: 'タイプとゾーン',
    addresses: 'パブリック/プライベート IPv4',
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
      cell: (instance) => (
        <span className="utsuwa-unbroken">
          <PageLink to={paths.instance(idOf(instance))}>{idOf(instance)}</PageLink>
        </span>
      ),
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
    {
      id: 'type',
      header: texts.typeAndZone,
      text: ({ InstanceType, Placement }) => `${InstanceType} ${Placement?.AvailabilityZone ?? ''}`,
      cell: ({ InstanceType, Placement }) => (
        <>
          {InstanceType}
          <Box color="text-body-secondary">{Placement?.AvailabilityZone}</Box>
        </>
      ),
    },
    {
      id: 'address',
      header: texts.addresses,
      text: ({ PublicIpAddress, PrivateIpAddress }) =>
        [PublicIpAddress, PrivateIpAddress].filter((address) => address !== undefined).join(' '),
      cell: ({ PublicIpAddress, PrivateIpAddress }) => (
        <>
          {PublicIpAddress ?? '-'}
          <Box color="text-body-secondary">{PrivateIpAddress}</Box>
        </>
      ),
    },
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

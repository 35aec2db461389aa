import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Spinner from '@cloudscape-design/components/spinner';
import { useParams } from 'react-router';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { AddressedTabs } from '../../../parts/address/addressed-tabs.tsx';
import { CopyText } from '../../../parts/copy-text.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { Page } from '../../../parts/page.tsx';
import { paths } from '../../../parts/paths.ts';
import { InstanceActions } from '../instances/instance-actions.tsx';
import { EC2_CRUMBS } from '../shared/ec2-crumbs.ts';
import { calledOf } from '../shared/instance.ts';
import { RoleAlert } from '../shared/role-alert.tsx';
import { RoleCell } from '../shared/role-cell.tsx';
import { roleOfInstance } from '../shared/role-of-instance.ts';
import { StateIndicator } from '../shared/state-indicator.tsx';
import { useInstances } from '../shared/use-instances.ts';
import { useProfiles } from '../shared/use-profiles.ts';
import { ConnectTab } from './connect-tab.tsx';
import { DetailsTab } from './details-tab.tsx';
import { InstanceTags } from './instance-tags.tsx';
import { MonitoringTab } from './monitoring-tab.tsx';
import { NetworkingTab } from './networking-tab.tsx';
import { SecurityTab } from './security-tab.tsx';
import { StorageTab } from './storage-tab.tsx';

const TEXTS = defineTexts({
  en: {
    instances: 'Instances',
    summary: 'Instance summary',
    id: 'Instance ID',
    state: 'Instance state',
    type: 'Instance type',
    role: 'IAM role',
    address: 'Public IPv4 address',
    privateAddress: 'Private IPv4 address',
    details: 'Details',
    security: 'Security',
    networking: 'Networking',
    storage: 'Storage',
    status: 'Status and output',
    tags: 'Tags',
    connect: 'Connect',
  },
  ja: {
    instances: 'インスタンス',
    summary: 'インスタンスの概要',
    id: 'インスタンス ID',
    state: 'インスタンスの状態',
    type: 'インスタンスタイプ',
    role: 'IAM ロール',
    address: 'パブリック IPv4 アドレス',
    privateAddress: 'プライベート IPv4 アドレス',
    details: '詳細',
    security: 'セキュリティ',
    networking: 'ネットワーキング',
    storage: 'ストレージ',
    status: 'ステータスと出力',
    tags: 'タグ',
    connect: '接続',
  },
});

/** One instance: its state as it changes, its role on the Security tab, and how to run something on it. */
export default function InstancePage() {
  const texts = useTexts(TEXTS);
  const { id = '' } = useParams();
  const instances = useInstances(id);
  const profiles = useProfiles();
  const [instance] = instances.data ?? [];
  const crumbs = [...EC2_CRUMBS, { text: texts.instances, to: paths.instances() }];
  if (instance === undefined) {
    return (
      <Page title={id} crumbs={crumbs}>
        {instances.isError ? (
          <ErrorAlert error={instances.error} onRetry={() => void instances.refetch()} />
        ) : (
          <Spinner />
        )}
      </Page>
    );
  }
  const role = roleOfInstance(instance, profiles.data);
  return (
    <Page
      title={calledOf(instance)}
      crumbs={crumbs}
      actions={<InstanceActions instances={instances.data ?? []} />}
    >
      {instances.isError ? <ErrorAlert error={instances.error} /> : null}
      {profiles.isError ? <ErrorAlert error={profiles.error} /> : null}
      <RoleAlert state={role} />
      <Container>
        <KeyValuePairs
          columns={3}
          items={[
            { label: texts.id, value: <CopyText text={id} /> },
            { label: texts.state, value: <StateIndicator state={instance.State?.Name} /> },
            { label: texts.type, value: instance.InstanceType ?? '-' },
            { label: texts.role, value: <RoleCell state={role} /> },
            { label: texts.address, value: addressOf(instance.PublicIpAddress) },
            { label: texts.privateAddress, value: addressOf(instance.PrivateIpAddress) },
          ]}
        />
      </Container>
      <AddressedTabs
        tabs={[
          { id: 'details', label: texts.details, content: <DetailsTab instance={instance} /> },
          {
            id: 'security',
            label: texts.security,
            content: <SecurityTab instance={instance} role={role} />,
          },
          { id: 'connect', label: texts.connect, content: <ConnectTab id={id} /> },
          { id: 'networking', label: texts.networking, content: <NetworkingTab instance={instance} /> },
          { id: 'storage', label: texts.storage, content: <StorageTab instance={instance} /> },
          { id: 'status', label: texts.status, content: <MonitoringTab id={id} /> },
          { id: 'tags', label: texts.tags, content: <InstanceTags instance={instance} /> },
        ]}
      />
    </Page>
  );
}

function addressOf(address: string | undefined) {
  return address === undefined ? '-' : <CopyText text={address} />;
}

import {
  DescribeSecurityGroupRulesCommand,
  EC2Client,
  type Instance,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useNavigate } from 'react-router';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { CopyText } from '../../../parts/copy-text.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import type { Column } from '../../../parts/table/column.tsx';
import { useSession } from '../../../session/session.tsx';
import { useAwsQuery } from '../../../session/use-aws.ts';
import { idOf, isTerminated, profileNameOf } from '../shared/instance.ts';
import { RoleCell } from '../shared/role-cell.tsx';
import type { RoleOfInstance } from '../shared/role-of-instance.ts';
import { presentAssociation, useAssociations } from '../shared/use-associations.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Security details',
    role: 'IAM role',
    profile: 'Instance profile',
    association: 'Association ID',
    state: 'Association state',
    owner: 'Owner ID',
    modify: 'Modify IAM role',
    groups: 'Security groups',
    rules: 'Security group rules',
    noRules: 'No rules',
    direction: 'Direction',
    inbound: 'Inbound',
    outbound: 'Outbound',
    protocol: 'Protocol',
    ports: 'Port range',
    peer: 'Source or destination',
    group: 'Security group',
    all: 'All',
  },
  ja: {
    title: 'セキュリティの詳細',
    role: 'IAM ロール',
    profile: 'インスタンスプロファイル',
    association: '関連付け ID',
    state: '関連付けの状態',
    owner: '所有者 ID',
    modify: 'IAM ロールを変更',
    groups: 'セキュリティグループ',
    rules: 'セキュリティグループルール',
    noRules: 'ルールはありません',
    direction: '方向',
    inbound: 'インバウンド',
    outbound: 'アウトバウンド',
    protocol: 'プロトコル',
    ports: 'ポート範囲',
    peer: '送信元または送信先',
    group: 'セキュリティグループ',
    all: 'すべて',
  },
});

interface SecurityTabProps {
  readonly instance: Instance;
  readonly role: RoleOfInstance;
}

/** The role, and what AWS's tab does not show: the profile through which it comes. Security groups with their rules. */
export function SecurityTab({ instance, role }: SecurityTabProps) {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const { caller } = useSession();
  const id = idOf(instance);
  const associations = useAssociations(id);
  const present = presentAssociation(associations.data);
  const arn = present?.IamInstanceProfile?.Arn;
  const groups = instance.SecurityGroups ?? [];
  const rules = useAwsQuery<readonly SecurityGroupRule[]>({
    key: ['ec2', 'security-group-rules', ...groups.map(({ GroupId = '' }) => GroupId)],
    ask: async (connection) => {
      if (groups.length === 0) return [];
      const Filters = [{ Name: 'group-id', Values: groups.map(({ GroupId = '' }) => GroupId) }];
      const answer = await connection
        .client(EC2Client)
        .send(new DescribeSecurityGroupRulesCommand({ Filters }));
      return answer.SecurityGroupRules ?? [];
    },
  });
  return (
    <SpaceBetween size="l">
      {associations.isError ? <ErrorAlert error={associations.error} /> : null}
      <Container
        header={
          <Header
            actions={
              <Button
                disabled={isTerminated(instance)}
                onClick={() => void navigate(paths.modifyIamRole(id))}
              >
                {texts.modify}
              </Button>
            }
          >
            {texts.title}
          </Header>
        }
      >
        <KeyValuePairs
          columns={3}
          items={[
            { label: texts.role, value: <RoleCell state={role} /> },
            {
              label: texts.profile,
              value:
                arn === undefined ? (
                  '-'
                ) : (
                  <PageLink to={paths.instanceProfile(profileNameOf(arn))}>{profileNameOf(arn)}</PageLink>
                ),
            },
            { label: texts.owner, value: caller.accountId },
            {
              label: texts.association,
              value: present?.AssociationId === undefined ? '-' : <CopyText text={present.AssociationId} />,
            },
            {
              label: texts.state,
              value:
                present === undefined ? (
                  '-'
                ) : (
                  <StatusIndicator type={present.State === 'associated' ? 'success' : 'in-progress'}>
                    {present.State}
                  </StatusIndicator>
                ),
            },
            {
              label: texts.groups,
              value: groups.map(({ GroupId, GroupName }) => `${GroupId} (${GroupName})`).join(', ') || '-',
            },
          ]}
        />
      </Container>
      <ResourceTable<SecurityGroupRule>
        title={texts.rules}
        inAddress="rules"
        query={rules}
        columns={columnsOf(texts)}
        idOf={({ SecurityGroupRuleId = '' }) => SecurityGroupRuleId}
        empty={texts.noRules}
      />
    </SpaceBetween>
  );
}

function columnsOf(texts: (typeof TEXTS)['en']): Column<SecurityGroupRule>[] {
  return [
    {
      id: 'direction',
      header: texts.direction,
      text: ({ IsEgress }) => (IsEgress === true ? texts.outbound : texts.inbound),
    },
    {
      id: 'protocol',
      header: texts.protocol,
      text: ({ IpProtocol }) => (IpProtocol === '-1' ? texts.all : IpProtocol),
    },
    {
      id: 'ports',
      header: texts.ports,
      text: ({ FromPort, ToPort }) =>
        FromPort === undefined || FromPort === -1
          ? texts.all
          : FromPort === ToPort
            ? FromPort
            : `${FromPort}–${ToPort}`,
    },
    {
      id: 'peer',
      header: texts.peer,
      text: ({ CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo }) =>
        CidrIpv4 ?? CidrIpv6 ?? PrefixListId ?? ReferencedGroupInfo?.GroupId,
    },
    { id: 'group', header: texts.group, text: ({ GroupId }) => GroupId },
  ];
}

import {
  CloudFormationClient,
  paginateListStackResources,
  type Stack,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { collect } from '../../../aws/collect.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { useAwsQuery } from '../../../session/use-aws.ts';
import { isUnderWay, LIVE } from '../stack-states.ts';
import { StackStatus } from '../stack-status.tsx';
import { ResourceLink } from './resource-link.tsx';
import { StatusReason } from './status-reason.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Resources',
    id: 'Logical ID',
    physical: 'Physical ID',
    type: 'Type',
    status: 'Status',
    reason: 'Status reason',
    none: 'No resources.',
  },
  ja: {
    title: 'リソース',
    id: '論理 ID',
    physical: '物理 ID',
    type: 'タイプ',
    status: 'ステータス',
    reason: '状況の理由',
    none: 'リソースがありません。',
  },
});

/** A stack's resources, each leading to its own page. */
export function ResourcesTab({ stack }: { readonly stack: Stack }) {
  const texts = useTexts(TEXTS);
  const { StackId: StackName = '', StackStatus: status } = stack;
  const resources = useAwsQuery({
    key: ['cloudformation', 'resources', StackName],
    ask: (connection) =>
      collect(
        paginateListStackResources({ client: connection.client(CloudFormationClient) }, { StackName }),
        ({ StackResourceSummaries }) => StackResourceSummaries,
      ),
    every: (found) =>
      isUnderWay(status) || found?.some(({ ResourceStatus }) => isUnderWay(ResourceStatus)) === true
        ? LIVE
        : 10_000,
  });
  return (
    <ResourceTable<StackResourceSummary>
      title={texts.title}
      inAddress="resources"
      query={resources}
      idOf={({ LogicalResourceId }) => LogicalResourceId ?? ''}
      columns={[
        { id: 'id', header: texts.id, text: ({ LogicalResourceId }) => LogicalResourceId },
        {
          id: 'physical',
          header: texts.physical,
          text: ({ PhysicalResourceId }) => PhysicalResourceId,
          cell: ({ ResourceType, PhysicalResourceId }) => (
            <ResourceLink type={ResourceType} physicalId={PhysicalResourceId} />
          ),
        },
        { id: 'type', header: texts.type, text: ({ ResourceType }) => ResourceType },
        {
          id: 'status',
          header: texts.status,
          text: ({ ResourceStatus }) => ResourceStatus,
          cell: ({ ResourceStatus }) => <StackStatus status={ResourceStatus} />,
          width: 340,
        },
        {
          id: 'reason',
          header: texts.reason,
          text: ({ ResourceStatusReason }) => ResourceStatusReason,
          cell: ({ ResourceStatusReason, ResourceStatus }) => (
            <StatusReason reason={ResourceStatusReason} status={ResourceStatus} />
          ),
          width: 420,
        },
      ]}
      empty={texts.none}
    />
  );
}

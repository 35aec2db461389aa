import {
  CloudFormationClient,
  paginateDescribeStackEvents,
  type Stack,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { collect } from '../../../aws/collect.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import type { Column } from '../../../parts/table/column.tsx';
import { Time } from '../../../parts/time.tsx';
import { useNarrow } from '../../../parts/use-narrow.ts';
import { useAwsQuery } from '../../../session/use-aws.ts';
import { isUnderWay, LIVE } from '../stack-states.ts';
import { StackStatus } from '../stack-status.tsx';
import { StackProgress } from './stack-progress.tsx';
import { StatusReason } from './status-reason.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Events',
    at: 'Timestamp',
    id: 'Logical ID',
    status: 'Status',
    reason: 'Status reason',
    none: 'No events.',
  },
  ja: {
    title: 'イベント',
    at: 'タイムスタンプ',
    id: '論理 ID',
    status: 'ステータス',
    reason: '状況の理由',
    none: 'イベントがありません。',
  },
});

/** What happened to a stack, newest first, as it happens; what failed says why. */
export function EventsTab({ stack }: { readonly stack: Stack }) {
  const texts = useTexts(TEXTS);
  const isNarrow = useNarrow();
  const { StackId: StackName = '', StackStatus: status } = stack;
  const events = useAwsQuery({
    key: ['cloudformation', 'events', StackName],
    ask: (connection) =>
      collect(
        paginateDescribeStackEvents({ client: connection.client(CloudFormationClient) }, { StackName }),
        ({ StackEvents }) => StackEvents,
      ),
    every: (found) => (isUnderWay(status) || !isOver(found) ? LIVE : 10_000),
  });
  return (
    <SpaceBetween size="l">
      <StackProgress stack={stack} events={events.data ?? []} />
      <ResourceTable<StackEvent>
        title={texts.title}
        inAddress="events"
        query={events}
        idOf={({ EventId }) => EventId ?? ''}
        columns={
          isNarrow
            ? narrowColumns(texts)
            : [
                {
                  id: 'at',
                  header: texts.at,
                  text: ({ Timestamp }) => Timestamp?.toISOString(),
                  cell: ({ Timestamp }) => <Time at={Timestamp} />,
                },
                {
                  id: 'id',
                  header: texts.id,
                  text: ({ LogicalResourceId }) => LogicalResourceId,
                  cell: ({ LogicalResourceId }) => (
                    <span className="utsuwa-breakable">{LogicalResourceId}</span>
                  ),
                },
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
                  width: 520,
                },
              ]
        }
        empty={texts.none}
      />
    </SpaceBetween>
  );
}

/** On a phone all that an event says stands below one another. */
function narrowColumns(texts: (typeof TEXTS)['en']): Column<StackEvent>[] {
  return [
    {
      id: 'event',
      header: texts.title,
      text: ({ LogicalResourceId, ResourceStatus, ResourceStatusReason }) =>
        [LogicalResourceId, ResourceStatus, ResourceStatusReason].join(' '),
      cell: ({ LogicalResourceId, ResourceStatus, ResourceStatusReason, Timestamp }) => (
        <>
          <span className="utsuwa-breakable">{LogicalResourceId}</span>
          <div>
            <StackStatus status={ResourceStatus} />
          </div>
          {ResourceStatusReason === undefined ? null : (
            <StatusReason reason={ResourceStatusReason} status={ResourceStatus} />
          )}
          <Box color="text-body-secondary" fontSize="body-s">
            <Time at={Timestamp} />
          </Box>
        </>
      ),
    },
  ];
}

/** Whether the newest event is the stack's own, and its last: the stack's state may be known before it. */
function isOver(events: readonly StackEvent[] | undefined): boolean {
  const [newest] = events ?? [];
  return newest?.PhysicalResourceId === newest?.StackId && !isUnderWay(newest?.ResourceStatus);
}

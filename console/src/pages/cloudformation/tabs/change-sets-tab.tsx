import {
  CloudFormationClient,
  paginateListChangeSets,
  type ChangeSetSummary,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import Button from '@cloudscape-design/components/button';
import { useNavigate } from 'react-router';
import { collect } from '../../../aws/collect.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { useAwsQuery } from '../../../session/use-aws.ts';
import { isUnderWay, LIVE } from '../stack-states.ts';
import { StackStatus } from '../stack-status.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Change sets',
    name: 'Name',
    created: 'Created time',
    status: 'Status',
    execution: 'Execution status',
    create: 'Create change set',
    none: 'No change sets. One shows what an update would do before it is done.',
  },
  ja: {
    title: '変更セット',
    name: '名前',
    created: '作成日時',
    status: 'ステータス',
    execution: '実行ステータス',
    create: '変更セットの作成',
    none: '変更セットがありません。変更セットで、更新の内容を実行前に確認できます。',
  },
});

/** What updates of a stack were prepared. */
export function ChangeSetsTab({ stack }: { readonly stack: Stack }) {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const { StackId: StackName = '', StackName: name = '' } = stack;
  const sets = useAwsQuery({
    key: ['cloudformation', 'change sets', StackName],
    ask: (connection) =>
      collect(
        paginateListChangeSets({ client: connection.client(CloudFormationClient) }, { StackName }),
        ({ Summaries }) => Summaries,
      ),
    every: (found) => (found?.some(({ Status }) => isUnderWay(Status)) === true ? LIVE : 10_000),
  });
  return (
    <ResourceTable<ChangeSetSummary>
      title={texts.title}
      inAddress="change-sets"
      query={sets}
      idOf={({ ChangeSetId }) => ChangeSetId ?? ''}
      columns={[
        {
          id: 'name',
          header: texts.name,
          text: ({ ChangeSetName }) => ChangeSetName,
          cell: ({ ChangeSetName = '' }) => (
            <PageLink to={paths.changeSet(name, ChangeSetName)}>{ChangeSetName}</PageLink>
          ),
        },
        {
          id: 'created',
          header: texts.created,
          text: ({ CreationTime }) => CreationTime?.toISOString(),
          cell: ({ CreationTime }) => <Time at={CreationTime} />,
        },
        {
          id: 'status',
          header: texts.status,
          text: ({ Status }) => Status,
          cell: ({ Status }) => <StackStatus status={Status} />,
        },
        { id: 'execution', header: texts.execution, text: ({ ExecutionStatus }) => ExecutionStatus },
      ]}
      actions={<Button onClick={() => void navigate(paths.createChangeSet(name))}>{texts.create}</Button>}
      empty={texts.none}
    />
  );
}

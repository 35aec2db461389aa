import { CloudFormationClient, paginateDescribeStacks, type Stack } from '@aws-sdk/client-cloudformation';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate } from 'react-router';
import { collect } from '../../aws/collect.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { ListPage } from '../../parts/list-page.tsx';
import { Time } from '../../parts/time.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { DeleteStackModal } from './delete-stack-modal.tsx';
import { isUnderWay, LIVE } from './stack-states.ts';
import { StackStatus } from './stack-status.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Stacks',
    description:
      'A stack holds the resources of one template: made together, changed together, deleted together.',
    name: 'Stack name',
    status: 'Status',
    created: 'Created time',
    about: 'Description',
    update: 'Update',
    create: 'Create stack',
    none: 'No stacks. Create one from a template.',
  },
  ja: {
    title: 'スタック',
    description: 'スタックは 1 つのテンプレートのリソースをまとめて作成、更新、削除する単位です。',
    name: 'スタック名',
    status: 'ステータス',
    created: '作成日時',
    about: '説明',
    update: '更新',
    create: 'スタックの作成',
    none: 'スタックがありません。テンプレートから作成してください。',
  },
});

/** The region's stacks, with their states as they change. */
export default function StacksPage() {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const stacks = useAwsQuery({
    key: ['cloudformation', 'stacks'],
    ask: (connection) =>
      collect(
        paginateDescribeStacks({ client: connection.client(CloudFormationClient) }, {}),
        ({ Stacks }) => Stacks,
      ),
    every: (found) => (found?.some(({ StackStatus }) => isUnderWay(StackStatus)) === true ? LIVE : 10_000),
  });
  return (
    <ListPage<Stack>
      title={texts.title}
      description={texts.description}
      query={stacks}
      idOf={({ StackId }) => StackId ?? ''}
      columns={[
        {
          id: 'name',
          header: texts.name,
          text: ({ StackName }) => StackName,
          cell: ({ StackName = '' }) => (
            <span className="utsuwa-breakable">
              <PageLink to={paths.stack(StackName)}>{StackName}</PageLink>
            </span>
          ),
        },
        {
          id: 'status',
          header: texts.status,
          text: ({ StackStatus }) => StackStatus,
          cell: ({ StackStatus: status }) => <StackStatus status={status} />,
        },
        {
          id: 'created',
          header: texts.created,
          text: ({ CreationTime }) => CreationTime?.toISOString(),
          cell: ({ CreationTime }) => <Time at={CreationTime} />,
        },
        { id: 'about', header: texts.about, text: ({ Description }) => Description },
      ]}
      empty={
        <SpaceBetween size="s">
          <span>{texts.none}</span>
          <Button onClick={() => void navigate(paths.createStack())}>{texts.create}</Button>
        </SpaceBetween>
      }
      actions={([chosen]) => (
        <Button
          disabled={chosen === undefined}
          onClick={() => void navigate(paths.updateStack(chosen?.StackName ?? ''))}
        >
          {texts.update}
        </Button>
      )}
      create={{ text: texts.create, to: paths.createStack() }}
      deletion={(stack, onClose) => <DeleteStackModal stack={stack} onClose={onClose} />}
    />
  );
}

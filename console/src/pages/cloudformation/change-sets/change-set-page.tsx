import {
  CloudFormationClient,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate, useParams } from 'react-router';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { paths } from '../../../parts/paths.ts';
import { useAwsChange, useAwsQuery } from '../../../session/use-aws.ts';
import { isUnderWay, LIVE } from '../stack-states.ts';
import { StackStatus } from '../stack-status.tsx';
import { ChangesTable } from './changes-table.tsx';

const TEXTS = defineTexts({
  en: { stacks: 'Stacks', execute: 'Execute change set', remove: 'Delete' },
  ja: { stacks: 'スタック', execute: '変更セットを実行', remove: '削除' },
});

/** A change set: what it would do, and doing it. */
export default function ChangeSetPage() {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const { stack = '', changeSet = '' } = useParams();
  const meant = { StackName: stack, ChangeSetName: changeSet };
  const query = useAwsQuery({
    key: ['cloudformation', 'change set', stack, changeSet],
    ask: async (connection) => {
      const client = connection.client(CloudFormationClient);
      const first = await client.send(new DescribeChangeSetCommand(meant));
      const changes = [...(first.Changes ?? [])];
      for (let token = first.NextToken; token !== undefined;) {
        const more = await client.send(new DescribeChangeSetCommand({ ...meant, NextToken: token }));
        changes.push(...(more.Changes ?? []));
        token = more.NextToken;
      }
      return { ...first, Changes: changes };
    },
    every: (set) => isUnderWay(set?.Status) && LIVE,
  });
  const execute = useAwsChange({
    change: (connection) => connection.client(CloudFormationClient).send(new ExecuteChangeSetCommand(meant)),
    makesOld: [['cloudformation']],
    onSuccess: () => void navigate(paths.stack(stack)),
  });
  const remove = useAwsChange({
    change: (connection) => connection.client(CloudFormationClient).send(new DeleteChangeSetCommand(meant)),
    makesOld: [['cloudformation', 'change sets']],
    onSuccess: () => void navigate(`${paths.stack(stack)}?tab=change-sets`),
  });
  const error = execute.error ?? remove.error;
  return (
    <Page
      title={changeSet}
      crumbs={[
        { text: texts.stacks, to: paths.stacks() },
        { text: stack, to: paths.stack(stack) },
      ]}
      description={<StackStatus status={query.data?.Status} />}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button loading={remove.isPending} onClick={() => remove.mutate()}>
            {texts.remove}
          </Button>
          <Button
            variant="primary"
            loading={execute.isPending}
            disabled={query.data?.ExecutionStatus !== 'AVAILABLE'}
            onClick={() => execute.mutate()}
          >
            {texts.execute}
          </Button>
        </SpaceBetween>
      }
    >
      {error === null ? null : <ErrorAlert error={error} />}
      <Loaded query={query}>
        {(set) => (
          <SpaceBetween size="l">
            {set.StatusReason === undefined || set.StatusReason === '' ? null : (
              <Alert type={set.Status === 'FAILED' ? 'error' : 'info'}>{set.StatusReason}</Alert>
            )}
            <ChangesTable changes={set.Changes} />
          </SpaceBetween>
        )}
      </Loaded>
    </Page>
  );
}

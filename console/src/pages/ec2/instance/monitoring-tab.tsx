import { DescribeInstanceStatusCommand, EC2Client, GetConsoleOutputCommand } from '@aws-sdk/client-ec2';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { PolicyText } from '../../../parts/policy-text.tsx';
import { useAwsQuery } from '../../../session/use-aws.ts';
import { decodeBase64 } from '../../../parts/base64.ts';

const TEXTS = defineTexts({
  en: {
    checks: 'Status checks',
    system: 'System status checks',
    instance: 'Instance status checks',
    output: 'Console output',
    refresh: 'Refresh',
    empty: 'Nothing was written yet. What user data writes is seen here.',
    none: 'not running',
  },
  ja: {
    checks: 'ステータスチェック',
    system: 'システムステータスのチェック',
    instance: 'インスタンスステータスのチェック',
    output: 'コンソール出力',
    refresh: '更新',
    empty: 'まだ何も出力されていません。ユーザーデータの出力がここに表示されます。',
    none: '実行中ではありません',
  },
});

/** Status checks, and what the instance wrote to its console. */
export function MonitoringTab({ id }: { readonly id: string }) {
  const texts = useTexts(TEXTS);
  const status = useAwsQuery({
    key: ['ec2', 'status', id],
    every: 5_000,
    ask: async (connection) => {
      const command = new DescribeInstanceStatusCommand({ InstanceIds: [id], IncludeAllInstances: true });
      return (await connection.client(EC2Client).send(command)).InstanceStatuses?.[0] ?? {};
    },
  });
  const output = useAwsQuery({
    key: ['ec2', 'console-output', id],
    ask: async (connection) => {
      const command = new GetConsoleOutputCommand({ InstanceId: id, Latest: true });
      const { Output } = await connection.client(EC2Client).send(command);
      return Output === undefined ? '' : decodeBase64(Output);
    },
  });
  return (
    <SpaceBetween size="l">
      {status.isError ? <ErrorAlert error={status.error} /> : null}
      <Container header={<Header>{texts.checks}</Header>}>
        <KeyValuePairs
          columns={2}
          items={[
            { label: texts.system, value: <Check status={status.data?.SystemStatus?.Status} /> },
            { label: texts.instance, value: <Check status={status.data?.InstanceStatus?.Status} /> },
          ]}
        />
      </Container>
      <Container
        header={
          <Header
            actions={
              <Button iconName="refresh" loading={output.isFetching} onClick={() => void output.refetch()}>
                {texts.refresh}
              </Button>
            }
          >
            {texts.output}
          </Header>
        }
      >
        {output.isError ? <ErrorAlert error={output.error} /> : null}
        {output.data === undefined ? null : output.data === '' ? (
          texts.empty
        ) : (
          <PolicyText label={texts.output} text={output.data} />
        )}
      </Container>
    </SpaceBetween>
  );
}

function Check({ status }: { readonly status: string | undefined }) {
  const texts = useTexts(TEXTS);
  if (status === undefined || status === 'not-applicable')
    return <StatusIndicator type="stopped">{texts.none}</StatusIndicator>;
  const type = status === 'ok' ? 'success' : status === 'initializing' ? 'in-progress' : 'warning';
  return <StatusIndicator type={type}>{status}</StatusIndicator>;
}

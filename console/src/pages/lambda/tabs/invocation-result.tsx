import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { PolicyText } from '../../../parts/policy-text.tsx';
import type { Invocation } from './invocation.ts';

const TEXTS = defineTexts({
  en: {
    succeeded: 'Executing function: succeeded',
    failed: (kind: string) => `Executing function: failed (${kind})`,
    response: 'Response',
    summary: 'Summary',
    version: 'Function version',
    duration: 'Duration',
    memory: 'Max memory used',
    requestId: 'Request ID',
    log: 'Log output',
    noLog: 'The function wrote nothing.',
  },
  ja: {
    succeeded: '実行中の関数: 成功',
    failed: (kind: string) => `実行中の関数: 失敗 (${kind})`,
    response: 'レスポンス',
    summary: '概要',
    version: '関数バージョン',
    duration: '所要時間',
    memory: '使用中の最大メモリ',
    requestId: 'リクエスト ID',
    log: 'ログ出力',
    noLog: '出力はありません。',
  },
});

/** What a call answered: the function's answer or its error, how long it took, what it wrote. */
export function InvocationResult({ result }: { readonly result: Invocation }) {
  const texts = useTexts(TEXTS);
  const { error, payload, log, version, duration, memory, requestId } = result;
  return (
    <SpaceBetween size="m">
      <Alert
        type={error === undefined ? 'success' : 'error'}
        header={error === undefined ? texts.succeeded : texts.failed(error)}
      />
      <Container header={<Header variant="h2">{texts.response}</Header>}>
        <SpaceBetween size="m">
          <PolicyText text={payload} label={texts.response} />
          <KeyValuePairs
            columns={4}
            items={[
              { label: texts.duration, value: duration ?? '-' },
              { label: texts.memory, value: memory ?? '-' },
              { label: texts.version, value: version },
              {
                label: texts.requestId,
                value: <span className="utsuwa-breakable">{requestId ?? '-'}</span>,
              },
            ]}
          />
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">{texts.log}</Header>}>
        {log === '' ? (
          <Box color="text-body-secondary">{texts.noLog}</Box>
        ) : (
          <PolicyText text={log.trimEnd()} label={texts.log} />
        )}
      </Container>
    </SpaceBetween>
  );
}

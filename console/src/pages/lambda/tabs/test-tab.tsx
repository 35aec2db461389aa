import { LambdaClient } from '@aws-sdk/client-lambda';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { JsonEditor } from '../../../parts/json-editor.tsx';
import { useAwsChange } from '../../../session/use-aws.ts';
import { InvocationResult } from './invocation-result.tsx';
import { invoke } from './invocation.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Test event',
    hint: 'What the function is called with, in JSON.',
    event: 'Event JSON',
    test: 'Test',
    wrong: 'This is no JSON',
    undeployed:
      'There are undeployed changes of the code. What is called is the code that was deployed last.',
  },
  ja: {
    title: 'テストイベント',
    hint: '関数に渡す JSON です。',
    event: 'イベント JSON',
    test: 'テスト',
    wrong: 'JSON として正しくありません',
    undeployed: 'デプロイされていない変更があります。呼び出されるのは、最後にデプロイしたコードです。',
  },
});

interface TestTabProps {
  readonly name: string;
  /** Whether there is code that is not deployed, and thus not called. */
  readonly isCodeChanged: boolean;
}

/** Calls a function with an event that one writes, and shows what came of it. */
export function TestTab({ name, isCodeChanged }: TestTabProps) {
  const texts = useTexts(TEXTS);
  const [event, setEvent] = useState('{\n  "key1": "value1"\n}');
  const call = useAwsChange({
    change: (connection) => invoke(connection.client(LambdaClient), name, event),
  });
  const isJson = isJsonText(event);
  return (
    <SpaceBetween size="l">
      {isCodeChanged ? <Alert type="warning">{texts.undeployed}</Alert> : null}
      {call.isError ? <ErrorAlert error={call.error} /> : null}
      {call.data === undefined || call.isPending ? null : <InvocationResult result={call.data} />}
      <Container
        header={
          <Header
            variant="h2"
            description={texts.hint}
            actions={
              <Button
                variant="primary"
                loading={call.isPending}
                disabled={!isJson}
                onClick={() => call.mutate()}
              >
                {texts.test}
              </Button>
            }
          >
            {texts.title}
          </Header>
        }
      >
        <FormField label={texts.event} stretch errorText={isJson ? undefined : texts.wrong}>
          <JsonEditor label={texts.event} value={event} onChange={setEvent} height={220} />
        </FormField>
      </Container>
    </SpaceBetween>
  );
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

import { GetPolicyCommand, LambdaClient, type FunctionConfiguration } from '@aws-sdk/client-lambda';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { isMissing } from '../../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { PolicyText } from '../../../parts/policy-text.tsx';
import { prettyJson } from '../../../parts/pretty-json.ts';
import { useAwsQuery } from '../../../session/use-aws.ts';
import { RoleLink } from '../role-link.tsx';
import { AddPermissionModal } from './add-permission-modal.tsx';
import { RemovePermissionModal } from './remove-permission-modal.tsx';

const TEXTS = defineTexts({
  en: {
    role: 'Execution role',
    roleHint: 'What the function may do: the policies of this role say so.',
    title: 'Resource-based policy statements',
    hint: 'Who else may call the function.',
    none: 'No resource-based policy: principals of this account may call it as their policies say.',
    add: 'Add permissions',
    remove: 'Remove',
  },
  ja: {
    role: '実行ロール',
    roleHint: '関数が何をできるかは、このロールのポリシーで決まります。',
    title: 'リソースベースのポリシーステートメント',
    hint: 'ほかに誰がこの関数を呼び出せるかを定めます。',
    none: 'リソースベースのポリシーがありません。このアカウントのプリンシパルは、自身のポリシーに従って呼び出せます。',
    add: 'アクセス権限を追加',
    remove: '削除',
  },
});

/** What a function may do, and who may call it. */
export function PermissionsTab({ configuration }: { readonly configuration: FunctionConfiguration }) {
  const texts = useTexts(TEXTS);
  const [asking, setAsking] = useState<'add' | 'remove'>();
  const { FunctionName = '', Role = '' } = configuration;
  const policy = useAwsQuery({
    key: ['lambda', 'function', FunctionName, 'policy'],
    ask: (connection) =>
      connection
        .client(LambdaClient)
        .send(new GetPolicyCommand({ FunctionName }))
        .then(
          ({ Policy = '' }) => prettyJson(Policy),
          (error: unknown) => {
            if (isMissing(error)) return '';
            throw error;
          },
        ),
  });
  const hasPolicy = policy.data !== undefined && policy.data !== '';
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.role}</Header>}>
        <KeyValuePairs items={[{ label: texts.roleHint, value: <RoleLink arn={Role} /> }]} />
      </Container>
      <Container
        header={
          <Header
            variant="h2"
            description={texts.hint}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button disabled={!hasPolicy} onClick={() => setAsking('remove')}>
                  {texts.remove}
                </Button>
                <Button onClick={() => setAsking('add')}>{texts.add}</Button>
              </SpaceBetween>
            }
          >
            {texts.title}
          </Header>
        }
      >
        <Loaded query={policy}>
          {(text) =>
            text === '' ? (
              <Box color="text-body-secondary">{texts.none}</Box>
            ) : (
              <PolicyText text={text} label={texts.title} />
            )
          }
        </Loaded>
      </Container>
      {asking === 'add' ? (
        <AddPermissionModal functionName={FunctionName} onClose={() => setAsking(undefined)} />
      ) : null}
      {asking === 'remove' ? (
        <RemovePermissionModal
          functionName={FunctionName}
          policy={policy.data ?? ''}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
    </SpaceBetween>
  );
}

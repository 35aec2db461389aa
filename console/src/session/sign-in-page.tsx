import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readAwsError } from '../aws/aws-error.ts';
import type { Keys } from '../aws/connection.ts';
import { defineTexts, useTexts } from '../language/language.tsx';
import { remembered } from '../language/remembered.ts';
import { askForOperatorKey, askWhetherOneClick } from './operator.ts';
import { REGIONS } from './regions.ts';
import { useSessionControl } from './session.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Sign in',
    intro:
      'This console speaks AWS’s APIs with the key that you sign in with: what you may not do by API, you cannot do here.',
    oneClick: 'Sign in as admin',
    oneClickHint: 'The IAM user that was made at the first start. Offered on this machine only.',
    orKey: 'With an access key',
    accessKeyId: 'Access key ID',
    secret: 'Secret access key',
    token: 'Session token',
    tokenHint: 'Only for temporary credentials.',
    signIn: 'Sign in',
    forgotten: 'Keys stay in this tab’s memory. Closing or reloading it signs you out.',
    failed: 'Not signed in',
  },
  ja: {
    title: 'サインイン',
    intro:
      'このコンソールは、サインインに使ったキーで AWS の API を呼び出します。API でできないことは、ここでもできません。',
    oneClick: 'admin としてサインイン',
    oneClickHint: '最初の起動時に作られた IAM ユーザーです。このマシンでのみ使えます。',
    orKey: 'アクセスキーでサインイン',
    accessKeyId: 'アクセスキー ID',
    secret: 'シークレットアクセスキー',
    token: 'セッショントークン',
    tokenHint: '一時的な認証情報の場合のみ。',
    signIn: 'サインイン',
    forgotten: 'キーはこのタブのメモリにだけ置かれます。閉じるか再読み込みするとサインアウトします。',
    failed: 'サインインできませんでした',
  },
});

/** Where one says who one is: by a key, or on the machine itself by one click. */
export function SignInPage() {
  const texts = useTexts(TEXTS);
  const { signIn } = useSessionControl();
  const operator = useQuery({ queryKey: ['operator'], queryFn: askWhetherOneClick });
  const [keys, setKeys] = useState({ accessKeyId: '', secretAccessKey: '', sessionToken: '' });
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState<'click' | 'key'>();
  const attempt = async (kind: 'click' | 'key', find: () => Promise<Keys>) => {
    setBusy(kind);
    setError(undefined);
    try {
      await signIn(await find(), remembered('region', isRegion) ?? operator.data?.region ?? 'us-east-1');
    } catch (refused) {
      setError(refused);
      setBusy(undefined);
    }
  };
  const change = (name: keyof typeof keys) => (event: { detail: { value: string } }) =>
    setKeys((current) => ({ ...current, [name]: event.detail.value.trim() }));
  const typed = () => {
    const { sessionToken, ...pair } = keys;
    return Promise.resolve(sessionToken === '' ? pair : keys);
  };
  return (
    <main className="utsuwa-sign-in">
      <SpaceBetween size="l">
        <Header variant="h1" description={texts.intro}>
          {texts.title}
        </Header>
        {error === undefined ? null : (
          <Alert type="error" header={texts.failed}>
            {readAwsError(error).message}
          </Alert>
        )}
        {operator.data?.oneClick === true ? (
          <Container>
            <SpaceBetween size="xs">
              <Button
                variant="primary"
                fullWidth
                loading={busy === 'click'}
                onClick={() => void attempt('click', askForOperatorKey)}
              >
                {texts.oneClick}
              </Button>
              <Box color="text-body-secondary" fontSize="body-s">
                {texts.oneClickHint}
              </Box>
            </SpaceBetween>
          </Container>
        ) : null}
        <form
          autoComplete="off"
          onSubmit={(event) => {
            event.preventDefault();
            void attempt('key', typed);
          }}
        >
          <Container header={<Header variant="h2">{texts.orKey}</Header>}>
            <SpaceBetween size="m">
              <FormField label={texts.accessKeyId}>
                <Input
                  value={keys.accessKeyId}
                  onChange={change('accessKeyId')}
                  autoComplete={false}
                  spellcheck={false}
                />
              </FormField>
              <FormField label={texts.secret}>
                <Input
                  type="password"
                  value={keys.secretAccessKey}
                  onChange={change('secretAccessKey')}
                  autoComplete={false}
                />
              </FormField>
              <FormField label={texts.token} description={texts.tokenHint}>
                <Input
                  type="password"
                  value={keys.sessionToken}
                  onChange={change('sessionToken')}
                  autoComplete={false}
                />
              </FormField>
              <Button
                loading={busy === 'key'}
                disabled={keys.accessKeyId === '' || keys.secretAccessKey === ''}
              >
                {texts.signIn}
              </Button>
              <Box color="text-body-secondary" fontSize="body-s">
                {texts.forgotten}
              </Box>
            </SpaceBetween>
          </Container>
        </form>
      </SpaceBetween>
    </main>
  );
}

function isRegion(value: string): value is string {
  return REGIONS.includes(value);
}

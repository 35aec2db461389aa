import {
  CreateLoginProfileCommand,
  DeleteLoginProfileCommand,
  GetLoginProfileCommand,
  IAMClient,
  UpdateLoginProfileCommand,
  type LoginProfile,
} from '@aws-sdk/client-iam';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import { isMissing } from '../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { Time } from '../../parts/time.tsx';
import { useAwsChange, useAwsQuery } from '../../session/use-aws.ts';
import { SetPassword } from './set-password.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Console password',
    description: 'Kept as AWS keeps it. This console is signed in to by keys, never by a password.',
    none: 'Not set',
    created: 'Created',
    reset: 'Has to be changed at the next sign-in',
    yes: 'Yes',
    no: 'No',
    set: 'Set password',
    change: 'Change password',
    remove: 'Remove password',
    removeText: 'The user can no longer sign in by password. Access keys are not concerned.',
    removed: 'The password is removed.',
    saved: 'The password is set.',
  },
  ja: {
    title: 'コンソールパスワード',
    description:
      'AWS と同じように保存されます。このコンソールへのサインインにはキーを使い、パスワードは使いません。',
    none: '未設定',
    created: '作成日時',
    reset: '次回サインイン時に変更が必要',
    yes: 'はい',
    no: 'いいえ',
    set: 'パスワードを設定',
    change: 'パスワードを変更',
    remove: 'パスワードを削除',
    removeText: 'このユーザーはパスワードでサインインできなくなります。アクセスキーには影響しません。',
    removed: 'パスワードを削除しました。',
    saved: 'パスワードを設定しました。',
  },
});

/** Whether a user has a password, and what may be done about it. */
export function ConsolePassword({ userName: UserName }: { readonly userName: string }) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [open, setOpen] = useState<'set' | 'remove'>();
  const profile = useAwsQuery<LoginProfile | null>({
    key: ['iam', 'users', UserName, 'login profile'],
    ask: async (connection) => {
      try {
        const ask = new GetLoginProfileCommand({ UserName });
        return (await connection.client(IAMClient).send(ask)).LoginProfile ?? null;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
  });
  const done = (text: string) => {
    notify({ type: 'success', text });
    setOpen(undefined);
  };
  const makesOld = [['iam', 'users', UserName, 'login profile']];
  const remove = useAwsChange({
    change: (connection) => connection.client(IAMClient).send(new DeleteLoginProfileCommand({ UserName })),
    makesOld,
    onSuccess: () => done(texts.removed),
  });
  const hasOne = profile.data !== null && profile.data !== undefined;
  const save = useAwsChange<{ readonly Password: string; readonly PasswordResetRequired: boolean }>({
    change: (connection, password) => {
      const iam = connection.client(IAMClient);
      return hasOne
        ? iam.send(new UpdateLoginProfileCommand({ UserName, ...password }))
        : iam.send(new CreateLoginProfileCommand({ UserName, ...password }));
    },
    makesOld,
    onSuccess: () => done(texts.saved),
  });
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={texts.description}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {hasOne ? <Button onClick={() => setOpen('remove')}>{texts.remove}</Button> : null}
              <Button onClick={() => setOpen('set')}>{hasOne ? texts.change : texts.set}</Button>
            </SpaceBetween>
          }
        >
          {texts.title}
        </Header>
      }
    >
      {profile.isPending ? <Spinner /> : null}
      {profile.isError ? <ErrorAlert error={profile.error} onRetry={() => void profile.refetch()} /> : null}
      {profile.data === null ? texts.none : null}
      {profile.data === null || profile.data === undefined ? null : (
        <KeyValuePairs
          columns={2}
          items={[
            { label: texts.created, value: <Time at={profile.data.CreateDate} /> },
            {
              label: texts.reset,
              value: profile.data.PasswordResetRequired === true ? texts.yes : texts.no,
            },
          ]}
        />
      )}
      {open === 'set' ? (
        <SetPassword
          title={hasOne ? texts.change : texts.set}
          isBusy={save.isPending}
          error={save.error}
          onSave={(password) => save.mutate(password)}
          onClose={() => {
            save.reset();
            setOpen(undefined);
          }}
        />
      ) : null}
      {open === 'remove' ? (
        <DeleteModal
          title={texts.remove}
          action={texts.remove}
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => {
            remove.reset();
            setOpen(undefined);
          }}
        >
          {texts.removeText}
        </DeleteModal>
      ) : null}
    </Container>
  );
}

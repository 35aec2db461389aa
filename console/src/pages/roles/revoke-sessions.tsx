import { IAMClient } from '@aws-sdk/client-iam';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { roleOwner } from '../../parts/permissions/policy-owner.ts';
import { timeOfAws } from './time-of-aws.ts';
import { useAwsChange } from '../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Revoke all active sessions',
    text: 'Denies everything to credentials of this role that were issued before now. Whoever takes the role on afterwards is not concerned: instances and functions get new credentials by themselves.',
    how: 'This puts the inline policy AWSRevokeOlderSessions on the role. Removing it gives those sessions their permissions back, until they expire.',
    act: 'Revoke active sessions',
    question: (name: string) => `Revoke all active sessions of ${name}?`,
    done: 'Sessions that began before now are denied everything.',
  },
  ja: {
    title: 'アクティブなセッションをすべて取り消す',
    text: 'これまでに発行されたこのロールの認証情報に対して、すべてのアクションを拒否します。このあとロールを引き受けるユーザーやサービスには影響しません。インスタンスや関数は新しい認証情報を自動的に取得します。',
    how: 'ロールにインラインポリシー AWSRevokeOlderSessions が追加されます。このポリシーを削除すると、有効期限内のセッションはアクセス許可を取り戻します。',
    act: 'アクティブなセッションを取り消す',
    question: (name: string) => `${name} のアクティブなセッションをすべて取り消しますか?`,
    done: 'これまでに始まったセッションに対して、すべてのアクションが拒否されます。',
  },
});

/** Ends what was begun as a role, as AWS's console does: a policy denies whatever was issued before it. */
export function RevokeSessions({ roleName }: { readonly roleName: string }) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [isAsking, setIsAsking] = useState(false);
  const owner = roleOwner(roleName);
  const revoke = useAwsChange({
    change: async (connection) => {
      const document = denialOfOlderThan(await timeOfAws(connection));
      await owner.putInline(connection.client(IAMClient), 'AWSRevokeOlderSessions', document);
    },
    makesOld: [owner.key],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done });
      setIsAsking(false);
    },
  });
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={texts.text}
          actions={<Button onClick={() => setIsAsking(true)}>{texts.act}</Button>}
        >
          {texts.title}
        </Header>
      }
    >
      <Alert type="info">{texts.how}</Alert>
      {isAsking ? (
        <DeleteModal
          title={texts.question(roleName)}
          action={texts.act}
          isBusy={revoke.isPending}
          error={revoke.error}
          onConfirm={() => revoke.mutate()}
          onClose={() => setIsAsking(false)}
        >
          {texts.text}
        </DeleteModal>
      ) : null}
    </Container>
  );
}

/** The policy as AWS's console writes it. */
function denialOfOlderThan(time: Date): string {
  const Condition = { DateLessThan: { 'aws:TokenIssueTime': time.toISOString() } };
  const Statement = [{ Effect: 'Deny', Action: ['*'], Resource: ['*'], Condition }];
  return JSON.stringify({ Version: '2012-10-17', Statement }, undefined, 2);
}

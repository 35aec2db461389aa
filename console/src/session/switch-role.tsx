import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../language/language.tsx';
import { ErrorAlert } from '../parts/error-alert.tsx';
import { nameOfCaller } from './name-of-caller.ts';
import { useSession, useSessionControl } from './session.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Switch role',
    account: 'Account',
    role: 'Role',
    roleHint: 'The name of the role, with its path if it has one; or its ARN.',
    externalId: 'External ID',
    optional: 'optional',
    cancel: 'Cancel',
    act: 'Switch role',
  },
  ja: {
    title: 'ロールの切り替え',
    account: 'アカウント',
    role: 'ロール',
    roleHint: 'ロールの名前 (パスがあればパスも)、または ARN。',
    externalId: '外部 ID',
    optional: 'オプション',
    cancel: 'キャンセル',
    act: 'ロールの切り替え',
  },
});

interface SwitchRoleProps {
  /** The role that is proposed, by its ARN. */
  readonly role?: string | undefined;
  readonly onClose: () => void;
}

/** Takes on a role, as `sts:AssumeRole` allows or refuses it. */
export function SwitchRole({ role: proposed = '', onClose }: SwitchRoleProps) {
  const texts = useTexts(TEXTS);
  const { connection, caller } = useSession();
  const { switchTo } = useSessionControl();
  const [account, setAccount] = useState(caller.accountId);
  const [role, setRole] = useState(proposed);
  const [externalId, setExternalId] = useState('');
  const [error, setError] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const assume = async () => {
    setIsBusy(true);
    setError(undefined);
    try {
      const { Credentials } = await connection.client(STSClient).send(
        new AssumeRoleCommand({
          RoleArn: role.startsWith('arn:') ? role : `arn:aws:iam::${account}:role/${role}`,
          RoleSessionName: sessionName(caller.arn),
          ...(externalId === '' ? {} : { ExternalId: externalId }),
        }),
      );
      await switchTo({
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken,
      });
      onClose();
    } catch (refused) {
      setError(refused);
      setIsBusy(false);
    }
  };
  return (
    <Modal visible header={texts.title} onDismiss={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void assume();
        }}
      >
        <Form
          actions={
            <Box float="right">
              <SpaceBetween direction="horizontal" size="xs">
                <Button variant="link" formAction="none" onClick={onClose}>
                  {texts.cancel}
                </Button>
                <Button variant="primary" loading={isBusy} disabled={role === ''}>
                  {texts.act}
                </Button>
              </SpaceBetween>
            </Box>
          }
        >
          <SpaceBetween size="m">
            {error === undefined ? null : <ErrorAlert error={error} />}
            <FormField label={texts.account}>
              <Input value={account} onChange={({ detail }) => setAccount(detail.value)} />
            </FormField>
            <FormField label={texts.role} description={texts.roleHint}>
              <Input value={role} onChange={({ detail }) => setRole(detail.value)} />
            </FormField>
            <FormField label={`${texts.externalId} - ${texts.optional}`}>
              <Input value={externalId} onChange={({ detail }) => setExternalId(detail.value)} />
            </FormField>
          </SpaceBetween>
        </Form>
      </form>
    </Modal>
  );
}

/** As AWS's console names it: the person's name, of characters that a session's may have. */
function sessionName(arn: string): string {
  return nameOfCaller(arn)
    .replaceAll(/[^\w+=,.@-]/g, '-')
    .slice(0, 64)
    .padEnd(2, '-');
}

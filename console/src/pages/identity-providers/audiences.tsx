import {
  AddClientIDToOpenIDConnectProviderCommand,
  IAMClient,
  RemoveClientIDFromOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useAwsChange } from '../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Audiences',
    description: 'Client IDs for which the provider’s tokens are made out. Tokens for others are refused.',
    add: 'Add audience',
    audience: 'Audience',
    act: 'Add',
    remove: (id: string) => `Remove ${id}`,
    removeTitle: 'Remove audience',
    removeText: (id: string) => `Tokens that are made out for ${id} are refused then.`,
    removeAct: 'Remove',
    none: 'None: no token is accepted.',
  },
  ja: {
    title: '対象者 (Audience)',
    description: 'トークンの宛先となるクライアント ID。ほかの宛先のトークンは拒否されます。',
    add: '対象者を追加',
    audience: '対象者',
    act: '追加',
    remove: (id: string) => `${id} を削除`,
    removeTitle: '対象者を削除',
    removeText: (id: string) => `${id} 宛てのトークンは拒否されるようになります。`,
    removeAct: '削除',
    none: 'なし。どのトークンも受け付けません。',
  },
});

interface AudiencesProps {
  readonly arn: string;
  readonly audiences: readonly string[];
}

/** For whom a provider's tokens are made out: added and removed one at a time, as AWS has it. */
export function Audiences({ arn, audiences }: AudiencesProps) {
  const texts = useTexts(TEXTS);
  const [typed, setTyped] = useState<string>();
  const [removed, setRemoved] = useState<string>();
  const makesOld = [['iam', 'identity providers', arn]];
  const add = useAwsChange({
    change: (connection) =>
      connection.client(IAMClient).send(
        new AddClientIDToOpenIDConnectProviderCommand({
          OpenIDConnectProviderArn: arn,
          ClientID: typed?.trim(),
        }),
      ),
    makesOld,
    onSuccess: () => setTyped(undefined),
  });
  const remove = useAwsChange({
    change: (connection) =>
      connection.client(IAMClient).send(
        new RemoveClientIDFromOpenIDConnectProviderCommand({
          OpenIDConnectProviderArn: arn,
          ClientID: removed,
        }),
      ),
    makesOld,
    onSuccess: () => setRemoved(undefined),
  });
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={texts.description}
          counter={`(${audiences.length})`}
          actions={<Button onClick={() => setTyped('')}>{texts.add}</Button>}
        >
          {texts.title}
        </Header>
      }
    >
      <SpaceBetween size="xs">
        {audiences.length === 0 ? <Box color="text-body-secondary">{texts.none}</Box> : null}
        {audiences.map((id) => (
          <div key={id} className="utsuwa-breakable">
            {id}{' '}
            <Button
              variant="inline-icon"
              iconName="close"
              ariaLabel={texts.remove(id)}
              onClick={() => setRemoved(id)}
            />
          </div>
        ))}
      </SpaceBetween>
      {typed === undefined ? null : (
        <FormModal
          title={texts.add}
          action={texts.act}
          isBusy={add.isPending}
          isIncomplete={typed.trim() === ''}
          error={add.error}
          onAct={() => add.mutate()}
          onClose={() => setTyped(undefined)}
        >
          <FormField label={texts.audience}>
            <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} />
          </FormField>
        </FormModal>
      )}
      {removed === undefined ? null : (
        <DeleteModal
          title={texts.removeTitle}
          action={texts.removeAct}
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => setRemoved(undefined)}
        >
          <span className="utsuwa-breakable">{texts.removeText(removed)}</span>
        </DeleteModal>
      )}
    </Container>
  );
}

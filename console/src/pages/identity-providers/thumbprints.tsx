import { IAMClient, UpdateOpenIDConnectProviderThumbprintCommand } from '@aws-sdk/client-iam';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { linesOf } from './provider.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Thumbprints',
    description: 'The certificates by which the provider’s server is known.',
    manage: 'Edit thumbprints',
    hint: '40 hexadecimal digits each, one a line.',
    save: 'Save changes',
    none: 'None',
  },
  ja: {
    title: 'サムプリント',
    description: 'プロバイダーのサーバーを識別する証明書。',
    manage: 'サムプリントを編集',
    hint: '16 進数 40 桁を、1 行に 1 つ入力します。',
    save: '変更を保存',
    none: 'なし',
  },
});

interface ThumbprintsProps {
  readonly arn: string;
  readonly thumbprints: readonly string[];
}

/** The certificates by which a provider is known, set all at once as AWS has it. */
export function Thumbprints({ arn, thumbprints }: ThumbprintsProps) {
  const texts = useTexts(TEXTS);
  const [typed, setTyped] = useState<string>();
  const save = useAwsChange({
    change: (connection) =>
      connection.client(IAMClient).send(
        new UpdateOpenIDConnectProviderThumbprintCommand({
          OpenIDConnectProviderArn: arn,
          ThumbprintList: linesOf(typed ?? ''),
        }),
      ),
    makesOld: [['iam', 'identity providers', arn]],
    onSuccess: () => setTyped(undefined),
  });
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${thumbprints.length})`}
          description={texts.description}
          actions={<Button onClick={() => setTyped(thumbprints.join('\n'))}>{texts.manage}</Button>}
        >
          {texts.title}
        </Header>
      }
    >
      <SpaceBetween size="xs">
        {thumbprints.length === 0 ? <Box color="text-body-secondary">{texts.none}</Box> : null}
        {thumbprints.map((thumbprint) => (
          <CopyText key={thumbprint} text={thumbprint} />
        ))}
      </SpaceBetween>
      {typed === undefined ? null : (
        <FormModal
          title={texts.manage}
          action={texts.save}
          isBusy={save.isPending}
          error={save.error}
          onAct={() => save.mutate()}
          onClose={() => setTyped(undefined)}
        >
          <FormField label={texts.title} description={texts.hint}>
            <Textarea value={typed} onChange={({ detail }) => setTyped(detail.value)} />
          </FormField>
        </FormModal>
      )}
    </Container>
  );
}

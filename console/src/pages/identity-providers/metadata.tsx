import { IAMClient, UpdateSAMLProviderCommand } from '@aws-sdk/client-iam';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { PolicyText } from '../../parts/policy-text.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { MetadataUpload } from './metadata-upload.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Metadata document',
    replace: 'Replace metadata',
    act: 'Replace',
    done: 'The metadata document is replaced.',
  },
  ja: {
    title: 'メタデータドキュメント',
    replace: 'メタデータを置き換え',
    act: '置き換え',
    done: 'メタデータドキュメントを置き換えました。',
  },
});

interface MetadataProps {
  readonly arn: string;
  /** XML. */
  readonly document: string;
}

/** What a SAML provider says of itself: read, and replaced by a newer one. */
export function Metadata({ arn, document }: MetadataProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [isReplacing, setIsReplacing] = useState(false);
  const [files, setFiles] = useState<readonly File[]>([]);
  const replace = useAwsChange({
    change: async (connection) => {
      const SAMLMetadataDocument = (await files[0]?.text()) ?? '';
      await connection
        .client(IAMClient)
        .send(new UpdateSAMLProviderCommand({ SAMLProviderArn: arn, SAMLMetadataDocument }));
    },
    makesOld: [['iam', 'identity providers', arn]],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done });
      setFiles([]);
      setIsReplacing(false);
    },
  });
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={() => setIsReplacing(true)}>{texts.replace}</Button>}>
          {texts.title}
        </Header>
      }
    >
      <PolicyText label={texts.title} text={document} />
      {isReplacing ? (
        <FormModal
          title={texts.replace}
          action={texts.act}
          isBusy={replace.isPending}
          isIncomplete={files.length === 0}
          error={replace.error}
          onAct={() => replace.mutate()}
          onClose={() => setIsReplacing(false)}
        >
          <MetadataUpload files={files} onChange={setFiles} />
        </FormModal>
      ) : null}
    </Container>
  );
}

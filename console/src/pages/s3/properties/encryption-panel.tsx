import {
  GetBucketEncryptionCommand,
  PutBucketEncryptionCommand,
  type ServerSideEncryption,
} from '@aws-sdk/client-s3';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { FormModal } from '../../../parts/form-modal.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { useBucketChange, useBucketQuery } from '../use-bucket.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Default encryption',
    edit: 'Edit',
    saved: 'Default encryption saved',
    type: 'Encryption type',
    s3: 'Server-side encryption with Amazon S3 managed keys (SSE-S3)',
    kms: 'Server-side encryption with AWS Key Management Service keys (SSE-KMS)',
    kmsHint: 'By the AWS managed key aws/s3.',
    bucketKey: 'Bucket Key',
    on: 'Enabled',
    off: 'Disabled',
  },
  ja: {
    title: 'デフォルトの暗号化',
    edit: '編集',
    saved: 'デフォルトの暗号化を保存しました',
    type: '暗号化タイプ',
    s3: 'Amazon S3 マネージドキーを使用したサーバー側の暗号化 (SSE-S3)',
    kms: 'AWS Key Management Service キーを使用したサーバー側の暗号化 (SSE-KMS)',
    kmsHint: 'AWS マネージドキー aws/s3 を使います。',
    bucketKey: 'バケットキー',
    on: '有効',
    off: '無効',
  },
});

interface Encryption {
  readonly algorithm: string;
  readonly hasBucketKey: boolean;
}

/** How a bucket encrypts what comes without a wish of its own. */
export function EncryptionPanel({ bucket }: { readonly bucket: string }) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [chosen, setChosen] = useState<Encryption>();
  const encryption = useBucketQuery(bucket, ['encryption'], async (client): Promise<Encryption> => {
    const { ServerSideEncryptionConfiguration } = await client.send(
      new GetBucketEncryptionCommand({ Bucket: bucket }),
    );
    const rule = ServerSideEncryptionConfiguration?.Rules?.[0];
    return {
      algorithm: rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm ?? 'AES256',
      hasBucketKey: rule?.BucketKeyEnabled === true,
    };
  });
  const save = useBucketChange(
    bucket,
    ['encryption'],
    (client, { algorithm, hasBucketKey }: Encryption) => {
      const SSEAlgorithm = algorithm as ServerSideEncryption;
      const rule = {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm },
        BucketKeyEnabled: hasBucketKey,
      };
      return client.send(
        new PutBucketEncryptionCommand({
          Bucket: bucket,
          ServerSideEncryptionConfiguration: { Rules: [rule] },
        }),
      );
    },
    () => {
      notify({ type: 'success', text: texts.saved });
      setChosen(undefined);
    },
  );
  const textOf = (algorithm: string) =>
    algorithm === 'AES256' ? texts.s3 : algorithm === 'aws:kms' ? texts.kms : algorithm;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button
              disabled={encryption.data === undefined}
              ariaLabel={`${texts.edit}: ${texts.title}`}
              onClick={() => setChosen(encryption.data)}
            >
              {texts.edit}
            </Button>
          }
        >
          {texts.title}
        </Header>
      }
    >
      <Loaded query={encryption}>
        {({ algorithm, hasBucketKey }) => (
          <KeyValuePairs
            columns={2}
            items={[
              { label: texts.type, value: textOf(algorithm) },
              { label: texts.bucketKey, value: hasBucketKey ? texts.on : texts.off },
            ]}
          />
        )}
      </Loaded>
      {chosen === undefined ? null : (
        <FormModal
          title={texts.title}
          isBusy={save.isPending}
          error={save.error}
          onAct={() => save.mutate(chosen)}
          onClose={() => {
            save.reset();
            setChosen(undefined);
          }}
        >
          <RadioGroup
            ariaLabel={texts.type}
            value={chosen.algorithm}
            items={[
              { value: 'AES256', label: texts.s3 },
              { value: 'aws:kms', label: texts.kms, description: texts.kmsHint },
            ]}
            onChange={({ detail }) => setChosen({ ...chosen, algorithm: detail.value })}
          />
          <Checkbox
            checked={chosen.hasBucketKey}
            onChange={({ detail }) => setChosen({ ...chosen, hasBucketKey: detail.checked })}
          >
            {texts.bucketKey}
          </Checkbox>
        </FormModal>
      )}
    </Container>
  );
}

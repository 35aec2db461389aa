import { GetBucketPolicyCommand, GetBucketPolicyStatusCommand } from '@aws-sdk/client-s3';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { readAwsError } from '../../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { PolicyText } from '../../../parts/policy-text.tsx';
import { prettyJson } from '../../../parts/pretty-json.ts';
import { useBucketQuery } from '../use-bucket.ts';
import { BucketPolicyEditor } from './bucket-policy-editor.tsx';
import { DeleteBucketPolicyModal } from './delete-bucket-policy-modal.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Bucket policy',
    description: 'Says who may do what with this bucket and its objects, beside the policies of the callers.',
    none: 'No policy to display.',
    edit: 'Edit',
    remove: 'Delete',
    isPublic: 'Public',
  },
  ja: {
    title: 'バケットポリシー',
    description:
      'このバケットとオブジェクトに対して誰が何をできるかを定めます。呼び出し元のポリシーとあわせて評価されます。',
    none: '表示するポリシーがありません。',
    edit: '編集',
    remove: '削除',
    isPublic: 'パブリック',
  },
});

/** A bucket's policy: read, written with the policy editor, deleted. */
export function BucketPolicyPanel({ bucket }: { readonly bucket: string }) {
  const texts = useTexts(TEXTS);
  const [isEditing, setIsEditing] = useState(false);
  const [isDeleting, setIsDeleting] = useState(false);
  const policy = useBucketQuery(bucket, ['policy'], (client) =>
    client.send(new GetBucketPolicyCommand({ Bucket: bucket })).then(
      ({ Policy }) => prettyJson(Policy ?? ''),
      (error: unknown) => {
        if (readAwsError(error).code === 'NoSuchBucketPolicy') return '';
        throw error;
      },
    ),
  );
  const status = useBucketQuery(
    bucket,
    ['policy', 'status'],
    async (client) =>
      (await client.send(new GetBucketPolicyStatusCommand({ Bucket: bucket }))).PolicyStatus?.IsPublic ===
      true,
    policy.data !== undefined && policy.data !== '',
  );
  const hasPolicy = policy.data !== undefined && policy.data !== '';
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={texts.description}
          info={hasPolicy && status.data === true ? <Badge color="red">{texts.isPublic}</Badge> : undefined}
          actions={
            isEditing ? undefined : (
              <SpaceBetween direction="horizontal" size="xs">
                <Button ariaLabel={`${texts.edit}: ${texts.title}`} onClick={() => setIsEditing(true)}>
                  {texts.edit}
                </Button>
                <Button
                  disabled={!hasPolicy}
                  ariaLabel={`${texts.remove}: ${texts.title}`}
                  onClick={() => setIsDeleting(true)}
                >
                  {texts.remove}
                </Button>
              </SpaceBetween>
            )
          }
        >
          {texts.title}
        </Header>
      }
    >
      {isEditing ? (
        <BucketPolicyEditor bucket={bucket} before={policy.data ?? ''} onClose={() => setIsEditing(false)} />
      ) : (
        <Loaded query={policy}>
          {(text) =>
            text === '' ? (
              <Box color="text-body-secondary">{texts.none}</Box>
            ) : (
              <PolicyText text={text} label={texts.title} />
            )
          }
        </Loaded>
      )}
      {isDeleting ? <DeleteBucketPolicyModal bucket={bucket} onClose={() => setIsDeleting(false)} /> : null}
    </Container>
  );
}

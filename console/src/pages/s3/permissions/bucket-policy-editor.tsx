import { PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { PolicyEditor } from '../../../parts/policy-editor/policy-editor.tsx';
import { useUnsaved } from '../../../parts/unsaved/use-unsaved.ts';
import { useSession } from '../../../session/session.tsx';
import { useBucketChange } from '../use-bucket.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Bucket policy',
    save: 'Save changes',
    cancel: 'Cancel',
    saved: 'Bucket policy saved',
  },
  ja: {
    title: 'バケットポリシー',
    save: '変更を保存',
    cancel: 'キャンセル',
    saved: 'バケットポリシーを保存しました',
  },
});

interface BucketPolicyEditorProps {
  readonly bucket: string;
  /** The policy as it is; empty for none. */
  readonly before: string;
  readonly onClose: () => void;
}

/** Writes a bucket's policy; begins with a statement for this account where there is none. */
export function BucketPolicyEditor({ bucket, before, onClose }: BucketPolicyEditorProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const { caller } = useSession();
  const first = before === '' ? begun(bucket, caller.accountId) : before;
  const [text, setText] = useState(first);
  const { close } = useUnsaved(text !== first, onClose);
  const save = useBucketChange(
    bucket,
    ['policy'],
    (client) => client.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: text })),
    () => {
      notify({ type: 'success', text: texts.saved });
      onClose();
    },
  );
  return (
    <SpaceBetween size="m">
      <PolicyEditor
        label={texts.title}
        value={text}
        onChange={setText}
        policyType="resource"
        resourceType="AWS::S3::Bucket"
      />
      {save.isError ? <ErrorAlert error={save.error} /> : null}
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="primary" loading={save.isPending} onClick={() => save.mutate()}>
          {texts.save}
        </Button>
        <Button variant="link" onClick={close}>
          {texts.cancel}
        </Button>
      </SpaceBetween>
    </SpaceBetween>
  );
}

function begun(bucket: string, accountId: string): string {
  const statement = {
    Sid: 'Statement1',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${bucket}/*`,
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, undefined, 2);
}

import { AddPermissionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { FormModal } from '../../../parts/form-modal.tsx';
import { useAwsChange } from '../../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Add permissions',
    id: 'Statement ID',
    principal: 'Principal',
    principalHint: 'An account, an ARN, or a service as s3.amazonaws.com.',
    action: 'Action',
    source: 'Source ARN',
    optional: 'optional',
  },
  ja: {
    title: 'アクセス権限を追加',
    id: 'ステートメント ID',
    principal: 'プリンシパル',
    principalHint: 'アカウント、ARN、または s3.amazonaws.com のようなサービス。',
    action: 'アクション',
    source: 'ソース ARN',
    optional: 'オプション',
  },
});

interface AddPermissionModalProps {
  readonly functionName: string;
  readonly onClose: () => void;
}

/** Lets somebody else call a function. */
export function AddPermissionModal({ functionName, onClose }: AddPermissionModalProps) {
  const texts = useTexts(TEXTS);
  const [id, setId] = useState('');
  const [principal, setPrincipal] = useState('');
  const [action, setAction] = useState('lambda:InvokeFunction');
  const [source, setSource] = useState('');
  const add = useAwsChange({
    change: (connection) =>
      connection.client(LambdaClient).send(
        new AddPermissionCommand({
          FunctionName: functionName,
          StatementId: id,
          Principal: principal,
          Action: action,
          ...(source === '' ? {} : { SourceArn: source }),
        }),
      ),
    makesOld: [['lambda', 'function', functionName, 'policy']],
    onSuccess: onClose,
  });
  return (
    <FormModal
      title={texts.title}
      action={texts.title}
      isBusy={add.isPending}
      isIncomplete={id === '' || principal === '' || action === ''}
      error={add.error}
      onAct={() => add.mutate()}
      onClose={onClose}
    >
      <FormField label={texts.id}>
        <Input value={id} spellcheck={false} onChange={({ detail }) => setId(detail.value)} />
      </FormField>
      <FormField label={texts.principal} constraintText={texts.principalHint}>
        <Input value={principal} spellcheck={false} onChange={({ detail }) => setPrincipal(detail.value)} />
      </FormField>
      <FormField label={texts.action}>
        <Input value={action} spellcheck={false} onChange={({ detail }) => setAction(detail.value)} />
      </FormField>
      <FormField label={`${texts.source} - ${texts.optional}`}>
        <Input value={source} spellcheck={false} onChange={({ detail }) => setSource(detail.value)} />
      </FormField>
    </FormModal>
  );
}

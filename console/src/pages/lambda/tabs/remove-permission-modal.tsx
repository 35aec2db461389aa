import { LambdaClient, RemovePermissionCommand } from '@aws-sdk/client-lambda';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { FormModal } from '../../../parts/form-modal.tsx';
import { useAwsChange } from '../../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: { title: 'Remove permissions', id: 'Statement ID', remove: 'Remove' },
  ja: { title: 'アクセス権限を削除', id: 'ステートメント ID', remove: '削除' },
});

interface RemovePermissionModalProps {
  readonly functionName: string;
  /** JSON, as Lambda answers it. */
  readonly policy: string;
  readonly onClose: () => void;
}

/** Takes one statement out of a function's policy. */
export function RemovePermissionModal({ functionName, policy, onClose }: RemovePermissionModalProps) {
  const texts = useTexts(TEXTS);
  const options = statementIds(policy).map((value) => ({ value, label: value }));
  const [id, setId] = useState(options[0]?.value ?? '');
  const remove = useAwsChange({
    change: (connection) =>
      connection
        .client(LambdaClient)
        .send(new RemovePermissionCommand({ FunctionName: functionName, StatementId: id })),
    makesOld: [['lambda', 'function', functionName, 'policy']],
    onSuccess: onClose,
  });
  return (
    <FormModal
      title={texts.title}
      action={texts.remove}
      isBusy={remove.isPending}
      isIncomplete={id === ''}
      error={remove.error}
      onAct={() => remove.mutate()}
      onClose={onClose}
    >
      <FormField label={texts.id}>
        <Select
          selectedOption={options.find(({ value }) => value === id) ?? null}
          options={options}
          onChange={({ detail }) => setId(detail.selectedOption.value ?? '')}
        />
      </FormField>
    </FormModal>
  );
}

function statementIds(policy: string): string[] {
  const { Statement = [] } = JSON.parse(policy) as { Statement?: readonly { readonly Sid?: string }[] };
  return Statement.flatMap(({ Sid }) => (Sid === undefined ? [] : [Sid]));
}

import { IAMClient } from '@aws-sdk/client-iam';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { CarefulFormModal } from '../unsaved/careful-form-modal.tsx';
import { useAwsChange, useAwsQuery } from '../../session/use-aws.ts';
import { ErrorAlert } from '../error-alert.tsx';
import { useNotifications } from '../notifications.tsx';
import { documentOf, NEW_POLICY } from '../policy-editor/policy-document.ts';
import { PolicyEditor } from '../policy-editor/policy-editor.tsx';
import { useNameProblem } from '../use-name-problem.ts';
import type { PolicyOwner } from './policy-owner.ts';

const TEXTS = defineTexts({
  en: {
    create: (owner: string) => `Create an inline policy of ${owner}`,
    edit: (name: string) => `Inline policy ${name}`,
    name: 'Policy name',
    document: 'Policy document',
    act: 'Create policy',
    save: 'Save changes',
    done: (name: string) => `The inline policy ${name} is saved.`,
  },
  ja: {
    create: (owner: string) => `${owner} のインラインポリシーを作成`,
    edit: (name: string) => `インラインポリシー ${name}`,
    name: 'ポリシー名',
    document: 'ポリシードキュメント',
    act: 'ポリシーを作成',
    save: '変更を保存',
    done: (name: string) => `インラインポリシー ${name} を保存しました。`,
  },
});

interface InlinePolicyProps {
  readonly owner: PolicyOwner;
  readonly ownerName: string;
  /** Of the one to edit; none for a new one. */
  readonly name?: string | undefined;
  readonly onClose: () => void;
}

/** Writes an inline policy, a new one or one that is there; it stays open with what was typed when AWS refuses. */
export function InlinePolicy({ owner, ownerName, name, onClose }: InlinePolicyProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const current = useAwsQuery({
    key: [...owner.key, 'inline', name ?? ''],
    ask: async (connection) => documentOf(await owner.getInline(connection.client(IAMClient), name ?? '')),
    enabled: name !== undefined,
  });
  const [typedName, setTypedName] = useState('');
  const [typed, setTyped] = useState<string>();
  const before = name === undefined ? NEW_POLICY : current.data;
  const document = typed ?? before;
  const nameProblem = useNameProblem(typedName.trim(), 128);
  const savedName = name ?? typedName.trim();
  const save = useAwsChange({
    change: (connection) => owner.putInline(connection.client(IAMClient), savedName, document ?? ''),
    makesOld: [owner.key],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done(savedName) });
      onClose();
    },
  });
  return (
    <CarefulFormModal
      isDirty={typedName !== '' || document !== before}
      title={name === undefined ? texts.create(ownerName) : texts.edit(name)}
      action={name === undefined ? texts.act : texts.save}
      size="max"
      isBusy={save.isPending}
      isIncomplete={savedName === '' || document === undefined}
      error={save.error}
      onAct={() => save.mutate()}
      onClose={onClose}
    >
      {name === undefined ? (
        <FormField label={texts.name} errorText={nameProblem}>
          <Input value={typedName} onChange={({ detail }) => setTypedName(detail.value)} />
        </FormField>
      ) : null}
      {current.isError ? (
        <ErrorAlert error={current.error} onRetry={() => void current.refetch()} />
      ) : document === undefined ? (
        <Spinner />
      ) : (
        <PolicyEditor label={texts.document} value={document} onChange={setTyped} policyType="identity" />
      )}
    </CarefulFormModal>
  );
}

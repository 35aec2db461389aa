import { IAMClient } from '@aws-sdk/client-iam';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { FormModal } from '../form-modal.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { useNotifications } from '../notifications.tsx';
import { ManagedPolicyPicker } from './managed-policy-picker.tsx';
import type { PolicyOwner } from './policy-owner.ts';

const TEXTS = defineTexts({
  en: {
    title: (name: string) => `Attach policies to ${name}`,
    act: 'Attach policies',
    done: (count: number) => (count === 1 ? 'The policy is attached.' : `${count} policies are attached.`),
  },
  ja: {
    title: (name: string) => `${name} にポリシーをアタッチ`,
    act: 'ポリシーをアタッチ',
    done: (count: number) => `${count} 個のポリシーをアタッチしました。`,
  },
});

interface AttachPoliciesProps {
  readonly owner: PolicyOwner;
  readonly ownerName: string;
  /** ARNs of those that are attached. */
  readonly attached: readonly string[];
  readonly onClose: () => void;
}

/** Attaches managed policies, several at once; what was attached before a refusal is no longer offered. */
export function AttachPolicies({ owner, ownerName, attached, onClose }: AttachPoliciesProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const attach = useAwsChange({
    change: async (connection) => {
      const iam = connection.client(IAMClient);
      for (const arn of chosen) {
        await owner.attach(iam, arn);
        setChosen((left) => left.filter((other) => other !== arn));
      }
      return chosen.length;
    },
    makesOld: [owner.key, ['iam', 'policies']],
    onSuccess: (count) => {
      notify({ type: 'success', text: texts.done(count) });
      onClose();
    },
  });
  return (
    <FormModal
      title={texts.title(ownerName)}
      action={texts.act}
      size="max"
      isBusy={attach.isPending}
      isIncomplete={chosen.length === 0}
      error={attach.error}
      onAct={() => attach.mutate()}
      onClose={onClose}
    >
      <ManagedPolicyPicker type="multi" chosen={chosen} onChoose={setChosen} without={attached} />
    </FormModal>
  );
}

import { IAMClient } from '@aws-sdk/client-iam';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { ErrorAlert } from '../error-alert.tsx';
import { useNotifications } from '../notifications.tsx';
import { ManagedPolicyPicker } from './managed-policy-picker.tsx';
import type { PolicyOwner } from './policy-owner.ts';

const TEXTS = defineTexts({
  en: {
    title: (name: string) => `Attach policies to ${name}`,
    cancel: 'Cancel',
    act: 'Attach policies',
    done: (count: number) => (count === 1 ? 'The policy is attached.' : `${count} policies are attached.`),
  },
  ja: {
    title: (name: string) => `${name} にポリシーをアタッチ`,
    cancel: 'キャンセル',
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
    <Modal
      visible
      size="max"
      header={texts.title(ownerName)}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button
              variant="primary"
              loading={attach.isPending}
              disabled={chosen.length === 0}
              onClick={() => attach.mutate()}
            >
              {texts.act}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {attach.isError ? <ErrorAlert error={attach.error} /> : null}
        <ManagedPolicyPicker type="multi" chosen={chosen} onChoose={setChosen} without={attached} />
      </SpaceBetween>
    </Modal>
  );
}

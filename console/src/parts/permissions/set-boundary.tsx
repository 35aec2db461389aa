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
import type { BoundaryOwner } from './boundary-owner.ts';
import { ManagedPolicyPicker } from './managed-policy-picker.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Set permissions boundary',
    policies: 'Policies',
    cancel: 'Cancel',
    act: 'Set boundary',
    done: 'The permissions boundary is set.',
  },
  ja: {
    title: '許可の境界を設定',
    policies: 'ポリシー',
    cancel: 'キャンセル',
    act: '境界を設定',
    done: '許可の境界を設定しました。',
  },
});

interface SetBoundaryProps {
  readonly owner: BoundaryOwner;
  /** ARN of the one that is set. */
  readonly current: string | undefined;
  readonly onClose: () => void;
}

/** Chooses the managed policy beyond which nothing is allowed. */
export function SetBoundary({ owner, current, onClose }: SetBoundaryProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [chosen, setChosen] = useState<readonly string[]>(current === undefined ? [] : [current]);
  const set = useAwsChange({
    change: (connection) => owner.put(connection.client(IAMClient), chosen[0] ?? ''),
    makesOld: [owner.key, ['iam', 'policies']],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done });
      onClose();
    },
  });
  return (
    <Modal
      visible
      size="max"
      header={texts.title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button
              variant="primary"
              loading={set.isPending}
              disabled={chosen.length === 0 || chosen[0] === current}
              onClick={() => set.mutate()}
            >
              {texts.act}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {set.isError ? <ErrorAlert error={set.error} /> : null}
        <ManagedPolicyPicker title={texts.policies} type="single" chosen={chosen} onChoose={setChosen} />
      </SpaceBetween>
    </Modal>
  );
}

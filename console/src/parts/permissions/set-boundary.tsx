import { IAMClient } from '@aws-sdk/client-iam';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { FormModal } from '../form-modal.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { useNotifications } from '../notifications.tsx';
import type { BoundaryOwner } from './boundary-owner.ts';
import { ManagedPolicyPicker } from './managed-policy-picker.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Set permissions boundary',
    policies: 'Policies',
    act: 'Set boundary',
    done: 'The permissions boundary is set.',
  },
  ja: {
    title: '許可の境界を設定',
    policies: 'ポリシー',
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
    <FormModal
      title={texts.title}
      action={texts.act}
      size="max"
      isBusy={set.isPending}
      isIncomplete={chosen.length === 0 || chosen[0] === current}
      error={set.error}
      onAct={() => set.mutate()}
      onClose={onClose}
    >
      <ManagedPolicyPicker title={texts.policies} type="single" chosen={chosen} onChoose={setChosen} />
    </FormModal>
  );
}

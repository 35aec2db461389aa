import { AddUserToGroupCommand, IAMClient } from '@aws-sdk/client-iam';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { GroupPicker } from '../../parts/group-picker.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { useAwsChange } from '../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: {
    title: (name: string) => `Add ${name} to groups`,
    act: 'Add to groups',
    added: (count: number) =>
      count === 1 ? 'The user is in the group.' : `The user is in ${count} more groups.`,
  },
  ja: {
    title: (name: string) => `${name} をグループに追加`,
    act: 'グループに追加',
    added: (count: number) => `${count} 個のグループにユーザーを追加しました。`,
  },
});

interface AddToGroupsProps {
  readonly userName: string;
  /** Names of the groups that the user is in. */
  readonly present: readonly string[];
  readonly onClose: () => void;
}

/** Adds a user to groups, several at once. */
export function AddToGroups({ userName: UserName, present, onClose }: AddToGroupsProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const add = useAwsChange({
    change: async (connection) => {
      for (const GroupName of chosen) {
        await connection.client(IAMClient).send(new AddUserToGroupCommand({ GroupName, UserName }));
        setChosen((left) => left.filter((other) => other !== GroupName));
      }
      return chosen.length;
    },
    makesOld: [
      ['iam', 'users', UserName],
      ['iam', 'groups'],
    ],
    onSuccess: (count) => {
      notify({ type: 'success', text: texts.added(count) });
      onClose();
    },
  });
  return (
    <FormModal
      title={texts.title(UserName)}
      size="large"
      action={texts.act}
      isBusy={add.isPending}
      isIncomplete={chosen.length === 0}
      error={add.error}
      onAct={() => add.mutate()}
      onClose={onClose}
    >
      <GroupPicker chosen={chosen} onChoose={setChosen} without={present} />
    </FormModal>
  );
}

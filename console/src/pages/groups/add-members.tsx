import { AddUserToGroupCommand, IAMClient } from '@aws-sdk/client-iam';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { UserPicker } from './user-picker.tsx';

const TEXTS = defineTexts({
  en: {
    title: (name: string) => `Add users to ${name}`,
    act: 'Add users',
    added: (count: number) =>
      count === 1 ? 'The user is in the group.' : `${count} users are in the group.`,
  },
  ja: {
    title: (name: string) => `${name} にユーザーを追加`,
    act: 'ユーザーを追加',
    added: (count: number) => `${count} 人のユーザーをグループに追加しました。`,
  },
});

interface AddMembersProps {
  readonly groupName: string;
  /** Names of its members. */
  readonly present: readonly string[];
  readonly onClose: () => void;
}

/** Adds users to a group, several at once. */
export function AddMembers({ groupName: GroupName, present, onClose }: AddMembersProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const add = useAwsChange({
    change: async (connection) => {
      for (const UserName of chosen) {
        await connection.client(IAMClient).send(new AddUserToGroupCommand({ GroupName, UserName }));
        setChosen((left) => left.filter((other) => other !== UserName));
      }
      return chosen.length;
    },
    makesOld: [
      ['iam', 'groups', GroupName],
      ['iam', 'users'],
    ],
    onSuccess: (count) => {
      notify({ type: 'success', text: texts.added(count) });
      onClose();
    },
  });
  return (
    <FormModal
      title={texts.title(GroupName)}
      size="large"
      action={texts.act}
      isBusy={add.isPending}
      isIncomplete={chosen.length === 0}
      error={add.error}
      onAct={() => add.mutate()}
      onClose={onClose}
    >
      <UserPicker chosen={chosen} onChoose={setChosen} without={present} />
    </FormModal>
  );
}

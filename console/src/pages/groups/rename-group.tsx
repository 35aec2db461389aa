import { IAMClient, UpdateGroupCommand } from '@aws-sdk/client-iam';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { paths } from '../../parts/paths.ts';
import { useNameProblem } from '../../parts/use-name-problem.ts';
import { useAwsChange } from '../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Edit group',
    name: 'Group name',
    path: 'Path',
    hint: 'The group’s ARN changes with it: policies that name the old one do not follow.',
    save: 'Save changes',
    saved: 'The group is saved.',
  },
  ja: {
    title: 'グループを編集',
    name: 'グループ名',
    path: 'パス',
    hint: 'グループの ARN も変わります。古い ARN を指定しているポリシーは自動では変わりません。',
    save: '変更を保存',
    saved: 'グループを保存しました。',
  },
});

interface RenameGroupProps {
  readonly groupName: string;
  readonly path: string;
  readonly onClose: () => void;
}

/** Gives a group another name or path. */
export function RenameGroup({ groupName: GroupName, path, onClose }: RenameGroupProps) {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const { notify } = useNotifications();
  const [name, setName] = useState(GroupName);
  const [newPath, setNewPath] = useState(path);
  const nameProblem = useNameProblem(name, 128);
  const save = useAwsChange({
    change: (connection) =>
      connection.client(IAMClient).send(
        new UpdateGroupCommand({
          GroupName,
          ...(name === GroupName ? {} : { NewGroupName: name }),
          ...(newPath === path ? {} : { NewPath: newPath }),
        }),
      ),
    makesOld: [
      ['iam', 'groups', 'all of them'],
      ['iam', 'groups', name],
      ['iam', 'users'],
    ],
    onSuccess: () => {
      notify({ type: 'success', text: texts.saved });
      onClose();
      if (name !== GroupName) void navigate(paths.group(name), { replace: true });
    },
  });
  return (
    <FormModal
      title={texts.title}
      action={texts.save}
      isBusy={save.isPending}
      isIncomplete={name === '' || (name === GroupName && newPath === path)}
      error={save.error}
      onAct={() => save.mutate()}
      onClose={onClose}
    >
      <FormField label={texts.name} constraintText={texts.hint} errorText={nameProblem}>
        <Input value={name} spellcheck={false} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label={texts.path}>
        <Input value={newPath} spellcheck={false} onChange={({ detail }) => setNewPath(detail.value)} />
      </FormField>
    </FormModal>
  );
}

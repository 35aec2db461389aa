import {
  AddRoleToInstanceProfileCommand,
  IAMClient,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import Alert from '@cloudscape-design/components/alert';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { RoleSelect } from './role-select.tsx';

const TEXTS = defineTexts({
  en: {
    add: (profile: string) => `Add a role to ${profile}`,
    replace: (profile: string) => `Replace the role of ${profile}`,
    addAct: 'Add role',
    replaceAct: 'Replace role',
    replaced: (role: string) =>
      `${role} is removed, and the new role put in its place. Instances that carry the profile get credentials of the new one.`,
    isEmpty: (role: string) =>
      `${role} is removed already: the profile is empty now. Try again, or choose another role.`,
    done: (role: string, profile: string) => `${role} is in ${profile}.`,
  },
  ja: {
    add: (profile: string) => `${profile} にロールを追加`,
    replace: (profile: string) => `${profile} のロールを置き換え`,
    addAct: 'ロールを追加',
    replaceAct: 'ロールを置き換え',
    replaced: (role: string) =>
      `${role} を取り外し、新しいロールを追加します。このプロファイルを使うインスタンスは、新しいロールの認証情報を取得します。`,
    isEmpty: (role: string) =>
      `${role} はすでに取り外され、プロファイルは空です。もう一度試すか、別のロールを選択してください。`,
    done: (role: string, profile: string) => `${profile} に ${role} を追加しました。`,
  },
});

interface PutRoleProps {
  readonly profileName: string;
  /** The role that is in the profile: it has to leave first, for one is the most. */
  readonly current: string | undefined;
  readonly onClose: () => void;
}

/** Puts a role into an instance profile, in the place of the one that is there; a refusal half-way is told as what it leaves. */
export function PutRole({ profileName: InstanceProfileName, current: before, onClose }: PutRoleProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  // Kept as it was: half-way the profile is empty, and what was taken out is still to be told.
  const [current] = useState(before);
  const [role, setRole] = useState('');
  const [isEmptied, setIsEmptied] = useState(false);
  const put = useAwsChange({
    change: async (connection) => {
      const iam = connection.client(IAMClient);
      if (current !== undefined && !isEmptied) {
        await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName: current }));
        setIsEmptied(true);
      }
      await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: role }));
    },
    makesOld: [
      ['iam', 'instance profiles'],
      ['iam', 'roles'],
    ],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done(role, InstanceProfileName) });
      onClose();
    },
  });
  return (
    <FormModal
      title={(current === undefined ? texts.add : texts.replace)(InstanceProfileName)}
      action={current === undefined ? texts.addAct : texts.replaceAct}
      isBusy={put.isPending}
      isIncomplete={role === ''}
      error={put.error}
      onAct={() => put.mutate()}
      onClose={onClose}
    >
      {current === undefined ? null : isEmptied && put.isError ? (
        <Alert type="warning">{texts.isEmpty(current)}</Alert>
      ) : (
        <span className="utsuwa-breakable">{texts.replaced(current)}</span>
      )}
      <RoleSelect value={role} onChange={setRole} without={isEmptied ? undefined : current} />
    </FormModal>
  );
}

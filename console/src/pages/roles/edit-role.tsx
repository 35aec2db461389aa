import { IAMClient, UpdateRoleCommand, type Role } from '@aws-sdk/client-iam';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { useDescriptionProblem } from '../../parts/use-description-problem.ts';
import { useAwsChange } from '../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Edit role',
    description: 'Description',
    duration: 'Maximum session duration',
    durationHint: 'How long a session may last at most. It does not change sessions that have begun.',
    hours: (count: number) => (count === 1 ? '1 hour' : `${count} hours`),
    custom: 'Custom duration',
    seconds: 'Seconds, from 3600 to 43200',
    save: 'Save changes',
    saved: 'The role is saved.',
  },
  ja: {
    title: 'ロールを編集',
    description: '説明',
    duration: '最大セッション時間',
    durationHint: 'セッションが続く時間の上限。すでに始まったセッションには影響しません。',
    hours: (count: number) => `${count} 時間`,
    custom: 'カスタム期間',
    seconds: '秒 (3600 ~ 43200)',
    save: '変更を保存',
    saved: 'ロールを保存しました。',
  },
});

const HOUR = 3600;
const OFFERED = [1, 2, 4, 8, 12];

/** Changes a role's description and how long its sessions may last. */
export function EditRole({ role, onClose }: { readonly role: Role; readonly onClose: () => void }) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const { RoleName = '', MaxSessionDuration = HOUR } = role;
  const [description, setDescription] = useState(role.Description ?? '');
  const [duration, setDuration] = useState(String(MaxSessionDuration));
  const [isCustom, setIsCustom] = useState(!OFFERED.includes(MaxSessionDuration / HOUR));
  const offered = [
    ...OFFERED.map((count) => ({ value: String(count * HOUR), label: texts.hours(count) })),
    { value: 'custom', label: texts.custom },
  ];
  const descriptionProblem = useDescriptionProblem(description);
  const save = useAwsChange({
    change: (connection) =>
      connection.client(IAMClient).send(
        new UpdateRoleCommand({
          RoleName,
          Description: description,
          MaxSessionDuration: Number(duration),
        }),
      ),
    makesOld: [['iam', 'roles']],
    onSuccess: () => {
      notify({ type: 'success', text: texts.saved });
      onClose();
    },
  });
  return (
    <FormModal
      title={texts.title}
      action={texts.save}
      isBusy={save.isPending}
      isIncomplete={descriptionProblem !== undefined}
      error={save.error}
      onAct={() => save.mutate()}
      onClose={onClose}
    >
      <FormField label={texts.description} errorText={descriptionProblem}>
        <Textarea value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
      <FormField label={texts.duration} description={texts.durationHint}>
        <Select
          options={offered}
          selectedOption={offered.find(({ value }) => value === (isCustom ? 'custom' : duration)) ?? null}
          onChange={({ detail }) => {
            const { value = '' } = detail.selectedOption;
            setIsCustom(value === 'custom');
            if (value !== 'custom') setDuration(value);
          }}
        />
      </FormField>
      {isCustom ? (
        <FormField label={texts.seconds}>
          <Input type="number" value={duration} onChange={({ detail }) => setDuration(detail.value)} />
        </FormField>
      ) : null}
    </FormModal>
  );
}

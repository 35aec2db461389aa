import {
  LambdaClient,
  UpdateFunctionConfigurationCommand,
  type FunctionConfiguration,
  type Runtime,
} from '@aws-sdk/client-lambda';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { FormModal } from '../../../parts/form-modal.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { useAwsChange } from '../../../session/use-aws.ts';
import { RolePicker } from '../create/role-picker.tsx';
import { TYPED_RUNTIMES, ZIP_RUNTIMES } from '../runtimes.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Edit general configuration',
    description: 'Description',
    memory: 'Memory (MB)',
    timeout: 'Timeout (seconds)',
    runtime: 'Runtime',
    handler: 'Handler',
    saved: 'Configuration saved',
  },
  ja: {
    title: '一般設定の編集',
    description: '説明',
    memory: 'メモリ (MB)',
    timeout: 'タイムアウト (秒)',
    runtime: 'ランタイム',
    handler: 'ハンドラ',
    saved: '設定を保存しました',
  },
});

const RUNTIMES = [...TYPED_RUNTIMES, ...ZIP_RUNTIMES].map(({ id, label }) => ({ value: id, label }));

interface EditConfigurationModalProps {
  readonly configuration: FunctionConfiguration;
  readonly onClose: () => void;
}

/** Changes how a function runs, and as whom. */
export function EditConfigurationModal({ configuration, onClose }: EditConfigurationModalProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const { FunctionName = '' } = configuration;
  const [description, setDescription] = useState(configuration.Description ?? '');
  const [memory, setMemory] = useState(String(configuration.MemorySize ?? 128));
  const [timeout, setTimeout] = useState(String(configuration.Timeout ?? 3));
  const [runtime, setRuntime] = useState<string>(configuration.Runtime ?? '');
  const [handler, setHandler] = useState(configuration.Handler ?? '');
  const [role, setRole] = useState(configuration.Role ?? '');
  const save = useAwsChange({
    change: (connection) =>
      connection.client(LambdaClient).send(
        new UpdateFunctionConfigurationCommand({
          FunctionName,
          Description: description,
          MemorySize: Number(memory),
          Timeout: Number(timeout),
          Runtime: runtime as Runtime,
          Handler: handler,
          // Whoever only changes the time-out need not be allowed to pass the role.
          ...(role === configuration.Role ? {} : { Role: role }),
        }),
      ),
    makesOld: [['lambda']],
    onSuccess: () => {
      notify({ type: 'success', text: texts.saved });
      onClose();
    },
  });
  const isWhole = [memory, timeout].every((text) => /^\d+$/.test(text));
  return (
    <FormModal
      title={texts.title}
      size="large"
      isBusy={save.isPending}
      isIncomplete={!isWhole}
      error={save.error}
      onAct={() => save.mutate()}
      onClose={onClose}
    >
      <FormField label={texts.description}>
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
      <FormField label={texts.memory}>
        <Input value={memory} inputMode="numeric" onChange={({ detail }) => setMemory(detail.value)} />
      </FormField>
      <FormField label={texts.timeout}>
        <Input value={timeout} inputMode="numeric" onChange={({ detail }) => setTimeout(detail.value)} />
      </FormField>
      <FormField label={texts.runtime}>
        <Select
          selectedOption={
            RUNTIMES.find(({ value }) => value === runtime) ?? { value: runtime, label: runtime }
          }
          options={RUNTIMES}
          onChange={({ detail }) => setRuntime(detail.selectedOption.value ?? runtime)}
        />
      </FormField>
      <FormField label={texts.handler}>
        <Input value={handler} spellcheck={false} onChange={({ detail }) => setHandler(detail.value)} />
      </FormField>
      <RolePicker value={role} onChange={setRole} />
    </FormModal>
  );
}

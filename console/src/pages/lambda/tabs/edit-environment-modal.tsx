import { LambdaClient, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { FormModal } from '../../../parts/form-modal.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { useAwsChange } from '../../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Edit environment variables',
    key: 'Key',
    value: 'Value',
    add: 'Add environment variable',
    remove: 'Remove',
    empty: 'No environment variables.',
    saved: 'Environment variables saved',
  },
  ja: {
    title: '環境変数の編集',
    key: 'キー',
    value: '値',
    add: '環境変数の追加',
    remove: '削除',
    empty: '環境変数がありません。',
    saved: '環境変数を保存しました',
  },
});

interface Variable {
  readonly key: string;
  readonly value: string;
}

interface EditEnvironmentModalProps {
  readonly functionName: string;
  readonly before: readonly Variable[];
  readonly onClose: () => void;
}

/** Changes a function's environment variables. */
export function EditEnvironmentModal({ functionName, before, onClose }: EditEnvironmentModalProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [variables, setVariables] = useState(before);
  const save = useAwsChange({
    change: (connection) =>
      connection.client(LambdaClient).send(
        new UpdateFunctionConfigurationCommand({
          FunctionName: functionName,
          Environment: { Variables: Object.fromEntries(variables.map(({ key, value }) => [key, value])) },
        }),
      ),
    makesOld: [['lambda']],
    onSuccess: () => {
      notify({ type: 'success', text: texts.saved });
      onClose();
    },
  });
  const edit = (index: number, part: Partial<Variable>) =>
    setVariables((current) =>
      current.map((variable, at) => (at === index ? { ...variable, ...part } : variable)),
    );
  return (
    <FormModal
      title={texts.title}
      size="large"
      isBusy={save.isPending}
      isIncomplete={variables.some(({ key }) => key === '')}
      error={save.error}
      onAct={() => save.mutate()}
      onClose={onClose}
    >
      <AttributeEditor<Variable>
        items={variables}
        empty={texts.empty}
        addButtonText={texts.add}
        removeButtonText={texts.remove}
        onAddButtonClick={() => setVariables((current) => [...current, { key: '', value: '' }])}
        onRemoveButtonClick={({ detail }) =>
          setVariables((current) => current.filter((_, at) => at !== detail.itemIndex))
        }
        definition={[
          {
            label: texts.key,
            control: ({ key }, index) => (
              <Input
                ariaLabel={texts.key}
                value={key}
                spellcheck={false}
                onChange={({ detail }) => edit(index, { key: detail.value })}
              />
            ),
          },
          {
            label: texts.value,
            control: ({ value }, index) => (
              <Input
                ariaLabel={texts.value}
                value={value}
                spellcheck={false}
                onChange={({ detail }) => edit(index, { value: detail.value })}
              />
            ),
          },
        ]}
      />
    </FormModal>
  );
}

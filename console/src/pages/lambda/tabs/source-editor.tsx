import { LambdaClient, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { formatBytes } from '../../../parts/bytes.ts';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { JsonEditor } from '../../../parts/json-editor.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { useAwsChange, useAwsQuery } from '../../../session/use-aws.ts';
import type { ZipEntry } from '../read-zip.ts';
import { zipOfText } from '../zip.ts';
import { isUndeployed, shownCode, type CodeEdit } from './code-edit.ts';

const TEXTS = defineTexts({
  en: {
    file: 'File',
    noText: 'This file is no text.',
    many: 'A package of several files is changed by uploading another one.',
    deploy: 'Deploy',
    deployed: 'The code is deployed',
    undeployed: 'Undeployed changes',
  },
  ja: {
    file: 'ファイル',
    noText: 'このファイルはテキストではありません。',
    many: '複数のファイルからなるパッケージは、新しい zip のアップロードで変更します。',
    deploy: 'デプロイ',
    deployed: 'コードをデプロイしました',
    undeployed: 'デプロイされていない変更があります',
  },
});

interface SourceEditorProps {
  readonly functionName: string;
  readonly runtime: string;
  readonly entries: readonly ZipEntry[];
  /** Of the code that runs. */
  readonly sha: string;
  readonly edit: CodeEdit | undefined;
  readonly onEdit: (edit: CodeEdit | undefined) => void;
}

/** The files of a function's code to read; one that is alone may be changed. */
export function SourceEditor(props: SourceEditorProps) {
  const { functionName, runtime, entries, sha, edit, onEdit } = props;
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [chosen, setChosen] = useState(0);
  const entry = entries[chosen];
  const isAlone = entries.length === 1;
  const text = useAwsQuery({
    key: ['lambda', 'function', functionName, 'file', entry?.name ?? '', String(entry?.size)],
    ask: async () => (await entry?.read()) ?? null,
  });
  const deploy = useAwsChange({
    change: async (connection, { text: edited }: CodeEdit) => {
      const ZipFile = zipOfText(entry?.name ?? '', edited);
      await connection
        .client(LambdaClient)
        .send(new UpdateFunctionCodeCommand({ FunctionName: functionName, ZipFile }));
    },
    makesOld: [['lambda', 'function', functionName]],
    onSuccess: (_, deployed) => {
      onEdit({ ...deployed, deployedOver: sha });
      notify({ type: 'success', text: texts.deployed });
    },
  });
  const options = entries.map(({ name, size }, index) => ({
    value: String(index),
    label: name,
    description: formatBytes(size),
  }));
  return (
    <SpaceBetween size="m">
      <FormField label={texts.file} constraintText={isAlone ? undefined : texts.many}>
        <Select
          selectedOption={options[chosen] ?? null}
          options={options}
          onChange={({ detail }) => setChosen(Number(detail.selectedOption.value))}
        />
      </FormField>
      <Loaded query={text}>
        {(content) =>
          content === null ? (
            <Box color="text-body-secondary">{texts.noText}</Box>
          ) : (
            <JsonEditor
              label={entry?.name ?? ''}
              language={
                runtime.startsWith('python')
                  ? 'python'
                  : entry?.name.endsWith('.json') === true
                    ? 'json'
                    : 'javascript'
              }
              value={isAlone ? shownCode(edit, content, sha) : content}
              onChange={
                isAlone ? (typed) => onEdit(typed === content ? undefined : { text: typed }) : undefined
              }
            />
          )
        }
      </Loaded>
      {deploy.isError ? <ErrorAlert error={deploy.error} /> : null}
      {isAlone ? (
        <SpaceBetween direction="horizontal" size="s" alignItems="center">
          <Button
            variant="primary"
            disabled={!isUndeployed(edit)}
            loading={deploy.isPending}
            onClick={() => {
              if (edit !== undefined) deploy.mutate(edit);
            }}
          >
            {texts.deploy}
          </Button>
          {isUndeployed(edit) ? <StatusIndicator type="warning">{texts.undeployed}</StatusIndicator> : null}
        </SpaceBetween>
      ) : null}
    </SpaceBetween>
  );
}

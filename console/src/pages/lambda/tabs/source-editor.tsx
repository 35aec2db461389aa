import { LambdaClient, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { formatBytes } from '../../../parts/bytes.ts';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { JsonEditor } from '../../../parts/json-editor.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { Unsaved } from '../../../parts/unsaved/unsaved.tsx';
import { useAwsChange, useAwsQuery } from '../../../session/use-aws.ts';
import type { ZipEntry } from '../read-zip.ts';
import { zipOfText } from '../zip.ts';

const TEXTS = defineTexts({
  en: {
    file: 'File',
    noText: 'This file is no text.',
    many: 'A package of several files is changed by uploading another one.',
    deploy: 'Deploy',
    deployed: 'The code is deployed',
  },
  ja: {
    file: 'ファイル',
    noText: 'このファイルはテキストではありません。',
    many: '複数のファイルからなるパッケージは、新しい zip のアップロードで変更します。',
    deploy: 'デプロイ',
    deployed: 'コードをデプロイしました',
  },
});

interface SourceEditorProps {
  readonly functionName: string;
  readonly runtime: string;
  readonly entries: readonly ZipEntry[];
}

/** The files of a function's code to read; one that is alone may be changed. */
export function SourceEditor({ functionName, runtime, entries }: SourceEditorProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [chosen, setChosen] = useState(0);
  const [edited, setEdited] = useState<string>();
  const entry = entries[chosen];
  const isAlone = entries.length === 1;
  const text = useAwsQuery({
    key: ['lambda', 'function', functionName, 'file', entry?.name ?? '', String(entry?.size)],
    ask: async () => (await entry?.read()) ?? null,
  });
  const deploy = useAwsChange({
    change: (connection) =>
      connection.client(LambdaClient).send(
        new UpdateFunctionCodeCommand({
          FunctionName: functionName,
          ZipFile: zipOfText(entry?.name ?? '', edited ?? ''),
        }),
      ),
    makesOld: [['lambda', 'function', functionName]],
    onSuccess: () => notify({ type: 'success', text: texts.deployed }),
  });
  const isEdited = edited !== undefined && edited !== text.data;
  const options = entries.map(({ name, size }, index) => ({
    value: String(index),
    label: name,
    description: formatBytes(size),
  }));
  return (
    <SpaceBetween size="m">
      <Unsaved isDirty={isEdited} />
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
              value={edited ?? content}
              onChange={isAlone ? setEdited : undefined}
            />
          )
        }
      </Loaded>
      {deploy.isError ? <ErrorAlert error={deploy.error} /> : null}
      {isAlone ? (
        <Button
          variant="primary"
          disabled={!isEdited}
          loading={deploy.isPending}
          onClick={() => deploy.mutate()}
        >
          {texts.deploy}
        </Button>
      ) : null}
    </SpaceBetween>
  );
}

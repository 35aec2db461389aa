import {
  CreateAliasCommand,
  LambdaClient,
  paginateListVersionsByFunction,
  UpdateAliasCommand,
  type AliasConfiguration,
} from '@aws-sdk/client-lambda';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { collect } from '../../../aws/collect.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { FormModal } from '../../../parts/form-modal.tsx';
import { useAwsChange, useAwsQuery } from '../../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: {
    create: 'Create alias',
    edit: 'Edit alias',
    name: 'Name',
    version: 'Version',
    description: 'Description',
  },
  ja: {
    create: 'エイリアスを作成',
    edit: 'エイリアスの編集',
    name: '名前',
    version: 'バージョン',
    description: '説明',
  },
});

interface AliasModalProps {
  readonly functionName: string;
  /** The one to be changed; a new one without. */
  readonly alias: AliasConfiguration | undefined;
  readonly onClose: () => void;
}

/** Makes an alias, or lets one point at another version. */
export function AliasModal({ functionName, alias, onClose }: AliasModalProps) {
  const texts = useTexts(TEXTS);
  const [name, setName] = useState(alias?.Name ?? '');
  const [version, setVersion] = useState(alias?.FunctionVersion ?? '$LATEST');
  const [description, setDescription] = useState(alias?.Description ?? '');
  const versions = useAwsQuery({
    key: ['lambda', 'function', functionName, 'versions'],
    ask: (connection) =>
      collect(
        paginateListVersionsByFunction(
          { client: connection.client(LambdaClient) },
          { FunctionName: functionName },
        ),
        ({ Versions }) => Versions,
      ),
  });
  const save = useAwsChange({
    change: async (connection) => {
      const client = connection.client(LambdaClient);
      const input = {
        FunctionName: functionName,
        Name: name,
        FunctionVersion: version,
        Description: description,
      };
      await (alias === undefined
        ? client.send(new CreateAliasCommand(input))
        : client.send(new UpdateAliasCommand(input)));
    },
    makesOld: [['lambda', 'function', functionName, 'aliases']],
    onSuccess: onClose,
  });
  const known = (versions.data ?? []).flatMap(({ Version }) => (Version === undefined ? [] : [Version]));
  const options = [...new Set([...known, version])].map((value) => ({ value, label: value }));
  return (
    <FormModal
      title={alias === undefined ? texts.create : texts.edit}
      action={alias === undefined ? texts.create : undefined}
      isBusy={save.isPending}
      isIncomplete={name === ''}
      error={save.error}
      onAct={() => save.mutate()}
      onClose={onClose}
    >
      <FormField label={texts.name}>
        <Input
          value={name}
          disabled={alias !== undefined}
          spellcheck={false}
          onChange={({ detail }) => setName(detail.value)}
        />
      </FormField>
      <FormField label={texts.version}>
        <Select
          selectedOption={{ value: version, label: version }}
          options={options}
          onChange={({ detail }) => setVersion(detail.selectedOption.value ?? version)}
        />
      </FormField>
      <FormField label={texts.description}>
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
    </FormModal>
  );
}

import {
  DeleteAliasCommand,
  LambdaClient,
  paginateListAliases,
  type AliasConfiguration,
} from '@aws-sdk/client-lambda';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { collect } from '../../../aws/collect.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { DeleteModal } from '../../../parts/delete-modal.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { useAwsChange, useAwsQuery } from '../../../session/use-aws.ts';
import { AliasModal } from './alias-modal.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Aliases',
    name: 'Name',
    version: 'Version',
    description: 'Description',
    create: 'Create alias',
    edit: 'Edit',
    remove: 'Delete',
    removeTitle: 'Delete alias',
    removeText: (name: string) => `The alias ${name} is deleted; the version it points at stays.`,
    none: 'No aliases. An alias is a name that points at a version.',
  },
  ja: {
    title: 'エイリアス',
    name: '名前',
    version: 'バージョン',
    description: '説明',
    create: 'エイリアスを作成',
    edit: '編集',
    remove: '削除',
    removeTitle: 'エイリアスを削除',
    removeText: (name: string) => `エイリアス ${name} を削除します。指しているバージョンは残ります。`,
    none: 'エイリアスがありません。エイリアスはバージョンを指す名前です。',
  },
});

/** A function's aliases: names that point at versions. */
export function AliasesTab({ name }: { readonly name: string }) {
  const texts = useTexts(TEXTS);
  const [selected, setSelected] = useState<readonly AliasConfiguration[]>([]);
  const [asking, setAsking] = useState<'create' | 'edit' | 'delete'>();
  const aliases = useAwsQuery({
    key: ['lambda', 'function', name, 'aliases'],
    ask: (connection) =>
      collect(
        paginateListAliases({ client: connection.client(LambdaClient) }, { FunctionName: name }),
        ({ Aliases }) => Aliases,
      ),
  });
  const chosen = aliases.data?.find(({ Name }) => Name === selected[0]?.Name);
  const close = () => setAsking(undefined);
  const remove = useAwsChange({
    change: (connection) =>
      connection
        .client(LambdaClient)
        .send(new DeleteAliasCommand({ FunctionName: name, Name: chosen?.Name ?? '' })),
    makesOld: [['lambda', 'function', name, 'aliases']],
    onSuccess: close,
  });
  return (
    <>
      <ResourceTable<AliasConfiguration>
        title={texts.title}
        inAddress="aliases"
        query={aliases}
        idOf={({ Name }) => Name ?? ''}
        columns={[
          { id: 'name', header: texts.name, text: ({ Name }) => Name },
          { id: 'version', header: texts.version, text: versionsOf },
          { id: 'description', header: texts.description, text: ({ Description }) => Description || '-' },
        ]}
        selection={{ type: 'single', selected, onSelect: setSelected }}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={chosen === undefined} onClick={() => setAsking('edit')}>
              {texts.edit}
            </Button>
            <Button disabled={chosen === undefined} onClick={() => setAsking('delete')}>
              {texts.remove}
            </Button>
            <Button onClick={() => setAsking('create')}>{texts.create}</Button>
          </SpaceBetween>
        }
        empty={texts.none}
      />
      {asking === 'create' ? <AliasModal functionName={name} alias={undefined} onClose={close} /> : null}
      {asking === 'edit' ? <AliasModal functionName={name} alias={chosen} onClose={close} /> : null}
      {asking === 'delete' ? (
        <DeleteModal
          title={texts.removeTitle}
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={close}
        >
          {texts.removeText(chosen?.Name ?? '')}
        </DeleteModal>
      ) : null}
    </>
  );
}

/** `3`, or `3, 4 (10%)` where a share of the calls goes elsewhere. */
function versionsOf({ FunctionVersion = '', RoutingConfig }: AliasConfiguration): string {
  const others = Object.entries(RoutingConfig?.AdditionalVersionWeights ?? {});
  return [FunctionVersion, ...others.map(([version, weight]) => `${version} (${weight * 100}%)`)].join(', ');
}

import { DeleteAccessKeyCommand, IAMClient, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { useAwsChange, useAwsQuery } from '../../session/use-aws.ts';
import { listUsedAccessKeys, type UsedAccessKey } from './used-access-key.ts';
import { useAccessKeyColumns } from './use-access-key-columns.tsx';
import { CreateAccessKey } from './create-access-key.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Access keys',
    description: 'With a key and its secret, programs act as this user. Two at most.',
    create: 'Create access key',
    activate: 'Activate',
    deactivate: 'Deactivate',
    remove: 'Delete',
    activateTitle: (id: string) => `Activate ${id}?`,
    activateText: 'Whoever holds the key can act as this user again.',
    deactivateTitle: (id: string) => `Deactivate ${id}?`,
    deactivateText: 'Requests that are signed with it are refused until it is activated again.',
    removeTitle: (id: string) => `Delete ${id}?`,
    removeText: 'A deleted key does not come back. Deactivate it first to see whether it is still needed.',
    changed: (id: string) => `The access key ${id} is changed.`,
    removed: (id: string) => `The access key ${id} is deleted.`,
    empty: 'No access keys. Programs that act as this user need one.',
  },
  ja: {
    title: 'アクセスキー',
    description: 'プログラムは、キーとシークレットを使ってこのユーザーとして動作します。最大 2 つまでです。',
    create: 'アクセスキーを作成',
    activate: '有効化',
    deactivate: '無効化',
    remove: '削除',
    activateTitle: (id: string) => `${id} を有効化しますか?`,
    activateText: 'キーを持つ人は、再びこのユーザーとして操作できるようになります。',
    deactivateTitle: (id: string) => `${id} を無効化しますか?`,
    deactivateText: '再び有効化するまで、このキーで署名されたリクエストは拒否されます。',
    removeTitle: (id: string) => `${id} を削除しますか?`,
    removeText: '削除したキーは元に戻せません。まだ使われているか確かめるには、先に無効化してください。',
    changed: (id: string) => `アクセスキー ${id} を変更しました。`,
    removed: (id: string) => `アクセスキー ${id} を削除しました。`,
    empty: 'アクセスキーがありません。このユーザーとして動作するプログラムには必要です。',
  },
});

type Action = 'Active' | 'Inactive' | 'delete';

/** A user's access keys: made, switched off and on, deleted. */
export function AccessKeys({ userName: UserName }: { readonly userName: string }) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [selected, setSelected] = useState<readonly UsedAccessKey[]>([]);
  const [open, setOpen] = useState<Action | 'create'>();
  const columns = useAccessKeyColumns();
  const keys = useAwsQuery<readonly UsedAccessKey[]>({
    key: ['iam', 'users', UserName, 'access keys'],
    ask: (connection) => listUsedAccessKeys(connection.client(IAMClient), UserName),
  });
  const current = keys.data?.find(({ AccessKeyId }) => AccessKeyId === selected[0]?.AccessKeyId);
  const id = current?.AccessKeyId ?? '';
  const change = useAwsChange<Action>({
    change: (connection, action) =>
      action === 'delete'
        ? connection.client(IAMClient).send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: id }))
        : connection
            .client(IAMClient)
            .send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: id, Status: action })),
    makesOld: [['iam', 'users', UserName, 'access keys']],
    onSuccess: (_, action) => {
      notify({ type: 'success', text: action === 'delete' ? texts.removed(id) : texts.changed(id) });
      setOpen(undefined);
      if (action === 'delete') setSelected([]);
    },
  });
  const ask = (action: Action) => () => {
    change.reset();
    setOpen(action);
  };
  const questions = {
    Active: { title: texts.activateTitle(id), text: texts.activateText, act: texts.activate },
    Inactive: { title: texts.deactivateTitle(id), text: texts.deactivateText, act: texts.deactivate },
    delete: { title: texts.removeTitle(id), text: texts.removeText, act: texts.remove },
  };
  const other: Action = current?.Status === 'Inactive' ? 'Active' : 'Inactive';
  return (
    <>
      <ResourceTable<UsedAccessKey>
        title={texts.title}
        inAddress="keys"
        description={texts.description}
        query={keys}
        idOf={({ AccessKeyId }) => AccessKeyId ?? ''}
        columns={columns}
        empty={texts.empty}
        selection={{
          type: 'single',
          selected: current === undefined ? [] : [current],
          onSelect: setSelected,
        }}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={current === undefined} onClick={ask('delete')}>
              {texts.remove}
            </Button>
            <Button disabled={current === undefined} onClick={ask(other)}>
              {questions[other].act}
            </Button>
            <Button onClick={() => setOpen('create')}>{texts.create}</Button>
          </SpaceBetween>
        }
      />
      {open === 'create' ? <CreateAccessKey userName={UserName} onClose={() => setOpen(undefined)} /> : null}
      {open === undefined || open === 'create' ? null : (
        <DeleteModal
          title={questions[open].title}
          action={questions[open].act}
          typed={open === 'delete' ? id : undefined}
          isBusy={change.isPending}
          error={change.error}
          onConfirm={() => change.mutate(open)}
          onClose={() => setOpen(undefined)}
        >
          {questions[open].text}
        </DeleteModal>
      )}
    </>
  );
}

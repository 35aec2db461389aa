import {
  DeletePolicyVersionCommand,
  IAMClient,
  SetDefaultPolicyVersionCommand,
  type PolicyVersion,
} from '@aws-sdk/client-iam';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { kindOfPolicy } from '../../parts/permissions/policy-kind.ts';
import { ResourceTable } from '../../parts/resource-table.tsx';
import type { Column } from '../../parts/table/column.tsx';
import { Time } from '../../parts/time.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { ShownVersions } from './shown-versions.tsx';
import { usePolicyVersions } from './use-policy.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Policy versions',
    description: 'Choose one to read it, two to compare them. A policy keeps five at most.',
    version: 'Version',
    kind: 'Type',
    isDefault: 'Default',
    created: 'Creation time',
    setDefault: 'Set as default',
    remove: 'Delete',
    empty: 'No versions.',
    defaultTitle: (id: string) => `Set ${id} as the default version?`,
    defaultText: 'It counts at once for everybody who has this policy.',
    defaultDone: (id: string) => `${id} is the default version now.`,
    removeTitle: (id: string) => `Delete version ${id}?`,
    removeText: 'A deleted version does not come back.',
    removed: (id: string) => `Version ${id} is deleted.`,
  },
  ja: {
    title: 'ポリシーのバージョン',
    description: '1 つ選ぶと内容を、2 つ選ぶと違いを表示します。バージョンは 5 つまで保持されます。',
    version: 'バージョン',
    kind: 'タイプ',
    isDefault: 'デフォルト',
    created: '作成日時',
    setDefault: 'デフォルトとして設定',
    remove: '削除',
    empty: 'バージョンはありません。',
    defaultTitle: (id: string) => `${id} をデフォルトバージョンに設定しますか?`,
    defaultText: 'このポリシーのすべてのアタッチ先に、ただちに適用されます。',
    defaultDone: (id: string) => `${id} をデフォルトバージョンに設定しました。`,
    removeTitle: (id: string) => `バージョン ${id} を削除しますか?`,
    removeText: '削除したバージョンは元に戻せません。',
    removed: (id: string) => `バージョン ${id} を削除しました。`,
  },
});

/** What a policy said and says: read, compared, set as default, deleted. */
export function PolicyVersions({ arn: PolicyArn }: { readonly arn: string }) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const versions = usePolicyVersions(PolicyArn);
  const [selectedIds, setSelectedIds] = useState<readonly string[]>([]);
  const [open, setOpen] = useState<'default' | 'delete'>();
  const selected = (versions.data ?? []).filter(({ VersionId = '' }) => selectedIds.includes(VersionId));
  const id = selected[0]?.VersionId ?? '';
  const isOneOther = selected.length === 1 && selected[0]?.IsDefaultVersion !== true;
  const isAws = kindOfPolicy(PolicyArn) !== 'customer';
  const change = useAwsChange<'default' | 'delete'>({
    change: (connection, what) =>
      what === 'default'
        ? connection.client(IAMClient).send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: id }))
        : connection.client(IAMClient).send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: id })),
    makesOld: [['iam', 'policies', PolicyArn]],
    onSuccess: (_, what) => {
      notify({ type: 'success', text: what === 'default' ? texts.defaultDone(id) : texts.removed(id) });
      setOpen(undefined);
      setSelectedIds([]);
    },
  });
  const ask = (what: 'default' | 'delete') => () => {
    change.reset();
    setOpen(what);
  };
  return (
    <SpaceBetween size="l">
      <ResourceTable<PolicyVersion>
        title={texts.title}
        inAddress="versions"
        description={texts.description}
        query={versions}
        idOf={({ VersionId }) => VersionId ?? ''}
        columns={columnsOf(texts)}
        empty={texts.empty}
        selection={{
          type: 'multi',
          selected,
          onSelect: (items) => setSelectedIds(items.map(({ VersionId = '' }) => VersionId)),
        }}
        actions={
          isAws ? undefined : (
            <SpaceBetween direction="horizontal" size="xs">
              <Button disabled={!isOneOther} onClick={ask('delete')}>
                {texts.remove}
              </Button>
              <Button disabled={!isOneOther} onClick={ask('default')}>
                {texts.setDefault}
              </Button>
            </SpaceBetween>
          )
        }
      />
      <ShownVersions arn={PolicyArn} versionIds={selected.map(({ VersionId = '' }) => VersionId)} />
      {open === undefined ? null : (
        <DeleteModal
          title={open === 'default' ? texts.defaultTitle(id) : texts.removeTitle(id)}
          action={open === 'default' ? texts.setDefault : texts.remove}
          isBusy={change.isPending}
          error={change.error}
          onConfirm={() => change.mutate(open)}
          onClose={() => setOpen(undefined)}
        >
          {open === 'default' ? texts.defaultText : texts.removeText}
        </DeleteModal>
      )}
    </SpaceBetween>
  );
}

function columnsOf(texts: (typeof TEXTS)['en']): Column<PolicyVersion>[] {
  return [
    { id: 'version', header: texts.version, text: ({ VersionId }) => VersionId },
    {
      id: 'kind',
      header: texts.kind,
      text: ({ IsDefaultVersion }) => (IsDefaultVersion === true ? texts.isDefault : undefined),
      cell: ({ IsDefaultVersion }) =>
        IsDefaultVersion === true ? <StatusIndicator type="success">{texts.isDefault}</StatusIndicator> : '-',
    },
    {
      id: 'created',
      header: texts.created,
      text: ({ CreateDate }) => CreateDate?.getTime(),
      cell: ({ CreateDate }) => <Time at={CreateDate} />,
    },
  ];
}

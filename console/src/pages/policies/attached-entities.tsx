import { IAMClient } from '@aws-sdk/client-iam';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { nameOfPolicy } from '../../parts/permissions/policy-kind.ts';
import { ResourceTable } from '../../parts/resource-table.tsx';
import type { Column } from '../../parts/table/column.tsx';
import { useAwsChange, useAwsQuery } from '../../session/use-aws.ts';
import { AttachEntities } from './attach-entities.tsx';
import { ENTITY_TEXTS, pathOfEntity } from './entity-texts.ts';
import { detach, listEntities, type PolicyEntity } from './policy-entities.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Entities attached',
    name: 'Entity name',
    kind: 'Entity type',
    usage: 'Used as',
    usages: { policy: 'Permissions policy', boundary: 'Permissions boundary' },
    attach: 'Attach',
    detach: 'Detach',
    detachTitle: (name: string) => `Detach ${name}?`,
    detachText: 'The policy no longer counts for:',
    detached: (count: number) =>
      count === 1 ? 'The policy is detached.' : `The policy is detached from ${count} entities.`,
    empty: 'Nobody has this policy: it allows nothing yet. Attach it to a user, a group or a role.',
  },
  ja: {
    title: 'アタッチされたエンティティ',
    name: 'エンティティ名',
    kind: 'エンティティタイプ',
    usage: '用途',
    usages: { policy: '許可ポリシー', boundary: '許可の境界' },
    attach: 'アタッチ',
    detach: 'デタッチ',
    detachTitle: (name: string) => `${name} をデタッチしますか?`,
    detachText: '次のエンティティでこのポリシーが無効になります:',
    detached: (count: number) => `${count} 個のエンティティからポリシーをデタッチしました。`,
    empty:
      'どこにもアタッチされていないため、まだ何も許可しません。ユーザー、グループ、ロールにアタッチしてください。',
  },
});

/** Who has a policy, attached or as a boundary; to attach it to others and take it away. */
export function AttachedEntities({ arn }: { readonly arn: string }) {
  const texts = useTexts(TEXTS);
  const kinds = useTexts(ENTITY_TEXTS);
  const { notify } = useNotifications();
  const [selected, setSelected] = useState<readonly PolicyEntity[]>([]);
  const [open, setOpen] = useState<'attach' | 'detach'>();
  const entities = useAwsQuery<readonly PolicyEntity[]>({
    key: ['iam', 'policies', arn, 'entities'],
    ask: (connection) => listEntities(connection.client(IAMClient), arn),
  });
  const close = () => setOpen(undefined);
  const remove = useAwsChange({
    change: async (connection) => {
      for (const entity of selected) await detach(connection.client(IAMClient), arn, entity);
      return selected.length;
    },
    makesOld: [
      ['iam', 'policies'],
      ['iam', 'users'],
      ['iam', 'groups'],
      ['iam', 'roles'],
    ],
    onSuccess: (count) => {
      notify({ type: 'success', text: texts.detached(count) });
      setSelected([]);
      close();
    },
  });
  return (
    <>
      <ResourceTable<PolicyEntity>
        title={texts.title}
        inAddress="entities"
        query={entities}
        idOf={idOf}
        columns={columnsOf(texts, kinds)}
        empty={texts.empty}
        selection={{ type: 'multi', selected, onSelect: setSelected }}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              disabled={selected.length === 0 || selected.some(({ usage }) => usage === 'boundary')}
              onClick={() => {
                remove.reset();
                setOpen('detach');
              }}
            >
              {texts.detach}
            </Button>
            <Button onClick={() => setOpen('attach')}>{texts.attach}</Button>
          </SpaceBetween>
        }
      />
      {open === 'attach' ? (
        <AttachEntities arn={arn} attached={entities.data?.map(idOf) ?? NONE} onClose={close} />
      ) : null}
      {open === 'detach' ? (
        <DeleteModal
          title={texts.detachTitle(nameOfPolicy(arn))}
          action={texts.detach}
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={close}
        >
          {texts.detachText}
          <ul className="utsuwa-breakable">
            {selected.map((entity) => (
              <li key={idOf(entity)}>{`${kinds[entity.kind]} ${entity.name}`}</li>
            ))}
          </ul>
        </DeleteModal>
      ) : null}
    </>
  );
}

const NONE: readonly string[] = [];

function idOf({ kind, name, usage }: PolicyEntity): string {
  return `${kind} ${name} ${usage}`;
}

function columnsOf(texts: (typeof TEXTS)['en'], kinds: (typeof ENTITY_TEXTS)['en']): Column<PolicyEntity>[] {
  return [
    {
      id: 'name',
      header: texts.name,
      text: ({ name }) => name,
      cell: (entity) => (
        <span className="utsuwa-breakable">
          <PageLink to={pathOfEntity(entity)}>{entity.name}</PageLink>
        </span>
      ),
    },
    { id: 'kind', header: texts.kind, text: ({ kind }) => kinds[kind] },
    { id: 'usage', header: texts.usage, text: ({ usage }) => texts.usages[usage] },
  ];
}

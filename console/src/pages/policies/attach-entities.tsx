import { IAMClient, paginateListGroups, paginateListRoles, paginateListUsers } from '@aws-sdk/client-iam';
import { useState } from 'react';
import { collect } from '../../aws/collect.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { nameOfPolicy } from '../../parts/permissions/policy-kind.ts';
import { ResourceTable } from '../../parts/resource-table.tsx';
import type { Column } from '../../parts/table/column.tsx';
import { useAwsChange, useAwsQuery } from '../../session/use-aws.ts';
import { ENTITY_TEXTS } from './entity-texts.ts';
import { attach, type PolicyEntity } from './policy-entities.ts';

const TEXTS = defineTexts({
  en: {
    title: (name: string) => `Attach ${name} as a permissions policy`,
    entities: 'IAM entities',
    name: 'Entity name',
    kind: 'Entity type',
    act: 'Attach policy',
    empty: 'There is nobody left to attach it to. Create a user, a group or a role first.',
    attached: (count: number) =>
      count === 1 ? 'The policy is attached.' : `The policy is attached to ${count} entities.`,
  },
  ja: {
    title: (name: string) => `${name} を許可ポリシーとしてアタッチ`,
    entities: 'IAM エンティティ',
    name: 'エンティティ名',
    kind: 'エンティティタイプ',
    act: 'ポリシーをアタッチ',
    empty: 'アタッチできるエンティティがありません。先にユーザー、グループ、ロールを作成してください。',
    attached: (count: number) => `${count} 個のエンティティにポリシーをアタッチしました。`,
  },
});

type Entity = Pick<PolicyEntity, 'kind' | 'name'>;

interface AttachEntitiesProps {
  readonly arn: string;
  /** `role NAME policy`: who has it already. */
  readonly attached: readonly string[];
  readonly onClose: () => void;
}

/** Gives a policy to users, groups and roles, several at once; of what may not be listed the refusal is shown. */
export function AttachEntities({ arn, attached, onClose }: AttachEntitiesProps) {
  const texts = useTexts(TEXTS);
  const kinds = useTexts(ENTITY_TEXTS);
  const { notify } = useNotifications();
  const [chosen, setChosen] = useState<readonly Entity[]>([]);
  const lists = useEntities();
  const change = useAwsChange({
    change: async (connection) => {
      for (const entity of chosen) {
        await attach(connection.client(IAMClient), arn, entity);
        setChosen((left) => left.filter((other) => other !== entity));
      }
      return chosen.length;
    },
    makesOld: [
      ['iam', 'policies'],
      ['iam', 'users'],
      ['iam', 'groups'],
      ['iam', 'roles'],
    ],
    onSuccess: (count) => {
      notify({ type: 'success', text: texts.attached(count) });
      onClose();
    },
  });
  const main = lists.find(({ isError }) => !isError) ?? lists[0];
  const data = lists.some(({ isPending }) => isPending)
    ? undefined
    : lists
        .flatMap((list) => list.data ?? [])
        .filter(({ kind, name }) => !attached.includes(`${kind} ${name} policy`));
  return (
    <FormModal
      title={texts.title(nameOfPolicy(arn))}
      size="max"
      action={texts.act}
      isBusy={change.isPending}
      isIncomplete={chosen.length === 0}
      error={change.error}
      onAct={() => change.mutate()}
      onClose={onClose}
    >
      {lists
        .filter((list) => list.isError && list !== main)
        .map((list) => (
          <ErrorAlert key={String(list.error)} error={list.error} onRetry={() => void list.refetch()} />
        ))}
      <ResourceTable<Entity>
        title={texts.entities}
        query={{ ...main, data } as typeof main}
        idOf={({ kind, name }) => `${kind} ${name}`}
        columns={columnsOf(texts, kinds)}
        empty={texts.empty}
        pageSize={10}
        selection={{ type: 'multi', selected: chosen, onSelect: setChosen }}
      />
    </FormModal>
  );
}

function useEntities() {
  const users = useAwsQuery<readonly Entity[]>({
    key: ['iam', 'users', 'to choose'],
    ask: async (connection) =>
      (
        await collect(
          paginateListUsers({ client: connection.client(IAMClient) }, { MaxItems: 1000 }),
          (page) => page.Users,
        )
      ).map(({ UserName = '' }) => ({ kind: 'user', name: UserName })),
  });
  const groups = useAwsQuery<readonly Entity[]>({
    key: ['iam', 'groups', 'to choose'],
    ask: async (connection) =>
      (
        await collect(
          paginateListGroups({ client: connection.client(IAMClient) }, { MaxItems: 1000 }),
          (page) => page.Groups,
        )
      ).map(({ GroupName = '' }) => ({ kind: 'group', name: GroupName })),
  });
  const roles = useAwsQuery<readonly Entity[]>({
    key: ['iam', 'roles', 'to choose'],
    ask: async (connection) =>
      (
        await collect(
          paginateListRoles({ client: connection.client(IAMClient) }, { MaxItems: 1000 }),
          (page) => page.Roles,
        )
      ).map(({ RoleName = '' }) => ({ kind: 'role', name: RoleName })),
  });
  return [users, groups, roles] as const;
}

function columnsOf(texts: (typeof TEXTS)['en'], kinds: (typeof ENTITY_TEXTS)['en']): Column<Entity>[] {
  return [
    {
      id: 'name',
      header: texts.name,
      text: ({ name }) => name,
      cell: ({ name }) => <span className="utsuwa-breakable">{name}</span>,
    },
    { id: 'kind', header: texts.kind, text: ({ kind }) => kinds[kind] },
  ];
}

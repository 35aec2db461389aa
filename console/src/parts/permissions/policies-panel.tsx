import { IAMClient } from '@aws-sdk/client-iam';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { ErrorAlert } from '../error-alert.tsx';
import { PageLink } from '../page-link.tsx';
import { paths } from '../paths.ts';
import { ResourceTable } from '../resource-table.tsx';
import type { Column } from '../table/column.tsx';
import { AttachPolicies } from './attach-policies.tsx';
import { InlinePolicy } from './inline-policy.tsx';
import { kindOfPolicy, POLICY_KIND_TEXTS } from './policy-kind.ts';
import type { PolicyOwner } from './policy-owner.ts';
import { RemovePolicies, type OwnedPolicy } from './remove-policies.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Permissions policies',
    name: 'Policy name',
    kind: 'Type',
    remove: 'Remove',
    add: 'Add permissions',
    attach: 'Attach policies',
    create: 'Create inline policy',
    noOther: 'No further policies.',
    empty: 'No policies: nothing is allowed here. Attach one, or write an inline policy.',
  },
  ja: {
    title: '許可ポリシー',
    name: 'ポリシー名',
    kind: 'タイプ',
    remove: '削除',
    add: 'アクセス許可を追加',
    attach: 'ポリシーをアタッチ',
    create: 'インラインポリシーを作成',
    noOther: 'ほかにポリシーはありません。',
    empty:
      'ポリシーがないため、何も許可されていません。ポリシーをアタッチするか、インラインポリシーを作成してください。',
  },
});

interface PoliciesPanelProps {
  readonly owner: PolicyOwner;
  readonly ownerName: string;
}

/** A user's, group's or role's own policies: attached and inline, to add, edit and remove. What is refused of the two stands in its place. */
export function PoliciesPanel({ owner, ownerName }: PoliciesPanelProps) {
  const texts = useTexts(TEXTS);
  const kinds = useTexts(POLICY_KIND_TEXTS);
  const [selected, setSelected] = useState<readonly OwnedPolicy[]>([]);
  const [open, setOpen] = useState<
    { readonly kind: 'attach' | 'remove' } | { readonly kind: 'inline'; readonly name?: string | undefined }
  >();
  const attached = useAwsQuery<readonly OwnedPolicy[]>({
    key: [...owner.key, 'attached'],
    ask: async (connection) =>
      (await owner.listAttached(connection.client(IAMClient))).map(({ PolicyName = '', PolicyArn = '' }) => ({
        name: PolicyName,
        arn: PolicyArn,
      })),
  });
  const inline = useAwsQuery<readonly OwnedPolicy[]>({
    key: [...owner.key, 'inline'],
    ask: async (connection) =>
      (await owner.listInline(connection.client(IAMClient))).map((name) => ({ name })),
  });
  const [main, other] = attached.isError && !inline.isError ? [inline, attached] : [attached, inline];
  const both = main.data === undefined ? undefined : [...main.data, ...(other.data ?? [])];
  const close = () => setOpen(undefined);
  return (
    <>
      <ResourceTable<OwnedPolicy>
        title={texts.title}
        inAddress="policies"
        notes={
          other.isError ? <ErrorAlert error={other.error} onRetry={() => void other.refetch()} /> : undefined
        }
        query={{ ...main, data: both } as typeof main}
        columns={columnsOf(texts, kinds, (name) => setOpen({ kind: 'inline', name }))}
        idOf={idOf}
        empty={other.isError ? texts.noOther : texts.empty}
        selection={{ type: 'multi', selected, onSelect: setSelected }}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={selected.length === 0} onClick={() => setOpen({ kind: 'remove' })}>
              {texts.remove}
            </Button>
            <ButtonDropdown
              items={[
                { id: 'attach', text: texts.attach },
                { id: 'inline', text: texts.create },
              ]}
              onItemClick={({ detail }) =>
                setOpen(detail.id === 'attach' ? { kind: 'attach' } : { kind: 'inline' })
              }
            >
              {texts.add}
            </ButtonDropdown>
          </SpaceBetween>
        }
      />
      {open?.kind === 'attach' ? (
        <AttachPolicies
          owner={owner}
          ownerName={ownerName}
          attached={(attached.data ?? []).map(({ arn }) => arn ?? '')}
          onClose={close}
        />
      ) : null}
      {open?.kind === 'inline' ? (
        <InlinePolicy
          key={open.name ?? 'a new one'}
          owner={owner}
          ownerName={ownerName}
          name={open.name}
          onClose={close}
        />
      ) : null}
      {open?.kind === 'remove' ? (
        <RemovePolicies
          owner={owner}
          ownerName={ownerName}
          policies={selected}
          onRemoved={() => setSelected([])}
          onClose={close}
        />
      ) : null}
    </>
  );
}

function idOf({ name, arn }: OwnedPolicy): string {
  return arn ?? name;
}

function columnsOf(
  texts: { readonly name: string; readonly kind: string },
  kinds: Readonly<Record<ReturnType<typeof kindOfPolicy> | 'inline', string>>,
  onOpen: (inline: string) => void,
): Column<OwnedPolicy>[] {
  return [
    {
      id: 'name',
      header: texts.name,
      text: ({ name }) => name,
      cell: ({ name, arn }) => (
        <span className="utsuwa-breakable">
          {arn === undefined ? (
            <Link onFollow={() => onOpen(name)}>{name}</Link>
          ) : (
            <PageLink to={paths.policy(arn)}>{name}</PageLink>
          )}
        </span>
      ),
    },
    {
      id: 'kind',
      header: texts.kind,
      text: ({ arn }) => kinds[arn === undefined ? 'inline' : kindOfPolicy(arn)],
    },
  ];
}

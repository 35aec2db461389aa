import type { Change, ResourceChange } from '@aws-sdk/client-cloudformation';
import Badge, { type BadgeProps } from '@cloudscape-design/components/badge';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { answered } from '../../../parts/answered.ts';
import { ResourceTable } from '../../../parts/resource-table.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Changes',
    action: 'Action',
    id: 'Logical ID',
    physical: 'Physical ID',
    type: 'Resource type',
    replacement: 'Replacement',
    why: 'Changed',
    none: 'No changes.',
  },
  ja: {
    title: '変更',
    action: 'アクション',
    id: '論理 ID',
    physical: '物理 ID',
    type: 'リソースタイプ',
    replacement: '置換',
    why: '変更箇所',
    none: '変更がありません。',
  },
});

const COLORS: Readonly<Record<string, BadgeProps['color']>> = {
  Add: 'green',
  Modify: 'blue',
  Remove: 'red',
};

/** What an update would do to each resource. */
export function ChangesTable({ changes }: { readonly changes: readonly Change[] }) {
  const texts = useTexts(TEXTS);
  const resources = changes.flatMap(({ ResourceChange: change }) => (change === undefined ? [] : [change]));
  return (
    <ResourceTable<ResourceChange>
      title={texts.title}
      inAddress="changes"
      query={answered(resources)}
      idOf={({ LogicalResourceId, Action }) => `${Action} ${LogicalResourceId}`}
      columns={[
        {
          id: 'action',
          header: texts.action,
          text: ({ Action }) => Action,
          cell: ({ Action = '' }) => <Badge color={COLORS[Action] ?? 'grey'}>{Action}</Badge>,
        },
        { id: 'id', header: texts.id, text: ({ LogicalResourceId }) => LogicalResourceId },
        {
          id: 'physical',
          header: texts.physical,
          text: ({ PhysicalResourceId }) => PhysicalResourceId,
          cell: ({ PhysicalResourceId }) => (
            <span className="utsuwa-breakable">{PhysicalResourceId ?? '-'}</span>
          ),
        },
        { id: 'type', header: texts.type, text: ({ ResourceType }) => ResourceType },
        { id: 'replacement', header: texts.replacement, text: ({ Replacement }) => Replacement },
        { id: 'why', header: texts.why, text: whatChanges },
      ]}
      empty={texts.none}
    />
  );
}

function whatChanges({ Scope = [], Details = [] }: ResourceChange): string {
  const names = Details.flatMap(({ Target }) => (Target?.Name === undefined ? [] : [Target.Name]));
  return [...new Set(names.length === 0 ? Scope : names)].join(', ') || '-';
}

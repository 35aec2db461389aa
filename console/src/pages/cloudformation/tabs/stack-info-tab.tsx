import type { Stack } from '@aws-sdk/client-cloudformation';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { answered } from '../../../parts/answered.ts';
import { CopyText } from '../../../parts/copy-text.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { readTags, type Tag } from '../../../parts/tag.ts';
import { Time } from '../../../parts/time.tsx';
import { StackStatus } from '../stack-status.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Overview',
    id: 'Stack ID',
    description: 'Description',
    status: 'Status',
    created: 'Created time',
    updated: 'Updated time',
    deleted: 'Deleted time',
    role: 'IAM role',
    own: 'The rights of whoever asks',
    protection: 'Termination protection',
    on: 'Activated',
    off: 'Deactivated',
    rollback: 'Rollback on failure',
    enabled: 'Enabled',
    disabled: 'Disabled',
    parent: 'Parent stack',
    tags: 'Tags',
    key: 'Key',
    value: 'Value',
    noTags: 'No tags. They are set when the stack is created or updated.',
  },
  ja: {
    title: '概要',
    id: 'スタック ID',
    description: '説明',
    status: 'ステータス',
    created: '作成日時',
    updated: '更新日時',
    deleted: '削除日時',
    role: 'IAM ロール',
    own: '操作する人のアクセス許可を使用',
    protection: '終了保護',
    on: '有効',
    off: '無効',
    rollback: '失敗時のロールバック',
    enabled: '有効',
    disabled: '無効',
    parent: '親スタック',
    tags: 'タグ',
    key: 'キー',
    value: '値',
    noTags: 'タグがありません。タグはスタックの作成時または更新時に設定します。',
  },
});

/** What a stack is. */
export function StackInfoTab({ stack }: { readonly stack: Stack }) {
  const texts = useTexts(TEXTS);
  const role = stack.RoleARN?.split('/').at(-1);
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.title}</Header>}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: texts.id, value: <CopyText text={stack.StackId ?? ''} /> },
            { label: texts.description, value: stack.Description ?? '-' },
            { label: texts.status, value: <StackStatus status={stack.StackStatus} /> },
            { label: texts.created, value: <Time at={stack.CreationTime} /> },
            { label: texts.updated, value: <Time at={stack.LastUpdatedTime} /> },
            { label: texts.deleted, value: <Time at={stack.DeletionTime} /> },
            {
              label: texts.role,
              value:
                role === undefined ? texts.own : <PageLink to={paths.role(role)}>{stack.RoleARN}</PageLink>,
            },
            {
              label: texts.protection,
              value: stack.EnableTerminationProtection === true ? texts.on : texts.off,
            },
            { label: texts.rollback, value: stack.DisableRollback === true ? texts.disabled : texts.enabled },
            ...(stack.ParentId === undefined
              ? []
              : [
                  {
                    label: texts.parent,
                    value: (
                      <PageLink to={paths.stack(stack.ParentId)}>{stack.ParentId.split('/')[1]}</PageLink>
                    ),
                  },
                ]),
          ]}
        />
      </Container>
      <ResourceTable<Tag>
        title={texts.tags}
        inAddress="tags"
        query={answered(readTags(stack.Tags))}
        idOf={({ Key }) => Key}
        columns={[
          { id: 'key', header: texts.key, text: ({ Key }) => Key },
          { id: 'value', header: texts.value, text: ({ Value }) => Value },
        ]}
        empty={texts.noTags}
      />
    </SpaceBetween>
  );
}

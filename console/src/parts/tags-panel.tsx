import Button from '@cloudscape-design/components/button';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { Connection } from '../aws/connection.ts';
import { defineTexts, useTexts } from '../language/language.tsx';
import { ManageTags } from './manage-tags.tsx';
import { ResourceTable } from './resource-table.tsx';
import type { Column } from './table/column.tsx';
import type { Tag, TagsChange } from './tag.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Tags',
    key: 'Key',
    value: 'Value',
    manage: 'Manage tags',
    empty: 'No tags. A tag is a key with a value, by which resources are found and policies decide.',
  },
  ja: {
    title: 'タグ',
    key: 'キー',
    value: '値',
    manage: 'タグを管理',
    empty: 'タグがありません。タグはキーと値の組で、リソースの検索やポリシーの条件に使えます。',
  },
});

interface TagsPanelProps {
  readonly query: UseQueryResult<readonly Tag[]>;
  /** Sets and takes away, by the service's own operations. */
  readonly change: (connection: Connection, change: TagsChange) => Promise<void>;
  /** Beginnings of the keys of what is no longer true after it, as `useAwsChange` takes them. */
  readonly makesOld: readonly (readonly string[])[];
}

/** A resource's tags: read, and changed at once as AWS's consoles do. */
export function TagsPanel({ query, change, makesOld }: TagsPanelProps) {
  const texts = useTexts(TEXTS);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <ResourceTable<Tag>
        title={texts.title}
        inAddress="tags"
        query={query}
        idOf={({ Key }) => Key}
        columns={columnsOf(texts.key, texts.value)}
        empty={texts.empty}
        actions={
          <Button disabled={query.data === undefined} onClick={() => setIsOpen(true)}>
            {texts.manage}
          </Button>
        }
      />
      {isOpen && query.data !== undefined ? (
        <ManageTags tags={query.data} change={change} makesOld={makesOld} onClose={() => setIsOpen(false)} />
      ) : null}
    </>
  );
}

function columnsOf(key: string, value: string): Column<Tag>[] {
  return [
    { id: 'key', header: key, text: ({ Key }) => Key, cell: ({ Key }) => breakable(Key) },
    { id: 'value', header: value, text: ({ Value }) => Value, cell: ({ Value }) => breakable(Value) },
  ];
}

function breakable(text: string) {
  return <span className="utsuwa-breakable">{text === '' ? '-' : text}</span>;
}

import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { readAwsError } from '../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { Page } from '../../parts/page.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { useNarrow } from '../../parts/use-narrow.ts';
import { useAwsQuery } from '../../session/use-aws.ts';
import { findResources, type Found, type Search } from './find-resources.ts';
import type { FoundResource } from './found-resource.ts';
import { ManageSelectedTags } from './manage-selected-tags.tsx';
import { resourceColumns } from './resource-columns.tsx';
import { resourcesCsv } from './resources-csv.ts';
import { SearchForm } from './search-form.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Tag Editor',
    description: 'Finds resources by Region, type and tags, and changes the tags of many at once.',
    results: 'Resources',
    name: 'Name and ARN',
    type: 'Type',
    region: 'Region',
    tags: 'Tags',
    notInAws: 'AWS’s Tag Editor does not show these',
    manage: (count: number) =>
      count === 0 ? 'Manage tags of selected resources' : `Manage tags of ${count}`,
    csv: 'Export to CSV',
    empty: 'Nothing was found. Choose other types or tags.',
  },
  ja: {
    title: 'タグエディタ',
    description: 'リージョン、タイプ、タグでリソースを検索し、多くのリソースのタグをまとめて編集します。',
    results: 'リソース',
    name: '名前と ARN',
    type: 'タイプ',
    region: 'リージョン',
    tags: 'タグ',
    notInAws: 'AWS のタグエディタには表示されません',
    manage: (count: number) =>
      count === 0 ? '選択したリソースのタグを管理する' : `${count} 件のタグを管理する`,
    csv: 'CSV にエクスポート',
    empty: '見つかりませんでした。タイプまたはタグを変えて検索してください。',
  },
});

/** Tags of many resources at once, roles among them, which AWS's own Tag Editor leaves out. */
export default function TagEditorPage() {
  const texts = useTexts(TEXTS);
  const isNarrow = useNarrow();
  const [search, setSearch] = useState<Search>();
  const [selected, setSelected] = useState<readonly FoundResource[]>([]);
  const [isEditing, setIsEditing] = useState(false);
  const found = useAwsQuery<Found>({
    key: ['tag editor', JSON.stringify(search ?? {})],
    enabled: search !== undefined,
    ask: (connection) => findResources(connection, search ?? { regions: [], types: [], tags: [] }),
  });
  const resources = found.data?.resources;
  const chosen = (resources ?? []).filter(({ arn }) => selected.some((other) => other.arn === arn));
  return (
    <Page title={texts.title} description={texts.description}>
      <SearchForm
        isBusy={found.isFetching}
        onSearch={(next) => {
          if (JSON.stringify(next) === JSON.stringify(search)) void found.refetch();
          setSearch(next);
          setSelected([]);
        }}
      />
      {found.data?.refusals.map((error) => (
        <ErrorAlert
          key={readAwsError(error).requestId ?? String(error)}
          error={error}
          onRetry={() => void found.refetch()}
        />
      ))}
      {search === undefined ? null : (
        <ResourceTable<FoundResource>
          title={texts.results}
          query={{ ...found, data: resources } as UseQueryResult<readonly FoundResource[]>}
          idOf={({ arn }) => arn}
          columns={resourceColumns(texts, isNarrow)}
          empty={texts.empty}
          selection={{ type: 'multi', selected: chosen, onSelect: setSelected }}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                disabled={resources === undefined || resources.length === 0}
                onClick={() =>
                  saveFile('resources.csv', 'text/csv;charset=utf-8', resourcesCsv(resources ?? []))
                }
              >
                {texts.csv}
              </Button>
              <Button variant="primary" disabled={chosen.length === 0} onClick={() => setIsEditing(true)}>
                {texts.manage(chosen.length)}
              </Button>
            </SpaceBetween>
          }
        />
      )}
      {isEditing && chosen.length > 0 ? (
        <ManageSelectedTags resources={chosen} onClose={() => setIsEditing(false)} />
      ) : null}
    </Page>
  );
}

import Box from '@cloudscape-design/components/box';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import Icon from '@cloudscape-design/components/icon';
import Pagination from '@cloudscape-design/components/pagination';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import Toggle from '@cloudscape-design/components/toggle';
import { useState, type ReactNode } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { formatBytes } from '../../../parts/bytes.ts';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';
import { StaleNote } from '../../../parts/stale-note.tsx';
import { Time } from '../../../parts/time.tsx';
import type { Entry } from './list-objects.ts';
import type { FolderView } from './use-folder.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Objects',
    find: 'Find objects by prefix',
    versions: 'Show versions',
    loading: 'Loading',
    none: 'No objects. Upload files to put them here.',
    noMatch: 'Nothing begins so',
    name: 'Name',
    type: 'Type',
    version: 'Version ID',
    modified: 'Last modified',
    size: 'Size',
    storageClass: 'Storage class',
    folder: 'Folder',
    marker: 'Delete marker',
    all: 'Select all',
    item: (name: string) => `Select ${name}`,
    pages: { previous: 'Previous page', next: 'Next page', page: (n: number) => `Page ${n}` },
  },
  ja: {
    title: 'オブジェクト',
    find: 'プレフィックスでオブジェクトを検索',
    versions: 'バージョンの表示',
    loading: '読み込み中',
    none: 'オブジェクトがありません。ファイルをアップロードしてください。',
    noMatch: '一致するものはありません',
    name: '名前',
    type: 'タイプ',
    version: 'バージョン ID',
    modified: '最終更新日時',
    size: 'サイズ',
    storageClass: 'ストレージクラス',
    folder: 'フォルダ',
    marker: '削除マーカー',
    all: 'すべて選択',
    item: (name: string) => `${name} を選択`,
    pages: { previous: '前のページ', next: '次のページ', page: (n: number) => `${n} ページ` },
  },
});

interface ObjectsTableProps {
  readonly bucket: string;
  readonly prefix: string;
  readonly folder: FolderView;
  readonly find: string;
  readonly onFind: (find: string) => void;
  readonly withVersions: boolean;
  readonly onVersions: (withVersions: boolean) => void;
  readonly selected: readonly Entry[];
  readonly onSelect: (entries: readonly Entry[]) => void;
  readonly actions: ReactNode;
}

/** A page of a folder; searched by S3 itself, by how names begin. */
export function ObjectsTable(props: ObjectsTableProps) {
  const { bucket, prefix, folder, find, onFind, withVersions, onVersions, selected, onSelect, actions } =
    props;
  const texts = useTexts(TEXTS);
  const [typed, setTyped] = useState(find);
  const { query } = folder;
  // The object that stands for the folder itself is no content of it.
  const entries = (query.data?.entries ?? []).filter(({ key, kind }) => kind === 'folder' || key !== prefix);
  const nameOf = ({ key }: Entry) => key.slice(prefix.length);
  const typeOf = ({ kind, key }: Entry) =>
    kind === 'folder'
      ? texts.folder
      : kind === 'delete marker'
        ? texts.marker
        : (/\.([^./]{1,12})$/.exec(key)?.[1] ?? '-');
  const columns: TableProps.ColumnDefinition<Entry>[] = [
    {
      id: 'name',
      header: texts.name,
      isRowHeader: true,
      minWidth: 220,
      cell: (entry) => <EntryName bucket={bucket} entry={entry} name={nameOf(entry)} />,
    },
    { id: 'type', header: texts.type, cell: typeOf },
    ...(withVersions
      ? [
          {
            id: 'version',
            header: texts.version,
            minWidth: 140,
            cell: (entry: Entry) => entry.versionId ?? '-',
          },
        ]
      : []),
    { id: 'modified', header: texts.modified, minWidth: 130, cell: ({ modified }) => <Time at={modified} /> },
    { id: 'size', header: texts.size, cell: ({ size }) => (size === undefined ? '-' : formatBytes(size)) },
    { id: 'class', header: texts.storageClass, cell: ({ storageClass }) => storageClass ?? '-' },
  ];
  const refused = <ErrorAlert error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div>
      <Table<Entry>
        wrapLines
        items={entries}
        trackBy={({ kind, key, versionId }) => `${kind} ${versionId ?? ''} ${key}`}
        loading={query.isPending}
        loadingText={texts.loading}
        columnDefinitions={columns}
        selectionType="multi"
        selectedItems={[...selected]}
        onSelectionChange={({ detail }) => onSelect(detail.selectedItems)}
        ariaLabels={{
          selectionGroupLabel: texts.title,
          allItemsSelectionLabel: () => texts.all,
          itemSelectionLabel: (_, entry) => texts.item(nameOf(entry)),
        }}
        empty={
          query.isError ? (
            refused
          ) : (
            <Box padding={{ vertical: 's' }}>{find === '' ? texts.none : texts.noMatch}</Box>
          )
        }
        header={
          <Header
            variant="h2"
            counter={
              query.data === undefined
                ? ''
                : `(${entries.length}${folder.pages > 1 || folder.hasMore ? '+' : ''})`
            }
            actions={actions}
          >
            {texts.title}
          </Header>
        }
        filter={
          <Grid gridDefinition={[{ colspan: { default: 12, xs: 8 } }, { colspan: { default: 12, xs: 4 } }]}>
            <TextFilter
              filteringText={typed}
              filteringPlaceholder={texts.find}
              filteringAriaLabel={texts.find}
              onDelayedChange={({ detail }) => onFind(detail.filteringText)}
              onChange={({ detail }) => setTyped(detail.filteringText)}
            />
            <Toggle checked={withVersions} onChange={({ detail }) => onVersions(detail.checked)}>
              {texts.versions}
            </Toggle>
          </Grid>
        }
        pagination={
          <Pagination
            currentPageIndex={folder.page}
            pagesCount={folder.hasMore ? folder.pages + 1 : folder.pages}
            openEnd={folder.hasMore}
            ariaLabels={{
              previousPageLabel: texts.pages.previous,
              nextPageLabel: texts.pages.next,
              pageLabel: texts.pages.page,
            }}
            onChange={({ detail }) => folder.goTo(detail.currentPageIndex)}
          />
        }
      />
      {query.isError && query.data !== undefined ? <StaleNote>{refused}</StaleNote> : null}
    </div>
  );
}

interface EntryNameProps {
  readonly bucket: string;
  readonly entry: Entry;
  readonly name: string;
}

function EntryName({ bucket, entry: { kind, key, versionId, isLatest }, name }: EntryNameProps) {
  return (
    <Box padding={{ left: isLatest === false ? 'l' : 'n' }}>
      <span className="utsuwa-breakable">
        <Icon name={kind === 'folder' ? 'folder' : kind === 'object' ? 'file' : 'status-negative'} />{' '}
        {kind === 'delete marker' ? (
          name
        ) : (
          <PageLink to={kind === 'folder' ? paths.bucket(bucket, key) : paths.object(bucket, key, versionId)}>
            {name}
          </PageLink>
        )}
      </span>
    </Box>
  );
}

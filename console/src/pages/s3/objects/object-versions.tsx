import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import Badge from '@cloudscape-design/components/badge';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { formatBytes } from '../../../parts/bytes.ts';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { useBucketQuery } from '../use-bucket.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Versions',
    version: 'Version ID',
    type: 'Type',
    modified: 'Last modified',
    size: 'Size',
    current: 'Current version',
    object: 'Object',
    marker: 'Delete marker',
    none: 'No versions.',
  },
  ja: {
    title: 'バージョン',
    version: 'バージョン ID',
    type: 'タイプ',
    modified: '最終更新日時',
    size: 'サイズ',
    current: '現在のバージョン',
    object: 'オブジェクト',
    marker: '削除マーカー',
    none: 'バージョンがありません。',
  },
});

interface Version {
  readonly id: string;
  readonly isMarker: boolean;
  readonly isLatest: boolean;
  readonly modified: Date | undefined;
  /** bytes */
  readonly size: number | undefined;
}

interface ObjectVersionsProps {
  readonly bucket: string;
  readonly objectKey: string;
}

/** The versions of one object, newest first, delete markers too. */
export function ObjectVersions({ bucket, objectKey }: ObjectVersionsProps) {
  const texts = useTexts(TEXTS);
  const versions = useBucketQuery(bucket, ['objects', 'versions of', objectKey], async (client) => {
    // Keys that begin so too come after it.
    const { Versions = [], DeleteMarkers = [] } = await client.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: objectKey }),
    );
    const objects = Versions.map((version) => ({ ...version, isMarker: false }));
    const markers = DeleteMarkers.map((marker) => ({ ...marker, Size: undefined, isMarker: true }));
    return [...objects, ...markers]
      .filter(({ Key }) => Key === objectKey)
      .map(({ VersionId = '', IsLatest, LastModified, Size, isMarker }): Version => ({
        id: VersionId,
        isMarker,
        isLatest: IsLatest === true,
        modified: LastModified,
        size: Size,
      }))
      .sort((a, b) =>
        a.isLatest === b.isLatest
          ? (b.modified?.getTime() ?? 0) - (a.modified?.getTime() ?? 0)
          : Number(b.isLatest) - Number(a.isLatest),
      );
  });
  return (
    <ResourceTable<Version>
      title={texts.title}
      inAddress="versions"
      query={versions}
      idOf={({ id, isMarker }) => `${id} ${isMarker}`}
      columns={[
        {
          id: 'version',
          header: texts.version,
          text: ({ id }) => id,
          cell: ({ id, isMarker, isLatest }) => (
            <span className="utsuwa-breakable">
              {isMarker ? id : <PageLink to={paths.object(bucket, objectKey, id)}>{id}</PageLink>}{' '}
              {isLatest ? <Badge color="blue">{texts.current}</Badge> : null}
            </span>
          ),
        },
        {
          id: 'type',
          header: texts.type,
          text: ({ isMarker }) => (isMarker ? texts.marker : texts.object),
        },
        {
          id: 'modified',
          header: texts.modified,
          text: ({ modified }) => modified?.toISOString(),
          cell: ({ modified }) => <Time at={modified} />,
        },
        {
          id: 'size',
          header: texts.size,
          text: ({ size }) => size,
          cell: ({ size }) => (size === undefined ? '-' : formatBytes(size)),
        },
      ]}
      empty={texts.none}
    />
  );
}

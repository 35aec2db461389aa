import { HeadBucketCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { useParams, useSearchParams } from 'react-router';
import { isMissing } from '../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { EntityPage } from '../../parts/entity-page.tsx';
import type { Crumb } from '../../parts/page.tsx';
import { paths } from '../../parts/paths.ts';
import { ObjectsTab } from './objects/objects-tab.tsx';
import { PermissionsTab } from './permissions/permissions-tab.tsx';
import { PropertiesTab } from './properties/properties-tab.tsx';
import { useBucketQuery } from './use-bucket.ts';

const TEXTS = defineTexts({
  en: {
    buckets: 'Buckets',
    objects: 'Objects',
    properties: 'Properties',
    permissions: 'Permissions',
  },
  ja: {
    buckets: 'バケット',
    objects: 'オブジェクト',
    properties: 'プロパティ',
    permissions: 'アクセス許可',
  },
});

/** A bucket: its objects as folders, its properties, who may do what with it. */
export default function BucketPage() {
  const texts = useTexts(TEXTS);
  const { bucket = '' } = useParams();
  const [search] = useSearchParams();
  const prefix = search.get('prefix') ?? '';
  const query = useBucketQuery(bucket, ['existence'], async (client) => {
    try {
      await client.send(new HeadBucketCommand({ Bucket: bucket }));
    } catch (error) {
      // Whoever may not ask this may do other things with it.
      if (!isMissing(error)) return true;
      // An answer to HEAD has no words; S3's own for the same come with this.
      await client.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 }));
    }
    return true;
  });
  return (
    <EntityPage
      query={query}
      title={folderName(prefix) ?? bucket}
      crumbs={[
        { text: texts.buckets, to: paths.buckets() },
        ...(prefix === '' ? [] : crumbsTo(bucket, prefix)),
      ]}
      description={<CopyText text={prefix === '' ? `arn:aws:s3:::${bucket}` : `s3://${bucket}/${prefix}`} />}
      tabs={
        prefix === ''
          ? [
              {
                id: 'objects',
                label: texts.objects,
                content: <ObjectsTab key={bucket} bucket={bucket} prefix="" />,
              },
              { id: 'properties', label: texts.properties, content: <PropertiesTab bucket={bucket} /> },
              { id: 'permissions', label: texts.permissions, content: <PermissionsTab bucket={bucket} /> },
            ]
          : undefined
      }
    >
      {prefix === '' || query.data === undefined ? null : (
        <ObjectsTab key={`${bucket}/${prefix}`} bucket={bucket} prefix={prefix} />
      )}
    </EntityPage>
  );
}

/** `photos/2026/` is called `2026/`. */
function folderName(prefix: string): string | undefined {
  return /[^/]*\/$/.exec(prefix)?.[0];
}

function crumbsTo(bucket: string, prefix: string): Crumb[] {
  const ends = [...prefix.matchAll(/\//g)].map(({ index }) => index + 1);
  const folders = ['', ...ends.map((end) => prefix.slice(0, end))].slice(0, -1);
  return folders.map((folder) => ({ text: folderName(folder) ?? bucket, to: paths.bucket(bucket, folder) }));
}

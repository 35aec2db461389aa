import { useParams, useSearchParams } from 'react-router';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { AddressedTabs } from '../../parts/address/addressed-tabs.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { Page, type Crumb } from '../../parts/page.tsx';
import { paths } from '../../parts/paths.ts';
import { ObjectsTab } from './objects/objects-tab.tsx';
import { PermissionsTab } from './permissions/permissions-tab.tsx';
import { PropertiesTab } from './properties/properties-tab.tsx';

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
  return (
    <Page
      title={folderName(prefix) ?? bucket}
      crumbs={[
        { text: texts.buckets, to: paths.buckets() },
        ...(prefix === '' ? [] : crumbsTo(bucket, prefix)),
      ]}
      description={<CopyText text={prefix === '' ? `arn:aws:s3:::${bucket}` : `s3://${bucket}/${prefix}`} />}
    >
      {prefix === '' ? (
        <AddressedTabs
          tabs={[
            {
              id: 'objects',
              label: texts.objects,
              content: <ObjectsTab key={bucket} bucket={bucket} prefix="" />,
            },
            { id: 'properties', label: texts.properties, content: <PropertiesTab bucket={bucket} /> },
            { id: 'permissions', label: texts.permissions, content: <PermissionsTab bucket={bucket} /> },
          ]}
        />
      ) : (
        <ObjectsTab key={`${bucket}/${prefix}`} bucket={bucket} prefix={prefix} />
      )}
    </Page>
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

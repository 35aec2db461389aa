import { HeadObjectCommand } from '@aws-sdk/client-s3';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { AddressedTabs } from '../../../parts/address/addressed-tabs.tsx';
import { CopyText } from '../../../parts/copy-text.tsx';
import { Page } from '../../../parts/page.tsx';
import { paths } from '../../../parts/paths.ts';
import { useBucketQuery } from '../use-bucket.ts';
import { DeleteObjectsModal } from './delete-objects-modal.tsx';
import { ObjectProperties } from './object-properties.tsx';
import { ObjectTags } from './object-tags.tsx';
import { ObjectVersions } from './object-versions.tsx';
import { useDownload } from './use-download.tsx';

const TEXTS = defineTexts({
  en: {
    buckets: 'Buckets',
    download: 'Download',
    remove: 'Delete',
    properties: 'Properties',
    versions: 'Versions',
    tags: 'Tags',
  },
  ja: {
    buckets: 'バケット',
    download: 'ダウンロード',
    remove: '削除',
    properties: 'プロパティ',
    versions: 'バージョン',
    tags: 'タグ',
  },
});

/** An object, or one version of it: what S3 knows of it, a look into it, its versions and tags. */
export default function ObjectPage() {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const { bucket = '' } = useParams();
  const [search] = useSearchParams();
  const key = search.get('key') ?? '';
  const versionId = search.get('versionId') ?? undefined;
  const [isDeleting, setIsDeleting] = useState(false);
  const download = useDownload(bucket);
  const place = { bucket, key, versionId };
  const head = useBucketQuery(bucket, ['objects', 'head', key, versionId ?? ''], (client) =>
    client.send(
      new HeadObjectCommand({
        Bucket: bucket,
        Key: key,
        ...(versionId === undefined ? {} : { VersionId: versionId }),
      }),
    ),
  );
  const folder = key.slice(0, key.lastIndexOf('/') + 1);
  return (
    <Page
      title={key.slice(folder.length) || key}
      crumbs={[
        { text: texts.buckets, to: paths.buckets() },
        { text: bucket, to: paths.bucket(bucket) },
        ...(folder === '' ? [] : [{ text: folder, to: paths.bucket(bucket, folder) }]),
      ]}
      description={<CopyText text={`s3://${bucket}/${key}`} />}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            loading={download.isPending}
            disabled={key === ''}
            onClick={() => download.start({ key, versionId, size: head.data?.ContentLength })}
          >
            {texts.download}
          </Button>
          <Button disabled={key === ''} onClick={() => setIsDeleting(true)}>
            {texts.remove}
          </Button>
        </SpaceBetween>
      }
    >
      <AddressedTabs
        tabs={[
          {
            id: 'properties',
            label: texts.properties,
            content: <ObjectProperties place={place} head={head} />,
          },
          {
            id: 'versions',
            label: texts.versions,
            content: <ObjectVersions bucket={bucket} objectKey={key} />,
          },
          { id: 'tags', label: texts.tags, content: <ObjectTags place={place} /> },
        ]}
      />
      {isDeleting ? (
        <DeleteObjectsModal
          bucket={bucket}
          entries={[{ kind: 'object', key, versionId }]}
          withVersions={versionId !== undefined}
          onClose={() => setIsDeleting(false)}
          onDeleted={() => void navigate(paths.bucket(bucket, folder))}
        />
      ) : null}
    </Page>
  );
}

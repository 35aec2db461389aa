import { paginateListBuckets, S3Client, type Bucket } from '@aws-sdk/client-s3';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { collect } from '../../../aws/collect.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';
import { ListPage } from '../../../parts/list-page.tsx';
import { Time } from '../../../parts/time.tsx';
import { useAwsQuery } from '../../../session/use-aws.ts';
import { DeleteBucketModal } from './delete-bucket-modal.tsx';
import { EmptyBucketModal } from './empty-bucket-modal.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Buckets',
    description: 'Buckets of every region. A bucket’s name is nobody else’s, in any account.',
    name: 'Name',
    region: 'AWS Region',
    created: 'Creation date',
    create: 'Create bucket',
    remove: 'Delete',
    empty: 'Empty',
    none: 'No buckets. A bucket holds objects: create one to upload files.',
  },
  ja: {
    title: 'バケット',
    description: 'すべてのリージョンのバケットです。バケット名は、すべてのアカウントを通して一意です。',
    name: '名前',
    region: 'AWS リージョン',
    created: '作成日',
    create: 'バケットを作成',
    remove: '削除',
    empty: '空にする',
    none: 'バケットがありません。バケットを作成すると、ファイルをアップロードできます。',
  },
});

/** The account's buckets. */
export default function BucketsPage() {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const [asked, setAsked] = useState<{ readonly what: 'delete' | 'empty'; readonly bucket: string }>();
  const buckets = useAwsQuery({
    key: ['s3', 'buckets'],
    ask: (connection) =>
      collect(
        paginateListBuckets({ client: connection.client(S3Client), pageSize: 1000 }, {}),
        ({ Buckets }) => Buckets,
      ),
  });
  return (
    <ListPage<Bucket>
      title={texts.title}
      description={texts.description}
      query={buckets}
      idOf={({ Name }) => Name ?? ''}
      columns={[
        {
          id: 'name',
          header: texts.name,
          text: ({ Name }) => Name,
          cell: ({ Name = '' }) => <PageLink to={paths.bucket(Name)}>{Name}</PageLink>,
        },
        { id: 'region', header: texts.region, text: ({ BucketRegion }) => BucketRegion },
        {
          id: 'created',
          header: texts.created,
          text: ({ CreationDate }) => CreationDate?.toISOString(),
          cell: ({ CreationDate }) => <Time at={CreationDate} />,
        },
      ]}
      empty={
        <SpaceBetween size="s">
          <span>{texts.none}</span>
          <Button onClick={() => void navigate(paths.createBucket())}>{texts.create}</Button>
        </SpaceBetween>
      }
      actions={([chosen]) =>
        (['empty', 'delete'] as const).map((what) => (
          <Button
            key={what}
            disabled={chosen === undefined}
            onClick={() => setAsked({ what, bucket: chosen?.Name ?? '' })}
          >
            {what === 'empty' ? texts.empty : texts.remove}
          </Button>
        ))
      }
      create={{ text: texts.create, to: paths.createBucket() }}
    >
      {asked?.what === 'delete' ? (
        <DeleteBucketModal
          bucket={asked.bucket}
          onEmpty={() => setAsked({ ...asked, what: 'empty' })}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
      {asked?.what === 'empty' ? (
        <EmptyBucketModal
          bucket={asked.bucket}
          onDelete={() => setAsked({ ...asked, what: 'delete' })}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </ListPage>
  );
}

import {
  DeleteBucketTaggingCommand,
  GetBucketTaggingCommand,
  PutBucketTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { readAwsError } from '../../../aws/aws-error.ts';
import { readTags, type Tag } from '../../../parts/tag.ts';
import { TagsPanel } from '../../../parts/tags-panel.tsx';
import { bucketClient } from '../bucket-client.ts';
import { useBucketQuery } from '../use-bucket.ts';
import { changedTags } from './changed-tags.ts';

/** A bucket's tags. */
export function BucketTags({ bucket }: { readonly bucket: string }) {
  const tags = useBucketQuery(bucket, ['tags'], (client) => read(client, bucket));
  return (
    <TagsPanel
      query={tags}
      makesOld={[['s3', 'bucket', bucket, 'tags']]}
      change={async (connection, change) => {
        const client = await bucketClient(connection, bucket);
        const TagSet = changedTags(await read(client, bucket), change);
        await (TagSet.length === 0
          ? client.send(new DeleteBucketTaggingCommand({ Bucket: bucket }))
          : client.send(new PutBucketTaggingCommand({ Bucket: bucket, Tagging: { TagSet } })));
      }}
    />
  );
}

async function read(client: S3Client, bucket: string): Promise<Tag[]> {
  try {
    return readTags((await client.send(new GetBucketTaggingCommand({ Bucket: bucket }))).TagSet);
  } catch (error) {
    // S3 calls it an error that there are none.
    if (readAwsError(error).code === 'NoSuchTagSet') return [];
    throw error;
  }
}

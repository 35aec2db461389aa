import {
  DeleteObjectTaggingCommand,
  GetObjectTaggingCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { readTags, type Tag } from '../../../parts/tag.ts';
import { TagsPanel } from '../../../parts/tags-panel.tsx';
import { bucketClient } from '../bucket-client.ts';
import { changedTags } from '../properties/changed-tags.ts';
import { useBucketQuery } from '../use-bucket.ts';
import type { ObjectPlace } from './download.ts';

/** The tags of an object, or of one version of it. */
export function ObjectTags({ place }: { readonly place: ObjectPlace }) {
  const key = ['tags of', place.key, place.versionId ?? ''];
  const tags = useBucketQuery(place.bucket, key, (client) => read(client, place));
  return (
    <TagsPanel
      query={tags}
      makesOld={[['s3', 'bucket', place.bucket, ...key]]}
      change={async (connection, change) => {
        const client = await bucketClient(connection, place.bucket);
        const TagSet = changedTags(await read(client, place), change);
        await (TagSet.length === 0
          ? client.send(new DeleteObjectTaggingCommand(inputOf(place)))
          : client.send(new PutObjectTaggingCommand({ ...inputOf(place), Tagging: { TagSet } })));
      }}
    />
  );
}

async function read(client: S3Client, place: ObjectPlace): Promise<Tag[]> {
  return readTags((await client.send(new GetObjectTaggingCommand(inputOf(place)))).TagSet);
}

function inputOf({ bucket, key, versionId }: ObjectPlace) {
  return { Bucket: bucket, Key: key, ...(versionId === undefined ? {} : { VersionId: versionId }) };
}

import { AwsError } from '../../../kernel/aws-error.ts';
import type { S3Operations, Tag } from '../../../model/generated/s3.ts';
import { taggedAmong, type ServiceTagging, type TagCall } from '../../../operation/service-tagging.ts';
import { bucketArn, tagOwner } from '../shared/bucket.ts';
import { noSuchTagSet } from '../errors.ts';
import { oneAtATime } from '../shared/one-at-a-time.ts';

/** Buckets by their ARN. S3 takes only whole sets of tags: what is there is read, changed and put back. */
export const s3Tagging: ServiceTagging = {
  isGlobal: false,

  judge({ region, accountId, resource }) {
    if (region !== '' || accountId !== '' || resource === '') return 'malformed';
    return resource.includes('/') ? 'other' : 'taggable';
  },

  change: (call) => oneAtATime(call.arn.resource, () => changeTagSet(call)),

  tagged: ({ store }, accountId, region) =>
    store.read(async (tx) => {
      const rows = await tx
        .selectFrom('buckets')
        .select('name')
        .where('account_id', '=', accountId)
        .where('region', '=', region)
        .execute();
      const resources = rows.map(({ name }) => ({ id: tagOwner(name), arn: bucketArn(name) }));
      return taggedAmong(tx, 'resource_tags', resources);
    }),
};

async function changeTagSet({ arn: { resource: Bucket }, change, call }: TagCall): Promise<void> {
  const keys = change.kind === 'tag' ? change.tags.map(({ Key }) => Key) : change.keys;
  const kept = (await tagSetOf(Bucket, call)).filter(({ Key }) => !keys.includes(Key));
  const TagSet = change.kind === 'tag' ? [...kept, ...change.tags] : kept;
  if (TagSet.length === 0) await call('DeleteBucketTagging', { Bucket });
  else await call('PutBucketTagging', { Bucket, Tagging: { TagSet } });
}

/** A bucket without tags answers with an error. */
async function tagSetOf(Bucket: string, call: TagCall['call']): Promise<readonly Tag[]> {
  try {
    const { TagSet } = (await call('GetBucketTagging', {
      Bucket,
    })) as S3Operations['GetBucketTagging']['output'];
    return TagSet;
  } catch (error) {
    if (error instanceof AwsError && error.code === noSuchTagSet(Bucket).code) return [];
    throw error;
  }
}

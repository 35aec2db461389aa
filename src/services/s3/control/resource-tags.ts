import type { OperationContext } from '../../../operation/context.ts';
import { requestTagKeys, tagKeys } from '../../../operation/tag-keys.ts';
import type { Bucket } from '../shared/bucket.ts';
import { bucketTags } from '../tags/bucket-tagging.ts';
import { setBucketTags } from '../buckets/create-bucket.ts';
import { notBuilt } from '../errors.ts';
import { bucketIn, findBucket } from '../shared/find-bucket.ts';
import { onBucket } from '../shared/permissions.ts';
import { readTagSet, toTagSet, withoutSystemTags, type Tags } from '../tags/tags.ts';
import { s3ControlOperation } from './s3-control-operation.ts';

/** What all calls name. */
interface OnResource {
  readonly AccountId: string;
  readonly ResourceArn: string;
}

/** A bucket without tags has an empty list, where GetBucketTagging refuses. */
export const listTagsForResource = s3ControlOperation('ListTagsForResource', {
  authorizes: async (input, context) =>
    onBucket(context, await namedBucket(context, input), 's3:ListTagsForResource'),

  async runs(input, context) {
    const tags = await context.house.store.read((tx) => bucketTags(tx, bucketName(input)));
    return { Tags: toTagSet(tags) };
  },
});

/** Adds tags, or gives those that are there another value. */
export const tagResource = s3ControlOperation('TagResource', {
  authorizes: async (input, context) =>
    onBucket(context, await namedBucket(context, input), 's3:TagResource', requestTagKeys(input.Tags)),

  async runs(input, context) {
    await changeTags(context, bucketName(input), (tags) => {
      const given = readTagSet('Bucket', input.Tags);
      return readTagSet('Bucket', toTagSet({ ...tags, ...given }));
    });
    return {};
  },
});

export const untagResource = s3ControlOperation('UntagResource', {
  authorizes: async (input, context) =>
    onBucket(context, await namedBucket(context, input), 's3:UntagResource', tagKeys(input.TagKeys)),

  async runs(input, context) {
    const gone = new Set(input.TagKeys);
    await changeTags(context, bucketName(input), (tags) =>
      Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key))),
    );
    return {};
  },
});

/** @throws AwsError as `findBucket`; AccessDenied (403) when the account is not the bucket's */
function namedBucket(context: OperationContext, input: OnResource): Promise<Bucket> {
  return findBucket(context, { Bucket: bucketName(input), ExpectedBucketOwner: input.AccountId });
}

/** @throws AwsError NotImplemented (501) for access points, access grants and what else S3 Control tags */
function bucketName({ ResourceArn }: OnResource): string {
  const name = /^arn:aws:s3:::([^/:]+)$/.exec(ResourceArn)?.[1];
  if (name === undefined) throw notBuilt('resourceArn');
  return name;
}

async function changeTags(
  { house }: OperationContext,
  bucket: string,
  change: (tags: Tags) => Tags,
): Promise<void> {
  await house.store.write(async (tx) => {
    await bucketIn(tx, bucket);
    await setBucketTags(tx, bucket, change(withoutSystemTags(await bucketTags(tx, bucket))));
  });
}

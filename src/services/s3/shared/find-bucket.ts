import type { OperationContext } from '../../../operation/context.ts';
import { prepared } from '../../../store/prepared.ts';
import type { ReadTx } from '../../../store/store.ts';
import { bucketOf, type Bucket } from './bucket.ts';
import { accessDenied, noSuchBucket, permanentRedirect } from '../errors.ts';

const bucketByName = prepared((db, p: { name: string }) =>
  db.selectFrom('buckets').selectAll().where('name', '=', p.name),
);

/** What every call on a bucket names. */
export interface OnBucket {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string | undefined;
}

/**
 * The bucket that a call names, in the region it was signed for.
 *
 * @throws AwsError NoSuchBucket (404), PermanentRedirect (301) when it lies in another region, AccessDenied
 *   (403) when it is not the expected owner's
 */
export async function findBucket(context: OperationContext, input: OnBucket): Promise<Bucket> {
  const bucket = await findBucketAnywhere(context, input);
  const signedFor = context.facts.signature?.region;
  if (signedFor !== undefined && bucket.region !== signedFor)
    throw permanentRedirect(bucket.name, bucket.region);
  return bucket;
}

/** The bucket that a call names, whichever region it is in. @throws AwsError NoSuchBucket (404), AccessDenied (403) */
export async function findBucketAnywhere(context: OperationContext, input: OnBucket): Promise<Bucket> {
  const bucket = await context.house.store.read((tx) => bucketIn(tx, input.Bucket));
  assertOwner(bucket, input.ExpectedBucketOwner);
  return bucket;
}

/** The bucket within a transaction. @throws AwsError NoSuchBucket (404) */
export async function bucketIn(tx: ReadTx, name: string): Promise<Bucket> {
  const row = name.includes('\0') ? undefined : await bucketByName.first(tx, { name });
  if (row === undefined) throw noSuchBucket(name);
  return bucketOf(row);
}

/** @throws AwsError AccessDenied (403), as S3 answers a wrong `x-amz-expected-bucket-owner` */
function assertOwner(bucket: Bucket, expected: string | undefined): void {
  if (expected !== undefined && expected !== bucket.accountId) throw accessDenied();
}

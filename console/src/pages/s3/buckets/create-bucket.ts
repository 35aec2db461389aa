import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
  type BucketLocationConstraint,
} from '@aws-sdk/client-s3';
import type { Connection } from '../../../aws/connection.ts';
import { forgetBucket } from '../bucket-client.ts';
import { PUBLIC_ACCESS_SETTINGS, type PublicAccessBlock } from './block-public-access.ts';

/** What somebody wants of a bucket that they make. */
export interface NewBucket {
  readonly name: string;
  readonly region: string;
  readonly publicAccess: PublicAccessBlock;
  readonly isVersioned: boolean;
}

/** A setting that AWS refused once the bucket was there. */
export interface RefusedSetting {
  readonly setting: 'public access' | 'versioning';
  readonly error: unknown;
}

/**
 * Makes the bucket, then what of its settings differs from a new one's, each by the call of its own that AWS has.
 * @returns the settings that were refused: the bucket exists all the same
 * @throws AWS's error when there is no bucket
 */
export async function createBucket(
  connection: Connection,
  { name: Bucket, region, publicAccess, isVersioned }: NewBucket,
): Promise<readonly RefusedSetting[]> {
  const client = (region === connection.region ? connection : connection.in(region)).client(S3Client);
  forgetBucket(connection, Bucket);
  await client.send(
    new CreateBucketCommand({
      Bucket,
      ...(region === 'us-east-1'
        ? {}
        : { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } }),
    }),
  );
  const refused: RefusedSetting[] = [];
  if (PUBLIC_ACCESS_SETTINGS.some((name) => !publicAccess[name])) {
    await client
      .send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: publicAccess }))
      .catch((error: unknown) => refused.push({ setting: 'public access', error }));
  }
  if (isVersioned) {
    await client
      .send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }))
      .catch((error: unknown) => refused.push({ setting: 'versioning', error }));
  }
  return refused;
}

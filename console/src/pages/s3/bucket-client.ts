import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { Connection } from '../../aws/connection.ts';

const clients = new WeakMap<Connection, Map<string, Promise<S3Client>>>();

/**
 * The client for a bucket, signed for the region in which the bucket lies: buckets of all regions are listed together,
 * but S3 answers for one only in its own.
 */
export function bucketClient(connection: Connection, bucket: string): Promise<S3Client> {
  const known = clients.get(connection) ?? new Map<string, Promise<S3Client>>();
  clients.set(connection, known);
  const client = known.get(bucket) ?? find(connection, bucket);
  known.set(bucket, client);
  return client;
}

/** A name may be used again, in another region. */
export function forgetBucket(connection: Connection, bucket: string): void {
  clients.get(connection)?.delete(bucket);
}

async function find(connection: Connection, bucket: string): Promise<S3Client> {
  const here = connection.client(S3Client);
  const region = await regionOf(here, bucket);
  if (region === undefined || region === connection.region) return here;
  return connection.in(region).client(S3Client);
}

/** Where S3 says that the bucket is, which it does also in what it refuses; whatever else is wrong the next call tells. */
async function regionOf(client: S3Client, bucket: string): Promise<string | undefined> {
  try {
    return (await client.send(new HeadBucketCommand({ Bucket: bucket }))).BucketRegion;
  } catch (error) {
    const { $response } = error as { $response?: { headers?: Readonly<Record<string, string>> } };
    return $response?.headers?.['x-amz-bucket-region'];
  }
}

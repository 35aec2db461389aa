import type { ObjectOwnership } from '../../../model/generated/s3.ts';
import type { BucketRow } from '../../../store/s3-tables.ts';

/** S3's guard against public buckets. A bucket that has no configuration is guarded by none. */
export interface PublicAccessBlock {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
}

/** What a new bucket has since April 2023. */
export const BLOCK_ALL: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** Whether a bucket keeps versions. One that never did has no status, and cannot have none again. */
export type Versioning = 'Enabled' | 'Suspended';

/** A bucket's settings, as its row's `data` keeps them. */
export interface BucketSettings {
  readonly publicAccessBlock: PublicAccessBlock | null;
  /** `null` once the bucket's ownership controls were deleted. */
  readonly ownership: ObjectOwnership | null;
  readonly versioning?: Versioning | undefined;
  /** Whether SSE-KMS would use a bucket key; remembered, since all is encrypted by SSE-S3. */
  readonly bucketKey?: boolean | undefined;
}

export interface Bucket extends BucketSettings {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** ms since 1970 */
  readonly createdAt: number;
  /** The policy document as it was put. */
  readonly policy: string | undefined;
}

/** Reads a bucket's row. */
export function bucketOf(row: BucketRow): Bucket {
  const settings = JSON.parse(row.data) as BucketSettings;
  return {
    ...settings,
    name: row.name,
    accountId: row.account_id,
    region: row.region,
    createdAt: row.created_at,
    policy: row.policy ?? undefined,
  };
}

/** The settings in the form of the row's `data`. */
export function settingsJson(settings: BucketSettings): string {
  const { publicAccessBlock, ownership, versioning, bucketKey } = settings;
  return JSON.stringify({ publicAccessBlock, ownership, versioning, bucketKey } satisfies BucketSettings);
}

export function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`;
}

export function objectArn(bucket: string, key: string): string {
  return `arn:aws:s3:::${bucket}/${key}`;
}

/** Under which name the bucket's tags stand among all resources' tags. */
export function tagOwner(bucket: string): string {
  return `s3:${bucket}`;
}

import type { ObjectOwnership } from '../../../model/generated/s3.ts';
import type { BucketRow } from '../../../store/s3-tables.ts';
import { revivedLifecycle, type BucketLifecycle } from '../lifecycle/bucket-lifecycle.ts';

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
  /** How new objects are encrypted of which nobody says it; absent for SSE-S3. */
  readonly sse?: 'aws:kms' | undefined;
  /** How the client named the key of KMS, where it did. */
  readonly kmsKeyId?: string | undefined;
  /** Whether SSE-KMS uses a bucket key. */
  readonly bucketKey?: boolean | undefined;
  /** Whether uploads may bring keys of their own (SSE-C): a new bucket blocks them. */
  readonly blocksCustomerKeys?: boolean | undefined;
  readonly lifecycle?: BucketLifecycle | undefined;
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
    lifecycle: settings.lifecycle && revivedLifecycle(settings.lifecycle),
    name: row.name,
    accountId: row.account_id,
    region: row.region,
    createdAt: row.created_at,
    policy: row.policy ?? undefined,
  };
}

/** The settings in the form of the row's `data`. */
export function settingsJson(settings: BucketSettings): string {
  const {
    publicAccessBlock,
    ownership,
    versioning,
    sse,
    kmsKeyId,
    bucketKey,
    blocksCustomerKeys,
    lifecycle,
  } = settings;
  const kept: BucketSettings = {
    publicAccessBlock,
    ownership,
    versioning,
    sse,
    kmsKeyId,
    bucketKey,
    blocksCustomerKeys,
    lifecycle,
  };
  return JSON.stringify(kept);
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

import type { ServerSideEncryption } from '../../../model/generated/s3.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { bucketArn, objectArn, type Bucket } from '../shared/bucket.ts';
import { notBuilt } from '../errors.ts';
import { keyWithoutKms, kmsNeedsSignature, kmsNeedsTls, noKms } from './encryption-errors.ts';
import {
  managedKeyArn,
  managedKeyOf,
  managedKeyPolicy,
  namesManagedKey,
  type ManagedKey,
} from './managed-key.ts';

/** How an object is encrypted by a key of KMS, as its row keeps it; there is none for SSE-S3. */
export interface KmsEncryption {
  readonly keyArn: string;
  readonly bucketKey: boolean;
}

/** The members by which a write says how its object is to be encrypted. */
export interface EncryptionMembers {
  readonly ServerSideEncryption?: ServerSideEncryption | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly SSEKMSEncryptionContext?: string | undefined;
  readonly BucketKeyEnabled?: boolean | undefined;
}

/**
 * How an object that is written will be encrypted: as the request says, else as its bucket does.
 *
 * @returns `undefined` for SSE-S3
 * @throws AwsError InvalidArgument (400) for what does not go together, and for what KMS refuses by the way it
 *   came; NotImplemented (501) for keys of one's own and for what else is not built
 */
export function encryptionOf(
  context: OperationContext,
  bucket: Bucket,
  input: EncryptionMembers,
): KmsEncryption | undefined {
  const { ServerSideEncryption: asked, SSEKMSKeyId, SSEKMSEncryptionContext } = input;
  if (asked !== undefined && asked !== 'AES256' && asked !== 'aws:kms') {
    throw notBuilt('x-amz-server-side-encryption');
  }
  if (SSEKMSKeyId !== undefined && asked !== 'aws:kms') throw keyWithoutKms();
  if (SSEKMSEncryptionContext !== undefined) throw notBuilt('x-amz-server-side-encryption-context');
  if ((asked ?? bucket.sse ?? 'AES256') !== 'aws:kms') return undefined;
  const key = keyFor(context, bucket);
  if (SSEKMSKeyId !== undefined && !namesManagedKey(SSEKMSKeyId, key)) throw noKms(SSEKMSKeyId);
  assertFitForKms(context);
  return {
    keyArn: managedKeyArn(key),
    bucketKey: input.BucketKeyEnabled ?? bucket.bucketKey ?? false,
  };
}

/** What writing needs of the key that will encrypt; nothing where SSE-S3 does, or where the write is refused. */
export function authorizesEncrypting(
  context: OperationContext,
  bucket: Bucket,
  key: string,
  input: EncryptionMembers,
): readonly Authorization[] {
  if ((input.ServerSideEncryption ?? bucket.sse) !== 'aws:kms') return [];
  const managed = keyFor(context, bucket);
  if (input.SSEKMSKeyId !== undefined && !namesManagedKey(input.SSEKMSKeyId, managed)) return [];
  const bucketKey = input.BucketKeyEnabled ?? bucket.bucketKey ?? false;
  const encryption = { keyArn: managedKeyArn(managed), bucketKey };
  return authorizesKey(context, 'kms:GenerateDataKey', bucket.name, key, encryption);
}

/** What reading an encrypted object's bytes needs of its key; nothing for SSE-S3. */
export function authorizesDecrypting(
  context: OperationContext,
  bucket: string,
  key: string,
  encryption: KmsEncryption | undefined,
): readonly Authorization[] {
  return encryption === undefined ? [] : authorizesKey(context, 'kms:Decrypt', bucket, key, encryption);
}

/**
 * @throws AwsError InvalidArgument (400): KMS takes no request that is unsigned, signed by version 2, or plain
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function assertFitForKms({ caller, facts }: OperationContext): void {
  if (caller.kind === 'anonymous' || facts.signature?.version === 'AWS') throw kmsNeedsSignature();
  if (!facts.secure) throw kmsNeedsTls();
}

/** An object's encryption as members of an answer. */
export function encryptionMembers(encryption: KmsEncryption | undefined) {
  if (encryption === undefined) return { ServerSideEncryption: 'AES256' as const };
  return {
    ServerSideEncryption: 'aws:kms' as const,
    SSEKMSKeyId: encryption.keyArn,
    // S3 says it of a bucket key alone.
    BucketKeyEnabled: encryption.bucketKey ? true : undefined,
  };
}

/** An object's ETag: with SSE-S3 its MD5; with KMS AWS promises that it is not. */
export function etagOf(
  { house }: OperationContext,
  md5: string,
  encryption: KmsEncryption | undefined,
): string {
  return encryption === undefined ? md5 : house.ids.token(32);
}

/** The managed key is that of who asks: KMS finds `aws/s3` in the requester's account. */
function keyFor({ caller }: OperationContext, bucket: Bucket): ManagedKey {
  const accountId = caller.kind === 'anonymous' ? bucket.accountId : caller.accountId;
  return { accountId, region: bucket.region };
}

/** Who is nobody gets no answer of KMS's but is refused for the lacking signature. */
function authorizesKey(
  { caller }: OperationContext,
  action: string,
  bucket: string,
  objectKey: string,
  { keyArn, bucketKey }: KmsEncryption,
): readonly Authorization[] {
  if (caller.kind === 'anonymous') return [];
  const key = managedKeyOf(keyArn);
  const encrypted = bucketKey ? bucketArn(bucket) : objectArn(bucket, objectKey);
  const authorization: Authorization = {
    action,
    resource: keyArn,
    resourceAccount: key.accountId,
    resourcePolicy: managedKeyPolicy(key),
    keys: {
      'kms:CallerAccount': caller.accountId,
      'kms:ViaService': `s3.${key.region}.amazonaws.com`,
      'kms:EncryptionContext:aws:s3:arn': encrypted,
      'kms:EncryptionContextKeys': ['aws:s3:arn'],
      'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT',
    },
  };
  return [authorization];
}

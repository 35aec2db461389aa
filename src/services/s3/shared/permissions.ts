import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { bucketArn, objectArn, type Bucket } from './bucket.ts';
import { isPublicPolicy } from '../settings/public-policy.ts';

/** A permission on a bucket. @param keys the action's own condition keys */
export function onBucket(
  context: OperationContext,
  bucket: Bucket,
  action: string,
  keys: ConditionKeys = {},
): Authorization {
  return permission(context, bucket, action, bucketArn(bucket.name), keys);
}

/** A permission on an object. @param keys the action's own condition keys */
export function onObject(
  context: OperationContext,
  bucket: Bucket,
  key: string,
  action: string,
  keys: ConditionKeys = {},
): Authorization {
  return permission(context, bucket, action, objectArn(bucket.name, key), keys);
}

function permission(
  context: OperationContext,
  bucket: Bucket,
  action: string,
  resource: string,
  keys: ConditionKeys,
): Authorization {
  return {
    action,
    resource,
    named: `"${resource}"`,
    resourceAccount: bucket.accountId,
    resourcePolicy: resourcePolicyOf(context, bucket),
    keys: { ...requestKeys(context), 's3:ResourceAccount': bucket.accountId, ...keys },
  };
}

/**
 * The bucket's policy, as far as it counts: RestrictPublicBuckets leaves a public one nothing to grant
 * outside the owner's account.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
function resourcePolicyOf(context: OperationContext, bucket: Bucket): Authorization['resourcePolicy'] {
  if (bucket.policy === undefined) return undefined;
  const { caller } = context;
  const outside =
    caller.kind === 'anonymous' || (caller.kind !== 'service' && caller.accountId !== bucket.accountId);
  if (
    outside &&
    bucket.publicAccessBlock?.RestrictPublicBuckets === true &&
    isPublicPolicy(context.house.policies.get(bucket.policy))
  ) {
    return undefined;
  }
  return { kind: 'bucket', document: bucket.policy, arn: bucketArn(bucket.name) };
}

/**
 * What S3 tells conditions of any request: how it was signed.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
 */
export function requestKeys({ facts: { authType, signature } }: OperationContext): ConditionKeys {
  if (signature === undefined) return {};
  return {
    's3:authType': authType,
    's3:signatureversion': signature.version,
    's3:signatureAge': signature.ageMs === undefined ? undefined : String(signature.ageMs),
    's3:x-amz-content-sha256': signature.payload,
  };
}

/** `s3:ExistingObjectTag/…` of the object as it is. */
export function existingTagKeys(tags: Readonly<Record<string, string>> | undefined): ConditionKeys {
  const keys: Record<string, string> = {};
  for (const [key, value] of Object.entries(tags ?? {})) keys[`s3:ExistingObjectTag/${key}`] = value;
  return keys;
}

/** `s3:RequestObjectTag/…` and `s3:RequestObjectTagKeys` of the tags that a request brings. */
export function requestedTagKeys(tags: Readonly<Record<string, string>>): ConditionKeys {
  const keys: Record<string, string | readonly string[]> = {};
  for (const [key, value] of Object.entries(tags)) keys[`s3:RequestObjectTag/${key}`] = value;
  const names = Object.keys(tags);
  return names.length === 0 ? keys : { ...keys, 's3:RequestObjectTagKeys': names };
}

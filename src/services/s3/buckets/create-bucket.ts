import { isSystemKey, putSystemTags } from '../../../operation/resource-tags.ts';
import type { CreateBucketRequest } from '../../../model/generated/s3.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import { requestTagKeys } from '../../../operation/tag-keys.ts';
import { noteOnceTagged } from '../../../store/once-tagged.ts';
import type { WriteTx } from '../../../store/store.ts';
import { BLOCK_ALL, bucketArn, settingsJson, tagOwner } from '../shared/bucket.ts';
import { assertBucketName } from './bucket-name.ts';
import {
  bucketAclWithOwnership,
  bucketAlreadyExists,
  bucketAlreadyOwnedByYou,
  illegalLocationConstraint,
  notBuilt,
  tooManyBuckets,
} from '../errors.ts';
import { requestKeys } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';
import { readTagSet, type Tags } from '../tags/tags.ts';

/** AWS's default quota for an account. */
const MAX_BUCKETS = 10_000;

/** Creates a bucket; its name is nobody else's, in any account or region. */
export const createBucket = s3Operation('CreateBucket', {
  authorizes(input, context) {
    const tags = input.CreateBucketConfiguration?.Tags ?? [];
    const resource = bucketArn(input.Bucket);
    const own = { resource, named: `"${resource}"`, resourceAccount: context.accountId };
    const keys = {
      ...requestKeys(context),
      ...requestTagKeys(tags),
      's3:ResourceAccount': context.accountId,
    };
    const create: Authorization = {
      ...own,
      action: 's3:CreateBucket',
      keys: {
        ...keys,
        's3:LocationConstraint': input.CreateBucketConfiguration?.LocationConstraint,
        's3:x-amz-acl': input.ACL,
        's3:x-amz-grant-full-control': input.GrantFullControl,
        's3:x-amz-grant-read': input.GrantRead,
        's3:x-amz-grant-read-acp': input.GrantReadACP,
        's3:x-amz-grant-write': input.GrantWrite,
        's3:x-amz-grant-write-acp': input.GrantWriteACP,
        's3:x-amz-object-ownership': input.ObjectOwnership,
      },
    };
    return tags.length === 0 ? create : [create, { ...own, action: 's3:TagResource', keys }];
  },

  async runs(input, context) {
    assertBucketName(input.Bucket);
    refuseUnbuiltBucket(input);
    const region = regionOf(input, context.facts.region);
    const tags = readTagSet('Bucket', input.CreateBucketConfiguration?.Tags ?? []);
    const { house, accountId } = context;
    const row = {
      name: input.Bucket,
      account_id: accountId,
      region,
      created_at: house.clock.now().getTime(),
      policy: null,
      data: settingsJson({ publicAccessBlock: BLOCK_ALL, ownership: 'BucketOwnerEnforced' }),
    };
    await house.store.write(async (tx) => {
      // A service that makes a bucket for someone, as CloudFormation does, must not take an old one for its own.
      const { calledVia = [], systemTags } = context.facts;
      const isClient = calledVia.length === 0 && systemTags === undefined;
      if (await isMineAlready(tx, input.Bucket, accountId, region, isClient)) return;
      await assertQuota(tx, accountId);
      await tx.insertInto('buckets').values(row).execute();
      await setBucketTags(tx, input.Bucket, tags);
      await putSystemTags(tx, tagOwner(input.Bucket), context.facts);
    });
    return {
      Location: region === 'us-east-1' ? `/${input.Bucket}` : `${house.settings.endpoint}/${input.Bucket}`,
    };
  },
});

/** @throws AwsError InvalidBucketAclWithObjectOwnership (400), NotImplemented (501) */
function refuseUnbuiltBucket(input: CreateBucketRequest): void {
  const grants = [
    input.GrantFullControl,
    input.GrantRead,
    input.GrantReadACP,
    input.GrantWrite,
    input.GrantWriteACP,
  ];
  if ((input.ACL ?? 'private') !== 'private' || grants.some((grant) => grant !== undefined)) {
    throw bucketAclWithOwnership();
  }
  if (input.ObjectLockEnabledForBucket === true) throw notBuilt('x-amz-bucket-object-lock-enabled');
  if ((input.ObjectOwnership ?? 'BucketOwnerEnforced') !== 'BucketOwnerEnforced')
    throw notBuilt('x-amz-object-ownership');
  if ((input.BucketNamespace ?? 'global') !== 'global') throw notBuilt('x-amz-bucket-namespace');
  const { Location, Bucket } = input.CreateBucketConfiguration ?? {};
  if (Location !== undefined || Bucket !== undefined) throw notBuilt('CreateBucketConfiguration');
}

/**
 * The region of a new bucket: the one that the request was signed for. Outside us-east-1 the body must name
 * it, and nowhere may it name another.
 *
 * @throws AwsError IllegalLocationConstraintException (400)
 */
function regionOf({ CreateBucketConfiguration }: CreateBucketRequest, region: string): string {
  const given = CreateBucketConfiguration?.LocationConstraint;
  const constraint = given === 'EU' ? 'eu-west-1' : given;
  if (constraint === undefined) {
    if (region !== 'us-east-1') throw illegalLocationConstraint('unspecified');
    return region;
  }
  if (constraint !== region) throw illegalLocationConstraint(constraint);
  return region;
}

/**
 * Whether the bucket is there and the caller's, which us-east-1 takes for done.
 *
 * @param isClient whether a client asks, and not a service
 * @throws AwsError BucketAlreadyOwnedByYou (409), BucketAlreadyExists (409)
 */
async function isMineAlready(
  tx: WriteTx,
  name: string,
  accountId: string,
  region: string,
  isClient: boolean,
): Promise<boolean> {
  const there = await tx.selectFrom('buckets').selectAll().where('name', '=', name).executeTakeFirst();
  if (there === undefined) return false;
  if (there.account_id !== accountId) throw bucketAlreadyExists(name);
  if (!isClient || there.region !== 'us-east-1' || region !== 'us-east-1')
    throw bucketAlreadyOwnedByYou(name);
  return true;
}

async function assertQuota(tx: WriteTx, accountId: string): Promise<void> {
  const { count } = await tx
    .selectFrom('buckets')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (Number(count) >= MAX_BUCKETS) throw tooManyBuckets();
}

/** Gives a bucket these tags in place of those it had; AWS's own stay. */
export async function setBucketTags(tx: WriteTx, bucket: string, tags: Tags): Promise<void> {
  const { numDeletedRows: had } = await tx
    .deleteFrom('resource_tags')
    .where('resource_id', '=', tagOwner(bucket))
    .where('key', 'not like', 'aws:%')
    .executeTakeFirst();
  if (Number(had) > 0) await noteOnceTagged(tx, tagOwner(bucket));
  for (const [key, value] of Object.entries(tags)) {
    if (isSystemKey(key)) continue;
    await tx
      .insertInto('resource_tags')
      .values({ resource_id: tagOwner(bucket), key, key_lower: key, value })
      .execute();
  }
}

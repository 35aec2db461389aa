import type { GetBucketAclOutput } from '../../../model/generated/s3.ts';
import { findBucket } from '../shared/find-bucket.ts';
import { authorizesReading, objectOf } from '../shared/find-object.ts';
import { ownerOf } from '../shared/owner.ts';
import { onBucket } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';

/** The one access control list there is while ACLs are disabled: the owner has full control. */
export const getBucketAcl = s3Operation('GetBucketAcl', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:GetBucketAcl'),
  runs: async (input, context) => ownersAcl((await findBucket(context, input)).accountId),
});

export const getObjectAcl = s3Operation('GetObjectAcl', {
  authorizes: (input, context) => authorizesReading(context, input, 's3:GetObjectAcl'),
  async runs(input, context) {
    await objectOf(context, input);
    return ownersAcl((await findBucket(context, input)).accountId);
  },
});

function ownersAcl(accountId: string): GetBucketAclOutput {
  const owner = ownerOf(accountId);
  return {
    Owner: owner,
    Grants: [{ Grantee: { ...owner, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }],
  };
}

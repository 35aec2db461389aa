import type { Caller } from '../../../kernel/caller.ts';
import { accountOfCanonicalUser } from '../../../kernel/canonical-user.ts';
import { storedPrincipals, withPrincipalArns } from '../../../operation/named-principals.ts';
import { nameCanonicalUsers } from '../../../policy/name-canonical-users.ts';
import { policySize } from '../../../policy/policy-size.ts';
import { rewriteTrustPrincipals } from '../../../policy/rewrite-trust-principals.ts';
import { validatePolicy } from '../../../policy/validation/validate-policy.ts';
import { isAction } from './is-action.ts';
import { bucketArn, type Bucket } from '../shared/bucket.ts';
import { malformedPolicy, noSuchBucketPolicy, publicPolicyRefused } from '../errors.ts';
import { bucketIn, findBucket } from '../shared/find-bucket.ts';
import { onBucket } from '../shared/permissions.ts';
import { isPublicPolicy } from './public-policy.ts';
import { s3Operation } from '../s3-operation.ts';

/** bytes */
const MAX_POLICY_BYTES = 20 * 1024;

export const getBucketPolicy = s3Operation('GetBucketPolicy', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:GetBucketPolicy'),

  runs: async ({ Bucket: name }, { house }) =>
    house.store.read(async (tx) => {
      const { policy } = await bucketIn(tx, name);
      if (policy === undefined) throw noSuchBucketPolicy(name);
      const [Policy = policy] = await withPrincipalArns(tx, [policy]);
      return { Policy };
    }),
});

/** Puts a bucket's policy in place of the one it had; a public one only where Block Public Access lets it. */
export const putBucketPolicy = s3Operation('PutBucketPolicy', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:PutBucketPolicy'),

  async runs({ Bucket: name, Policy }, { house, caller }) {
    assertWellFormed(Policy, name);
    await house.store.write(async (tx) => {
      const bucket = await bucketIn(tx, name);
      const stored = await storedPrincipals(tx, Policy);
      assertPrincipals(Policy, name, stored);
      const policy = nameCanonicalUsers(
        rewriteTrustPrincipals(Policy, (principal) => stored.get(principal)),
        accountOfCanonicalUser,
      );
      const blocked = bucket.publicAccessBlock?.BlockPublicPolicy === true;
      if (blocked && isPublicPolicy(house.policies.get(policy))) throw refusedAsPublic(bucket, caller);
      await tx.updateTable('buckets').set({ policy }).where('name', '=', name).execute();
    });
    return {};
  },
});

export const deleteBucketPolicy = s3Operation('DeleteBucketPolicy', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:DeleteBucketPolicy'),

  async runs({ Bucket: name }, { house }) {
    await house.store.write(async (tx) => {
      await bucketIn(tx, name);
      await tx.updateTable('buckets').set({ policy: null }).where('name', '=', name).execute();
    });
    return {};
  },
});

export const getBucketPolicyStatus = s3Operation('GetBucketPolicyStatus', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:GetBucketPolicyStatus'),

  async runs(input, context) {
    const { name, policy } = await findBucket(context, input);
    if (policy === undefined) throw noSuchBucketPolicy(name);
    return { PolicyStatus: { IsPublic: isPublicPolicy(context.house.policies.get(policy)) } };
  },
});

/** The checks that need no state; those of principals wait for it. @throws AwsError MalformedPolicy (400) */
function assertWellFormed(policy: string, bucket: string): void {
  if (policySize(policy) > MAX_POLICY_BYTES) {
    throw malformedPolicy('Policy exceeds the maximum allowed document size.');
  }
  const problem = validatePolicy(policy, 'bucket', { bucket, isAction });
  if (problem !== undefined) throw malformedPolicy(problem.message);
}

/** @throws AwsError MalformedPolicy (400) when it names a user, role or canonical user that does not exist */
function assertPrincipals(policy: string, bucket: string, stored: ReadonlyMap<string, string>): void {
  const problem = validatePolicy(policy, 'bucket', {
    bucket,
    isAction,
    resolvePrincipal: (kind, name) =>
      kind === 'CanonicalUser'
        ? accountOfCanonicalUser(name) !== undefined
        : kind !== 'AWS' || stored.has(name),
  });
  if (problem !== undefined) throw malformedPolicy(problem.message);
}

function refusedAsPublic({ name }: Bucket, caller: Caller) {
  const arn = 'arn' in caller ? caller.arn : 'anonymous';
  return publicPolicyRefused(arn, bucketArn(name));
}

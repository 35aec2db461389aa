import type { AttachedPolicy } from '../../../model/generated/iam.ts';
import type { ReadTx, WriteTx } from '../../../store/store.ts';
import {
  policyForServicesOnly,
  policyNotAttachable,
  policyNotFound,
  quotaExceeded,
  type OwnerKind,
} from '../errors.ts';
import { findManagedPolicy } from './managed-policy.ts';
import type { Owner } from './owners.ts';
import { pageThrough, type PageEnd, type PagingInput } from './paging.ts';
import { AWS_ACCOUNT, parsePolicyArn } from './policy-arn.ts';
import { QUOTAS } from './quotas.ts';

const QUOTA = {
  user: 'PoliciesPerUser',
  group: 'PoliciesPerGroup',
  role: 'PoliciesPerRole',
} as const satisfies Readonly<Record<OwnerKind, keyof typeof QUOTAS>>;

/**
 * Attaches a managed policy. Attaching it again is no error.
 *
 * @param now ms since 1970, emulated
 * @throws AwsError NoSuchEntity for an unknown policy, LimitExceeded past ten
 */
export async function attachPolicy(tx: WriteTx, owner: Owner, policyArn: string, now: number): Promise<void> {
  const policy = await findManagedPolicy(tx, parsePolicyArn(policyArn));
  if (policy === undefined || (policy.kind === 'customer' && policy.row.account_id !== owner.accountId)) {
    throw policyNotAttachable(policyArn);
  }
  if (policy.kind === 'aws' && policy.policy.path.startsWith('/aws-service-role/'))
    throw policyForServicesOnly();
  const attached = await attachedArns(tx, owner.id);
  if (attached.includes(policyArn)) return;
  const quota = QUOTA[owner.kind];
  if (attached.length >= QUOTAS[quota]) throw quotaExceeded(quota, QUOTAS[quota]);
  await tx
    .insertInto('attachments')
    .values({
      owner_id: owner.id,
      owner_kind: owner.kind,
      account_id: owner.accountId,
      policy_arn: policyArn,
      policy_id: policy.kind === 'customer' ? policy.row.policy_id : null,
      attached_at: now,
    })
    .execute();
}

/** @throws AwsError NoSuchEntity for a policy that is not attached */
export async function detachPolicy(tx: WriteTx, owner: Owner, policyArn: string): Promise<void> {
  const attached = await attachedArns(tx, owner.id);
  if (!attached.includes(policyArn)) throw policyNotFound(policyArn);
  await tx
    .deleteFrom('attachments')
    .where('owner_id', '=', owner.id)
    .where('policy_arn', '=', policyArn)
    .execute();
}

/** The ARNs of the managed policies attached to an owner. */
export async function attachedArns(tx: ReadTx, ownerId: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('attachments')
    .select('policy_arn')
    .where('owner_id', '=', ownerId)
    .execute();
  return rows.map((row) => row.policy_arn);
}

/** Attached policies as answers carry them, in the order of their names. */
export function attachedToWire(arns: readonly string[]): readonly AttachedPolicy[] {
  return arns
    .map((arn) => ({ PolicyName: parsePolicyArn(arn).name, PolicyArn: arn }))
    .sort((a, b) => (attachedKey(a) < attachedKey(b) ? -1 : 1));
}

/** What the three listings of attached policies answer. */
export async function attachedPolicyPage(
  tx: ReadTx,
  listing: string,
  owner: Owner,
  input: PagingInput & { readonly PathPrefix?: string | undefined },
): Promise<{ readonly AttachedPolicies: readonly AttachedPolicy[] } & PageEnd> {
  const arns = await attachedArns(tx, owner.id);
  const wanted = arns.filter((arn) => parsePolicyArn(arn).path.startsWith(input.PathPrefix ?? '/'));
  const { items, end } = pageThrough(listing, input, attachedToWire(wanted), attachedKey);
  return { AttachedPolicies: items, ...end };
}

/** A name is unique in an account, and AWS's own policies count as one more account. */
function attachedKey({ PolicyName, PolicyArn }: AttachedPolicy): string {
  const scope = PolicyArn !== undefined && parsePolicyArn(PolicyArn).accountId === AWS_ACCOUNT ? 'a' : 'c';
  return `${PolicyName?.toLowerCase() ?? ''}:${scope}`;
}

import type { AttachedPermissionsBoundary } from '../../../model/generated/iam.ts';
import type { ReadTx } from '../../../store/store.ts';
import { boundaryNotAttachable } from '../errors.ts';
import { findManagedPolicy } from './managed-policy.ts';
import { parsePolicyArn } from './policy-arn.ts';

/**
 * Checks a policy named as the permissions boundary of a user or role of this account.
 *
 * @throws AwsError NoSuchEntity for a policy that does not exist or belongs to another account
 */
export async function assertBoundary(
  tx: ReadTx,
  accountId: string,
  policyArn: string | undefined,
): Promise<void> {
  if (policyArn === undefined) return;
  const policy = await findManagedPolicy(tx, parsePolicyArn(policyArn));
  if (policy === undefined || (policy.kind === 'customer' && policy.row.account_id !== accountId)) {
    throw boundaryNotAttachable(policyArn);
  }
}

/** A boundary as answers carry it. */
export function boundaryToWire(policyArn: string | null): AttachedPermissionsBoundary | undefined {
  if (policyArn === null) return undefined;
  return { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: policyArn };
}

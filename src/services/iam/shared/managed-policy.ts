import type { PolicyRow } from '../../../store/identity-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { prepared } from '../../../store/prepared.ts';
import { awsManagedPolicy, type AwsManagedPolicy } from '../managed-policies/aws-managed-policies.ts';
import { policyNotFound } from '../errors.ts';
import { nameKey } from './arns.ts';
import { AWS_ACCOUNT, type PolicyArn } from './policy-arn.ts';

/** A managed policy: a customer's, or one of AWS's own. */
export type ManagedPolicy =
  | { readonly kind: 'customer'; readonly row: PolicyRow }
  | { readonly kind: 'aws'; readonly policy: AwsManagedPolicy };

const selectPolicy = prepared((db, p: { accountId: string; nameKey: string }) =>
  db
    .selectFrom('policies')
    .selectAll()
    .where('account_id', '=', p.accountId)
    .where('name_key', '=', p.nameKey),
);

/** The policy with this very ARN: path and case count. */
export async function findManagedPolicy(tx: ReadTx, arn: PolicyArn): Promise<ManagedPolicy | undefined> {
  if (arn.accountId === AWS_ACCOUNT) {
    const policy = awsManagedPolicy(arn.arn);
    return policy && { kind: 'aws', policy };
  }
  const row = await findCustomerPolicy(tx, arn);
  return row && { kind: 'customer', row };
}

/** The customer managed policy with this very ARN. */
export async function findCustomerPolicy(tx: ReadTx, arn: PolicyArn): Promise<PolicyRow | undefined> {
  const row = await selectPolicy.first(tx, { accountId: arn.accountId, nameKey: nameKey(arn.name) });
  return row !== undefined && row.name === arn.name && row.path === arn.path ? row : undefined;
}

/** @throws AwsError NoSuchEntity `Policy ARN was not found.` */
export async function requireCustomerPolicy(tx: ReadTx, arn: PolicyArn): Promise<PolicyRow> {
  const row = await findCustomerPolicy(tx, arn);
  if (row === undefined) throw policyNotFound(arn.arn);
  return row;
}

/** @throws AwsError NoSuchEntity `Policy ARN was not found.` */
export async function requireManagedPolicy(tx: ReadTx, arn: PolicyArn): Promise<ManagedPolicy> {
  const policy = await findManagedPolicy(tx, arn);
  if (policy === undefined) throw policyNotFound(arn.arn);
  return policy;
}

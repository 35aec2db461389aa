import type { ManagedPolicyDetail } from '../../../model/generated/iam.ts';
import type { PolicyVersionRow } from '../../../store/identity-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { awsManagedPolicies } from '../managed-policies/aws-managed-policies.ts';
import {
  awsPolicyToWire,
  awsVersion,
  customerPolicyToWire,
  wholeVersionToWire,
} from '../managed-policies/policy-to-wire.ts';
import { UNUSED, usageOf } from '../managed-policies/policy-usage.ts';
import { arnOf } from '../shared/arns.ts';
import type { Keyed } from './principal-details.ts';

/** Managed policies as GetAccountAuthorizationDetails tells them: with every version's document. */

export async function localPolicyDetails(
  tx: ReadTx,
  accountId: string,
  after: string,
  count: number,
): Promise<readonly Keyed<ManagedPolicyDetail>[]> {
  const rows = await tx
    .selectFrom('policies')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('name_key', '>', after)
    .orderBy('name_key')
    .limit(count)
    .execute();
  const versions = await versionsOf(
    tx,
    rows.map((row) => row.policy_id),
  );
  const usage = await usageOf(
    tx,
    accountId,
    rows.map((row) => arnOf('policy', row)),
  );
  return rows.map((row) => ({
    key: row.name_key,
    detail: {
      ...customerPolicyToWire(row, usage.get(arnOf('policy', row)) ?? UNUSED),
      ...(row.description === null ? {} : { Description: row.description }),
      PolicyVersionList: versions
        .filter((version) => version.policy_id === row.policy_id)
        .map((version) => wholeVersionToWire(version, row.default_version_id)),
    },
  }));
}

/** @param after an ARN: AWS's own are told in the order of their ARNs */
export async function awsPolicyDetails(
  tx: ReadTx,
  accountId: string,
  after: string,
  count: number,
): Promise<readonly Keyed<ManagedPolicyDetail>[]> {
  const usage = await usageOf(tx, accountId, [...awsManagedPolicies().keys()]);
  return [...usage.keys()]
    .filter((arn) => keyOf(arn) > after)
    .sort()
    .slice(0, count)
    .flatMap((arn) => {
      const policy = awsManagedPolicies().get(arn);
      if (policy === undefined) return [];
      const detail = {
        ...awsPolicyToWire(policy, usage.get(arn) ?? UNUSED),
        PolicyVersionList: [wholeVersionToWire(awsVersion(policy), policy.defaultVersionId)],
      };
      return [{ key: keyOf(arn), detail }];
    });
}

/** Path and name of one of AWS's own policies: their ARNs begin alike. */
function keyOf(arn: string): string {
  return arn.slice(arn.indexOf('/'));
}

async function versionsOf(tx: ReadTx, policyIds: readonly string[]): Promise<readonly PolicyVersionRow[]> {
  if (policyIds.length === 0) return [];
  return tx
    .selectFrom('policy_versions')
    .selectAll()
    .where('policy_id', 'in', policyIds)
    .orderBy('created_at', 'desc')
    .orderBy('version_id', 'desc')
    .execute();
}

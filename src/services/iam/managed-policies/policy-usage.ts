import type { ReadTx } from '../../../store/store.ts';

/** How many of an account's entities use a policy. */
export interface PolicyUsage {
  /** Users, groups and roles to which it is attached. */
  readonly attachments: number;
  /** Users and roles whose permissions boundary it is. */
  readonly boundaries: number;
}

export const UNUSED: PolicyUsage = { attachments: 0, boundaries: 0 };

/** The use of each policy by the account; a policy that nobody uses is absent. */
export async function usageOf(
  tx: ReadTx,
  accountId: string,
  policyArns: readonly string[],
): Promise<ReadonlyMap<string, PolicyUsage>> {
  const usage = new Map<string, PolicyUsage>();
  if (policyArns.length === 0) return usage;
  const attached = await tx
    .selectFrom('attachments')
    .select(({ fn }) => ['policy_arn as arn', fn.countAll().as('count')])
    .where('account_id', '=', accountId)
    .where('policy_arn', 'in', policyArns)
    .groupBy('policy_arn')
    .execute();
  for (const { arn, count } of attached) usage.set(arn, { attachments: Number(count), boundaries: 0 });
  for (const table of ['users', 'roles'] as const) {
    const bounded = await tx
      .selectFrom(table)
      .select(({ fn }) => ['permissions_boundary as arn', fn.countAll().as('count')])
      .where('account_id', '=', accountId)
      .where('permissions_boundary', 'in', policyArns)
      .groupBy('permissions_boundary')
      .execute();
    for (const { arn, count } of bounded) {
      if (arn === null) continue;
      const known = usage.get(arn) ?? UNUSED;
      usage.set(arn, { ...known, boundaries: known.boundaries + Number(count) });
    }
  }
  return usage;
}

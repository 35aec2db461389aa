import type { OperationContext } from '../context.ts';
import type { RequestRecord } from './request-record.ts';

/**
 * Whether a request is the business of who asks: one of its own account's or organization's callers made it.
 * One that nobody signed is that of the account whose resource it was about.
 */
export async function mayReadRecord(
  { accountId, evaluations }: Pick<RequestRecord, 'accountId' | 'evaluations'>,
  { accountId: own, facts, house }: Pick<OperationContext, 'accountId' | 'facts' | 'house'>,
): Promise<boolean> {
  if (accountId === undefined) return evaluations.some(({ resourceAccount }) => resourceAccount === own);
  if (accountId === own) return true;
  const place = await house.organizations.placeOf(own, facts.epoch);
  const other = await house.organizations.placeOf(accountId, facts.epoch);
  return place !== undefined && place.organizationId === other?.organizationId;
}

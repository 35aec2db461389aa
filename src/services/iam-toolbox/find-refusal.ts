import type { OperationContext } from '../../operation/context.ts';
import { mayReadRecord } from '../../operation/records/may-read-record.ts';
import type { KeptRequest, RecordedPolicy } from '../../operation/records/request-record.ts';
import { createHash } from 'node:crypto';
import { toolboxErrors } from './errors.ts';

/**
 * The refused request with this authorization id, for a caller of the same account or organization.
 *
 * @throws AwsError ResourceNotFoundException, also for a stranger: an id is no one's business but its organization's
 */
export async function findRefusal(id: string, context: OperationContext): Promise<KeptRequest> {
  const kept = await context.house.refusals.find(id);
  const mayRead = kept?.record.authorizationId === id && (await mayReadRecord(kept.record, context));
  if (!mayRead) throw toolboxErrors.detailsNotFound(id);
  return kept;
}

/** What a policy is called here: a managed one by its ARN, any other by an id that says nothing. */
export function policyUri({ arn, digest, name, source, attachedTo }: RecordedPolicy): string {
  if (arn !== undefined) return arn;
  const told = JSON.stringify([digest, name, source, attachedTo]);
  return createHash('sha256').update(told).digest('hex').slice(0, 32);
}

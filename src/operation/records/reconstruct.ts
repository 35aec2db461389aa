import type { Caller } from '../../kernel/caller.ts';
import { parseArn } from '../../kernel/arn.ts';
import type { ResourcePolicy } from '../authorization.ts';
import { authorize } from '../authorize.ts';
import type { House } from '../house.ts';
import type { PastedRequest } from './read-paste.ts';
import { recordOf, type KeptRequest } from './request-record.ts';
import { storedPolicy } from './stored-policy.ts';

/**
 * Decides a pasted request by the policies that stand in the house now: what the text does not tell of
 * the request is as a call from this house would have it.
 */
export async function reconstruct(house: House, caller: Caller, pasted: PastedRequest): Promise<KeptRequest> {
  const { action, resource, keys } = pasted;
  const epoch = await house.store.epoch();
  const owner = parseArn(resource)?.accountId;
  const resourceAccount = owner !== undefined && /^\d{12}$/.test(owner) ? owner : undefined;
  const resourcePolicy = await policyOf(house, action, resource);
  const facts = {
    requestId: '',
    region: house.settings.region,
    secure: true,
    epoch,
    receivedAt: house.clock.real(),
  };
  const authorization = { action, resource, resourceAccount, keys, resourcePolicy };
  const { decisions } = await authorize(house, caller, facts, authorization);
  const [service = '', operation = ''] = action.split(':');
  return recordOf({
    ...{ requestId: '', at: facts.receivedAt.getTime(), service, operation, region: facts.region },
    ...{ caller, decisions },
  });
}

/** A bucket's policy, or the trust policy of the role to be assumed. */
async function policyOf(house: House, action: string, resource: string): Promise<ResourcePolicy | undefined> {
  const stored = await house.store.read((tx) => storedPolicy(tx, resource));
  if (stored === undefined || stored.document === null) return undefined;
  const { kind, arn, document } = stored;
  return kind === 'bucket' || /^sts:AssumeRole/i.test(action) ? { kind, arn, document } : undefined;
}

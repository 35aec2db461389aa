import { createHash } from 'node:crypto';
import type { Ec2OperationName } from '../../../model/generated/ec2.ts';
import type { WriteTx } from '../../../store/store.ts';
import { idempotentParameterMismatch, invalidParameterValue } from '../errors.ts';
import type { Place } from './place.ts';

const MAX_LENGTH = 128;

/** How long a token is remembered, in ms of emulated time. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** A call that may come again. */
interface Tokened {
  readonly ClientToken?: string | undefined;
  readonly DryRun?: boolean | undefined;
}

/** A request as a digest: what the same client token must come with again. */
export function digestOf({ ClientToken: _token, DryRun: _dry, ...asked }: Tokened & object): string {
  return createHash('sha256').update(JSON.stringify(asked, inOrder)).digest('base64url');
}

/** Members in the order of their names, so that how a client wrote them makes no difference. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Makes something once a client token: the same call within a day answers what the first one made.
 *
 * @param makes makes it; not called for a token that is known
 * @returns the id of what was made, now or before
 * @throws AwsError IdempotentParameterMismatch for a token that came with something else
 */
export async function onceByToken(
  tx: WriteTx,
  { accountId, region }: Place,
  operation: Ec2OperationName,
  input: Tokened & object,
  now: number,
  makes: () => Promise<string>,
): Promise<string> {
  const { ClientToken: token } = input;
  if (token === undefined || token === '') return makes();
  if (token.length > MAX_LENGTH) {
    throw invalidParameterValue(token, 'clientToken', `Expecting at most ${MAX_LENGTH} characters.`);
  }
  await tx
    .deleteFrom('client_tokens')
    .where('created_at', '<', now - KEPT_MS)
    .execute();
  const key = { account_id: accountId, region, operation, token };
  const known = await tx
    .selectFrom('client_tokens')
    .select(['digest', 'resource_id'])
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .where('operation', '=', operation)
    .where('token', '=', token)
    .executeTakeFirst();
  const digest = digestOf(input);
  if (known !== undefined) {
    if (known.digest !== digest) throw idempotentParameterMismatch();
    return known.resource_id;
  }
  const resource_id = await makes();
  await tx
    .insertInto('client_tokens')
    .values({ ...key, digest, resource_id, created_at: now })
    .execute();
  return resource_id;
}

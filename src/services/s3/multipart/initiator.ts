import { canonicalUserId } from '../../../kernel/canonical-user.ts';
import type { Initiator } from '../../../model/generated/s3.ts';
import type { OperationContext } from '../../../operation/context.ts';

/** Who begins an upload, as S3 names an initiator: a user or session by its ARN, an account by its canonical id. */
export function initiatorOf({ caller, accountId }: OperationContext): string {
  switch (caller.kind) {
    case 'root':
      return canonicalUserId(accountId);
    case 'user':
    case 'assumed-role':
    case 'federated-user':
      return caller.arn;
    case 'service':
      return caller.service;
    case 'anonymous':
      return ANONYMOUS_ID;
  }
}

/** The canonical id that S3 gives to callers who did not sign. */
const ANONYMOUS_ID = '65a011a29cdf8ec533ec3d1ccaae921c';

/** As it stands in answers. */
export function initiator(id: string): Initiator {
  return { ID: id };
}

import type { Caller } from '../../kernel/caller.ts';
import type { GetCallerIdentityResponse } from '../../model/generated/sts.ts';
import { withoutPermission } from '../../operation/authorization.ts';
import { stsOperation } from './sts-operation.ts';

const EXEMPT = withoutPermission('caller-identity');

/** Says who calls, from what the signature proved: nothing is read. */
export const getCallerIdentity = stsOperation('GetCallerIdentity', {
  authorizes: () => EXEMPT,
  runs: (_, { caller }) => Promise.resolve(identityOf(caller)),
});

function identityOf(caller: Caller): GetCallerIdentityResponse {
  switch (caller.kind) {
    case 'root':
    case 'user':
    case 'assumed-role':
    case 'federated-user':
      return { UserId: caller.userId, Account: caller.accountId, Arn: caller.arn };
    case 'anonymous':
    case 'service':
      throw new TypeError(`a caller of kind \`${caller.kind}\` has no identity to tell`);
  }
}

import type { Caller, FederatedIdentity } from '../kernel/caller.ts';
import { canonicalUserId } from '../kernel/canonical-user.ts';
import type { Principal } from '../policy/request.ts';

/** The caller in the policy engine's terms. @param identity whom a provider vouches for, where one does */
export function principalOf(caller: Caller, identity?: FederatedIdentity): Principal {
  if (identity !== undefined) return { kind: 'external', provider: identity.provider };
  switch (caller.kind) {
    case 'anonymous':
      return { kind: 'anonymous' };
    case 'root':
      return {
        kind: 'root',
        accountId: caller.accountId,
        canonicalUserId: canonicalUserId(caller.accountId),
      };
    case 'user':
      return {
        kind: 'user',
        accountId: caller.accountId,
        canonicalUserId: canonicalUserId(caller.accountId),
        arn: caller.arn,
        id: caller.principalId,
      };
    case 'assumed-role':
      return {
        kind: 'role-session',
        accountId: caller.accountId,
        canonicalUserId: canonicalUserId(caller.accountId),
        sessionArn: caller.arn,
        roleArn: caller.principalArn,
        roleId: caller.principalId,
      };
    case 'federated-user':
      return {
        kind: 'federated-user',
        accountId: caller.accountId,
        canonicalUserId: canonicalUserId(caller.accountId),
        arn: caller.arn,
        issuer: { kind: caller.issuer.kind, arn: caller.issuer.arn, id: caller.issuer.principalId },
      };
    case 'service':
      return { kind: 'service', service: caller.service };
  }
}

import type { SessionPrincipal } from '../../credentials/sealed-session.ts';
import type { Caller } from '../../kernel/caller.ts';
import { withoutPermission } from '../../operation/authorization.ts';
import { proveMfa } from './mfa.ts';
import { sessionCredentials } from './session-credentials.ts';
import { ownSessionDuration } from './session-duration.ts';
import { stsOperation } from './sts-operation.ts';

const EXEMPT = withoutPermission('own-credentials');

/** Makes temporary credentials for the very user that asks. Temporary ones cannot ask (`session-bars.ts`). */
export const getSessionToken = stsOperation('GetSessionToken', {
  authorizes: () => EXEMPT,
  async runs(input, { house, caller, accountId }) {
    const proved = await proveMfa(house, caller, input);
    return {
      Credentials: sessionCredentials(house, {
        accountId,
        principal: principalOf(caller),
        durationSeconds: ownSessionDuration(caller, input.DurationSeconds),
        session: {
          madeBy: 'GetSessionToken',
          mfaAt: proved ? house.clock.now().getTime() : undefined,
        },
      }),
    };
  },
});

function principalOf(caller: Caller): SessionPrincipal {
  switch (caller.kind) {
    case 'root':
      return { kind: 'root' };
    case 'user': {
      const { principalId: userId, userName, path } = caller;
      return { kind: 'user', userId, userName, userPath: path === '/' ? undefined : path };
    }
    case 'anonymous':
    case 'service':
    case 'assumed-role':
    case 'federated-user':
      throw new TypeError(`a caller of kind \`${caller.kind}\` has no long-term credentials`);
  }
}

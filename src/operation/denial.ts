import type { Caller } from '../kernel/caller.ts';
import type { Denied } from '../policy/decision.ts';
import type { RequestContext } from '../policy/request.ts';
import type { Authorization } from './authorization.ts';

/** A refused permission, with all that a service needs to word it. */
export interface Denial {
  readonly caller: Caller;
  readonly authorization: Authorization;
  readonly decision: Denied;
  readonly context: RequestContext;
  /** Whether caller and resource share an account or an organization. */
  readonly inside: boolean;
  /** AWS's sentence, `User: … is not authorized to perform: …`, with its reason. */
  readonly sentence: string;
  /** Under which GetRequestAuthorizationDetails tells it, 0-9a-z; absent for callers who get none. */
  readonly authorizationId?: string | undefined;
}

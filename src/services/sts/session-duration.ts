import type { Caller } from '../../kernel/caller.ts';
import { stsErrors } from './errors.ts';

const HOUR = 3600;
const TWELVE_HOURS = 12 * HOUR;

/**
 * How long a role's session lasts, in seconds: an hour unless asked otherwise, at most what the role
 * grants. With temporary credentials (role chaining) an hour at most; a service, as EC2 for an
 * instance's role, is bound by neither.
 *
 * @param asked within the model's range already
 * @throws AwsError ValidationError
 */
export function roleSessionDuration(
  caller: Caller,
  asked: number | undefined,
  maxSessionDuration: number,
): number {
  const seconds = asked ?? HOUR;
  if (caller.kind === 'service') return seconds;
  const isChained = 'session' in caller && caller.session !== undefined;
  if (isChained && seconds > HOUR) throw stsErrors.exceedsChainingLimit();
  if (seconds > maxSessionDuration) throw stsErrors.exceedsMaxSessionDuration();
  return seconds;
}

/**
 * How long credentials of GetSessionToken and GetFederationToken last, in seconds: twelve hours unless
 * asked otherwise. The root user's are cut to an hour, without an error.
 */
export function ownSessionDuration(caller: Caller, asked: number | undefined): number {
  const seconds = asked ?? TWELVE_HOURS;
  return caller.kind === 'root' ? Math.min(seconds, HOUR) : seconds;
}

import { credentialErrors } from '../credential-errors.ts';

const DAY_MS = 24 * 3600 * 1000;

/** A service that users reach by credentials of its own, and how it names them. */
interface CredentialService {
  /** `password`: a user name and a password. `key`: an alias and a secret, which may end. */
  readonly kind: 'password' | 'key';
}

const SERVICES: ReadonlyMap<string, CredentialService> = new Map([
  ['codecommit.amazonaws.com', { kind: 'password' }],
  ['cassandra.amazonaws.com', { kind: 'password' }],
  ['bedrock.amazonaws.com', { kind: 'key' }],
  ['logs.amazonaws.com', { kind: 'key' }],
]);

/** @throws AwsError NotSupportedService */
export function credentialService(name: string): CredentialService {
  const service = SERVICES.get(name);
  if (service === undefined) throw credentialErrors.serviceWithoutCredentials(name);
  return service;
}

/**
 * When a credential made now ends, ms since 1970; `null` for one that does not.
 *
 * @throws AwsError InvalidInput for a service whose credentials do not end
 */
export function endOf(name: string, now: number, days: number | undefined): number | null {
  if (days === undefined) return null;
  if (credentialService(name).kind === 'password') throw credentialErrors.credentialNeverEnds(name);
  return now + days * DAY_MS;
}

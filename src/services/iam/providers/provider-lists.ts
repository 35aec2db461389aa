import { invalidThumbprint, quotaExceeded, tooManyThumbprints } from '../errors.ts';
import { QUOTAS } from '../shared/quotas.ts';

/** @param clientIds each once @throws AwsError LimitExceeded */
export function assertClientIds(clientIds: readonly string[]): void {
  const quota = QUOTAS.ClientIdsPerOpenIdConnectProvider;
  if (clientIds.length > quota) throw quotaExceeded('ClientIdsPerOpenIdConnectProvider', quota);
}

/**
 * Checks the thumbprints of an issuer's certificates. They are kept and told; what secures the way to
 * the issuer is its certificate's chain to a trusted root, as AWS has it by now.
 *
 * @throws AwsError InvalidInput
 */
export function assertThumbprints(thumbprints: readonly string[]): void {
  if (thumbprints.length > QUOTAS.ThumbprintsPerOpenIdConnectProvider) throw tooManyThumbprints();
  if (!thumbprints.every((thumbprint) => /^[\dA-Fa-f]{40}$/.test(thumbprint))) throw invalidThumbprint();
}

import { invalidProviderUrl } from '../errors.ts';

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * Checks the URL of an OpenID Connect provider, which tokens name as `iss` to the letter: https, a host,
 * perhaps a path, and nothing else. On one's own machine an issuer may also be a port of loopback's over
 * plain http, which AWS could not reach.
 *
 * @throws AwsError InvalidInput
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
 */
export function assertIssuerUrl(text: string): void {
  // Taken apart by hand first: the URL parser mends what must be refused.
  const [, scheme, authority, path = ''] =
    /^(https?):\/\/([\w.:[\]-]+)(\/[\w./~:@!$&'()+,;=%-]*)?$/.exec(text) ?? [];
  if (scheme === undefined || authority === undefined || path.includes('//') || !URL.canParse(text)) {
    throw invalidProviderUrl();
  }
  const { hostname, port } = new URL(text);
  if (LOOPBACK.has(hostname)) return;
  if (scheme !== 'https' || port !== '' || authority.includes(':')) throw invalidProviderUrl();
}

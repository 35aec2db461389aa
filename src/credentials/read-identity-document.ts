import type { HttpRequest } from '../kernel/http.ts';
import { malformed } from './read-signed-headers.ts';
import { MAX_AUTHORIZATION } from './read-authorization.ts';
import type { MalformedSignature } from './signature.ts';

/** An instance identity document that came in place of a signature; nothing of it is proven yet. */
export interface IdentityDocument {
  readonly kind: 'identity-document';
  readonly document: Buffer;
  readonly signature: Buffer;
}

const SCHEME = 'CFN_V1 ';
/** Written in one line, as CloudFormation's scripts do; decoding passes over what is none. */
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Whether a request is signed by an instance identity document, well or badly. */
export function isByIdentityDocument({ headers }: HttpRequest): boolean {
  return headers['authorization']?.startsWith(SCHEME) === true;
}

/**
 * Reads `Authorization: CFN_V1 DOCUMENT:SIGNATURE`, by which CloudFormation's helper scripts say on which instance
 * they run: both halves in base64, the second as the metadata service serves it, without its line breaks.
 *
 * @returns `undefined` for a request of another scheme, or with none
 */
export function readIdentityDocument(
  request: HttpRequest,
): IdentityDocument | MalformedSignature | undefined {
  const { authorization = '' } = request.headers;
  if (!isByIdentityDocument(request)) return undefined;
  if (authorization.length > MAX_AUTHORIZATION) return malformed('header', 'too-long', authorization);
  const [document = '', signature = '', ...rest] = authorization.slice(SCHEME.length).split(':', 3);
  if (rest.length > 0 || !BASE64.test(document) || !BASE64.test(signature))
    return malformed('header', 'identity-document', authorization);
  return {
    kind: 'identity-document',
    document: Buffer.from(document, 'base64'),
    signature: Buffer.from(signature, 'base64'),
  };
}

import { stsErrors } from '../errors.ts';

/** What every web identity token says, in the form that it must have. */
export interface TokenClaims {
  readonly issuer: string;
  /** For whom it was made; the authorized party alone where it names one. */
  readonly audiences: readonly string[];
  /** `aud` as it stands, where an authorized party counts in its place. */
  readonly originalAudiences: readonly string[] | undefined;
  readonly subject: string;
  /** Seconds since 1970, as are the next two. */
  readonly expiresAt: number;
  readonly notBefore: number | undefined;
  readonly issuedAt: number | undefined;
  readonly all: Readonly<Record<string, unknown>>;
}

/**
 * Signatures by the issuer's private key. `none` and the HMACs, whose key would be the public one, are not
 * among them.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];

/**
 * Reads a token without trusting it: nothing is verified.
 *
 * @throws AwsError InvalidIdentityToken
 */
export async function readToken(token: string): Promise<TokenClaims> {
  const { decodeJwt, decodeProtectedHeader } = await import('jose');
  let algorithm: string | undefined;
  let all: Readonly<Record<string, unknown>>;
  try {
    algorithm = decodeProtectedHeader(token).alg;
    all = decodeJwt(token);
  } catch {
    throw stsErrors.notAJwt();
  }
  if (algorithm === undefined || !ALGORITHMS.includes(algorithm)) throw stsErrors.unsupportedAlgorithm();
  const audiences = audiencesIn(all['aud']);
  const party = all['azp'];
  const hasParty = typeof party === 'string' && party !== '';
  return {
    issuer: textIn(all, 'iss'),
    audiences: hasParty ? [party] : (audiences ?? missing('aud')),
    originalAudiences: hasParty ? audiences : undefined,
    subject: textIn(all, 'sub'),
    expiresAt: timeIn(all, 'exp') ?? missing('exp'),
    notBefore: timeIn(all, 'nbf'),
    issuedAt: timeIn(all, 'iat'),
    all,
  };
}

function audiencesIn(value: unknown): readonly string[] | undefined {
  const list = typeof value === 'string' ? [value] : value;
  if (!Array.isArray(list) || list.length === 0) return undefined;
  return list.every((each) => typeof each === 'string') ? list : undefined;
}

function textIn(claims: Readonly<Record<string, unknown>>, name: string): string {
  const value = claims[name];
  return typeof value === 'string' && value !== '' ? value : missing(name);
}

function timeIn(claims: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = claims[name];
  if (value === undefined) return undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : missing(name);
}

function missing(claim: string): never {
  throw stsErrors.missingClaim(claim);
}

import type { FederatedIdentity } from '../../../kernel/caller.ts';
import type { House } from '../../../operation/house.ts';
import { issuerName, oidcProviderArn, type KeySet } from '../../../operation/issuer-keys.ts';
import { prepared } from '../../../store/prepared.ts';
import { stsErrors } from '../errors.ts';
import { FetchError } from './fetch-json.ts';
import { IssuerKeySource } from './issuer-key-source.ts';
import { ALGORITHMS, readToken, type TokenClaims } from './read-token.ts';

/** Whom a verified token speaks of. */
export interface WebIdentity extends FederatedIdentity {
  /** The issuer as condition keys name it. */
  readonly issuerName: string;
  readonly claims: TokenClaims;
}

const providerOf = prepared((db, p: { accountId: string; issuer: string }) =>
  db
    .selectFrom('oidc_providers')
    .select('client_ids')
    .where('account_id', '=', p.accountId)
    .where('issuer', '=', p.issuer),
);

/** How far an issuer's clock may be ahead of ours, seconds. */
const LEEWAY = 300;

/**
 * Verifies a web identity token: its issuer is registered in the account, for this audience, its time is now
 * (in real time, which is the issuer's), and the signature is by a key of the issuer's.
 *
 * @throws AwsError InvalidIdentityToken, ExpiredTokenException, IDPCommunicationError
 */
export async function verifyWebIdentity(
  house: House,
  accountId: string,
  token: string,
): Promise<WebIdentity> {
  const claims = await readToken(token);
  const { issuer } = claims;
  const provider = await house.store.read((tx) => providerOf.first(tx, { accountId, issuer }));
  if (provider === undefined) throw stsErrors.noOidcProvider(issuer);
  const clientIds = JSON.parse(provider.client_ids) as string[];
  const audience = claims.audiences.find((each) => clientIds.includes(each));
  if (audience === undefined) throw stsErrors.incorrectAudience();
  assertTimely(claims, Math.floor(house.clock.real().getTime() / 1000));
  await assertSigned(keySourceOf(house), issuer, token);
  return {
    provider: oidcProviderArn(accountId, issuer),
    issuerName: issuerName(issuer),
    audience,
    subject: claims.subject,
    claims,
  };
}

function assertTimely({ expiresAt, notBefore, issuedAt }: TokenClaims, now: number): void {
  if (expiresAt <= now) throw stsErrors.tokenExpired(now, expiresAt);
  if (Math.max(notBefore ?? 0, issuedAt ?? 0) > now + LEEWAY) throw stsErrors.tokenOfTheFuture();
}

async function assertSigned(source: IssuerKeySource, issuer: string, token: string): Promise<void> {
  try {
    if (await isSigned(token, await source.keysOf(issuer))) return;
    // An issuer that changed its keys names one that was not there before.
    if (await isSigned(token, await source.keysOf(issuer, true))) return;
  } catch (error) {
    if (error instanceof FetchError && error.kind === 'unreachable') throw stsErrors.providerUnreachable();
    if (!(error instanceof FetchError)) throw error;
  }
  throw stsErrors.noVerificationKey();
}

/**
 * @returns whether the key that the token names is among these; if it is, it made the signature
 * @throws AwsError InvalidIdentityToken when it did not
 */
async function isSigned(token: string, { keys }: KeySet): Promise<boolean> {
  const { compactVerify, createLocalJWKSet, errors } = await import('jose');
  try {
    await compactVerify(token, createLocalJWKSet({ keys: keys as never }), { algorithms: ALGORITHMS });
    return true;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) throw stsErrors.wrongTokenSignature();
    // Whatever else: no key, several, or one that is malformed or too weak.
    return false;
  }
}

const SOURCES = new WeakMap<House, IssuerKeySource>();

function keySourceOf(house: House): IssuerKeySource {
  let source = SOURCES.get(house);
  if (source === undefined) SOURCES.set(house, (source = new IssuerKeySource(house.store, house.clock)));
  return source;
}

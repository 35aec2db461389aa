import type { PresignedV2Signature, ReadSignature } from '../credentials/signature.ts';
import type { SealedSession } from '../credentials/sealed-session.ts';
import { verifyPresignedV2 } from '../credentials/verify-presigned-v2.ts';
import { verifySignature, type VerificationFailure } from '../credentials/verify-signature.ts';
import type { Caller } from '../kernel/caller.ts';
import type { HttpRequest } from '../kernel/http.ts';
import { type Soon, whenThere } from '../kernel/soon.ts';
import { callerOfSession } from '../operation/caller-of-session.ts';
import type { House } from '../operation/house.ts';
import type { KeyHolder } from '../operation/identities.ts';
import type { AuthenticationFailure } from './authentication-errors.ts';
import { pathStyle } from './path-style.ts';

/** A request's sender, made out; the secret is what verifies the chunks of a streamed body. */
export interface Identified {
  readonly caller: Caller;
  readonly secretAccessKey: string | undefined;
  /** The region meant, where no signature names it. */
  readonly region?: string | undefined;
}

/** Thrown where the sender cannot be made out; the gateway words it as the service does. */
export class Unidentified extends Error {
  readonly failure: AuthenticationFailure;

  constructor(failure: AuthenticationFailure) {
    super(failure.reason);
    this.failure = failure;
  }
}

const ANONYMOUS: Identified = { caller: { kind: 'anonymous' }, secretAccessKey: undefined };

/**
 * Makes out who sent a request, from its head and its payload's hash alone.
 *
 * @param payloadHash hex SHA-256 of the body, or what the request declared in its stead
 * @throws Unidentified
 */
export function identify(
  house: House,
  request: HttpRequest,
  signature: ReadSignature,
  payloadHash: string,
  epoch: number,
): Soon<Identified> {
  if (signature.kind === 'none') return ANONYMOUS;
  if (signature.kind === 'malformed') throw new Unidentified({ reason: 'malformed', signature });
  return whenThere(holderOf(house, signature, epoch), (holder) =>
    verified(house, request, signature, payloadHash, holder),
  );
}

type Readable = Exclude<ReadSignature, { readonly kind: 'none' | 'malformed' }>;

/** The holder of a key, once it is sure that it signed. */
function verified(
  house: House,
  request: HttpRequest,
  signature: Readable,
  payloadHash: string,
  holder: Holder,
): Holder {
  const failure =
    signature.kind === 'presigned-v2'
      ? verifyV2(house, request, signature, holder.secretAccessKey)
      : verifyV4(house, request, signature, payloadHash, holder.secretAccessKey);
  if (failure !== undefined) throw new Unidentified(failure);
  if (holder.expired) throw new Unidentified({ reason: 'expired-token' });
  return holder;
}

interface Holder extends Identified {
  readonly secretAccessKey: string;
  readonly expired: boolean;
}

interface Named {
  readonly accessKeyId: string;
  readonly sessionToken: string | undefined;
}

function holderOf(house: House, { accessKeyId, sessionToken }: Named, epoch: number): Soon<Holder> {
  if (sessionToken !== undefined) return sessionHolder(house, accessKeyId, sessionToken, epoch);
  return whenThere(house.identities.byAccessKey(accessKeyId, epoch), (holder) =>
    keyHolder(accessKeyId, holder),
  );
}

function keyHolder(accessKeyId: string, holder: KeyHolder | undefined): Holder {
  if (holder === undefined || !holder.active) throw new Unidentified({ reason: 'unknown-key', accessKeyId });
  return { caller: holder.caller, secretAccessKey: holder.secretAccessKey, expired: false };
}

function sessionHolder(house: House, accessKeyId: string, token: string, epoch: number): Soon<Holder> {
  const sealed: SealedSession | undefined = house.sealer.open(token);
  if (sealed === undefined || sealed.accessKeyId !== accessKeyId)
    throw new Unidentified({ reason: 'unknown-token' });
  return whenThere(callerOfSession(house.identities, sealed, epoch), (caller) => {
    if (caller === undefined) throw new Unidentified({ reason: 'unknown-token' });
    const expired = sealed.session.expiresAt <= house.clock.now().getTime();
    return { caller, secretAccessKey: sealed.secretAccessKey, expired };
  });
}

function verifyV4(
  house: House,
  request: HttpRequest,
  signature: SignatureV4,
  payloadHash: string,
  secretAccessKey: string,
): AuthenticationFailure | undefined {
  const now = house.clock.real();
  const verification = verifySignature({
    request,
    signature,
    secretAccessKey,
    payloadHash,
    now: now.getTime(),
  });
  return verification.ok ? undefined : failureOf(verification, signature, now);
}

type SignatureV4 = Parameters<typeof verifySignature>[0]['signature'];

function failureOf(failure: VerificationFailure, signature: SignatureV4, now: Date): AuthenticationFailure {
  switch (failure.reason) {
    case 'signature':
      return {
        reason: 'wrong-signature',
        accessKeyId: signature.accessKeyId,
        signature: signature.signature,
        canonicalRequest: failure.canonicalRequest,
        stringToSign: failure.stringToSign,
      };
    case 'skewed':
    case 'not-yet-valid':
      return { reason: 'skewed', signedAt: new Date(signature.signedAt), now };
    case 'expired':
      return {
        reason: 'expired-url',
        expiresSeconds: signature.kind === 'presigned' ? signature.expires : undefined,
        expiredAt: new Date(failure.expiredAt),
        now,
      };
    case 'scope-date':
      return {
        reason: 'wrong-scope',
        message: `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${signature.date}' != '${signature.timestamp.slice(0, 8)}', from '${signature.timestamp}'.`,
      };
    case 'headers-not-signed':
      return {
        reason: 'wrong-scope',
        message: `There were headers present in the request which were not signed: ${failure.headers.join(', ')}`,
      };
  }
}

function verifyV2(
  house: House,
  request: HttpRequest,
  signature: PresignedV2Signature,
  secretAccessKey: string,
): AuthenticationFailure | undefined {
  const now = house.clock.real();
  const verification = verifyPresignedV2({
    request,
    resourcePath: pathStyle(request).path,
    signature,
    secretAccessKey,
    now: now.getTime(),
  });
  if (verification.ok) return undefined;
  if (verification.reason === 'expired') {
    const expiredAt = new Date(verification.expiredAt);
    return { reason: 'expired-url', expiresSeconds: undefined, expiredAt, now };
  }
  const { accessKeyId } = signature;
  const { stringToSign } = verification;
  return {
    reason: 'wrong-signature',
    accessKeyId,
    signature: signature.signature,
    canonicalRequest: undefined,
    stringToSign,
  };
}

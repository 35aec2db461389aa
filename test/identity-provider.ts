import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a token says; times in seconds since 1970. */
export type Claims = Readonly<Record<string, unknown>>;

/** A key pair of an issuer's, and how it signs. */
export class TokenKey {
  readonly kid: string;
  readonly algorithm: 'RS256' | 'ES256';
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;

  constructor(kid: string, algorithm: TokenKey['algorithm'] = 'ES256', bits = 2048) {
    const pair =
      algorithm === 'RS256'
        ? generateKeyPairSync('rsa', { modulusLength: bits })
        : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.kid = kid;
    this.algorithm = algorithm;
    this.#privateKey = pair.privateKey;
    this.#publicKey = pair.publicKey;
  }

  get jwk(): Readonly<Record<string, unknown>> {
    const jwk = this.#publicKey.export({ format: 'jwk' });
    return { ...jwk, kid: this.kid, alg: this.algorithm, use: 'sig' };
  }

  /** The public key, as someone would take it for an HMAC's secret. */
  get pem(): string {
    return this.#publicKey.export({ format: 'pem', type: 'spki' }).toString();
  }

  token(claims: Claims, header: Claims = {}): string {
    const content = contentOf({ alg: this.algorithm, kid: this.kid, typ: 'JWT', ...header }, claims);
    const key = { key: this.#privateKey, dsaEncoding: 'ieee-p1363' } as const;
    return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
  }
}

/** A token that says `alg: none`. */
export function unsignedToken(claims: Claims): string {
  return `${contentOf({ alg: 'none', typ: 'JWT' }, claims)}.`;
}

/** A token signed by HMAC with the issuer's public key as its secret. */
export function confusedToken(key: TokenKey, claims: Claims): string {
  const content = contentOf({ alg: 'HS256', kid: key.kid, typ: 'JWT' }, claims);
  return `${content}.${createHmac('sha256', key.pem).update(content).digest('base64url')}`;
}

function contentOf(header: Claims, claims: Claims): string {
  return [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
}

/** An OpenID Connect provider on loopback. */
export interface IdentityProvider {
  readonly issuer: string;
  /** The paths it was asked for. */
  readonly asked: string[];
  keys: readonly TokenKey[];
  /** Answers in the place of what it would; `false` to go on. */
  instead: (request: IncomingMessage, response: ServerResponse) => boolean;
  close(): Promise<void>;
}

/** Starts one. @param path of its issuer, for example `/realm` */
export async function startIdentityProvider(path = ''): Promise<IdentityProvider> {
  const server = createServer((request, response) => {
    provider.asked.push(request.url ?? '');
    if (provider.instead(request, response)) return;
    response.setHeader('content-type', 'application/json');
    if (request.url === `${path}/.well-known/openid-configuration`) {
      response.end(JSON.stringify({ issuer: provider.issuer, jwks_uri: `${provider.issuer}/keys` }));
    } else if (request.url === `${path}/keys`) {
      response.end(JSON.stringify({ keys: provider.keys.map(({ jwk }) => jwk) }));
    } else response.writeHead(404).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const provider: IdentityProvider = {
    issuer: `http://127.0.0.1:${port}${path}`,
    asked: [],
    keys: [],
    instead: () => false,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return provider;
}

import { createSecureContext, type SecureContext } from 'node:tls';
import { LruCache } from '../../credentials/lru-cache.ts';
import { isAmazonName } from '../../kernel/amazon-names.ts';
import type { CertificateAuthority } from './certificate-authority.ts';

/** Names whose certificates are kept: a client that asks for ever new buckets must not fill the memory. */
const MOST_NAMES = 500;
/** A kept certificate is replaced long before it ends. */
const KEPT_MS = 24 * 3600 * 1000;

/** What TLS serves each of AWS's names with: a certificate issued at the first handshake that asks for it. */
export class SecureContexts {
  readonly #authority: CertificateAuthority;
  readonly #now: () => Date;
  readonly #kept = new LruCache<{ readonly context: SecureContext; readonly until: number }>(MOST_NAMES);

  /** @param now real time */
  constructor(authority: CertificateAuthority, now: () => Date) {
    this.#authority = authority;
    this.#now = now;
  }

  /**
   * The context for a handshake.
   *
   * @param asked the name in the client's hello
   * @throws Error for a name that is none of AWS's
   */
  of(asked: string): SecureContext {
    const name = asked.toLowerCase();
    const now = this.#now();
    const kept = this.#kept.get(name);
    if (kept !== undefined && kept.until > now.getTime()) return kept.context;
    if (!isAmazonName(name)) throw new Error('the name is none of AWS’s');
    const { certificate, key } = this.#authority.issue(name, now);
    const context = createSecureContext({ cert: certificate, key, minVersion: 'TLSv1.2' });
    this.#kept.set(name, { context, until: now.getTime() + KEPT_MS });
    return context;
  }
}

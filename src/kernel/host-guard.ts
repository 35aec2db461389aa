import { isAmazonName } from './amazon-names.ts';
import type { HttpRequest } from './http.ts';
import { isLoopback } from './loopback.ts';

/**
 * Tells our own Host headers from foreign ones. A page that a browser loads from elsewhere can make its
 * own name resolve to 127.0.0.1 (DNS rebinding), but not change the name it sends.
 */
export class HostGuard {
  readonly #names: ReadonlySet<string>;

  /** @param names further names by which the server may be called, beside loopback's */
  constructor(names: Iterable<string>) {
    this.#names = new Set([
      'localhost',
      '127.0.0.1',
      '[::1]',
      ...[...names].map((name) => name.toLowerCase()),
    ]);
  }

  /** Whether a request may have been meant for this server. */
  knows(request: Pick<HttpRequest, 'headers'>): boolean {
    const name = hostName(request.headers['host']);
    return (
      name !== undefined &&
      (this.#names.has(name) || isLoopback(name) || name.endsWith('.localhost') || isAmazonName(name))
    );
  }
}

/** The host a request names, lower-case and without its port. */
export function hostName(header: string | undefined): string | undefined {
  if (header === undefined || header === '') return undefined;
  const host = header.toLowerCase();
  if (host.startsWith('[')) {
    const end = host.indexOf(']');
    return end < 0 ? undefined : host.slice(0, end + 1);
  }
  const colon = host.indexOf(':');
  return colon < 0 ? host : host.slice(0, colon);
}

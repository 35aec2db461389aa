import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { KeyRing } from './key-ring.ts';
import { LruCache } from './lru-cache.ts';
import { decodeSession, encodeSession, type SealedSession } from './sealed-session.ts';

/**
 * The longest session token, in characters. AWS promises no limit and advises room for 4,096; beside it the
 * headers of a request must find room in HTTP's usual 16 KB.
 */
export const MAX_TOKEN_LENGTH = 8192;

/** Below this many bytes deflating saves nothing worth its time. */
const DEFLATE_FROM_BYTES = 400;
const MAX_CONTENT_BYTES = 64 * 1024;
const CACHED_TOKENS = 2048;
const PLAIN = 0;
const DEFLATED = 1;

/** A session that carries too much for a token: STS answers `PackedPolicyTooLarge`. */
export class SessionTooLargeError extends Error {
  override readonly name = 'SessionTooLargeError';
  /** How full the token would be; more than 100. */
  readonly percent: number;

  constructor(percent: number) {
    super(`the session fills its token to ${percent} %`);
    this.percent = percent;
  }
}

/** Turns sessions into tokens and back. What a token says can be trusted; whether it still holds is the caller's to check. */
export class SessionSealer {
  readonly #ring: KeyRing;
  readonly #opened = new LruCache<SealedSession>(CACHED_TOKENS);

  constructor(ring: KeyRing) {
    this.#ring = ring;
  }

  /**
   * @returns a session token: base64, some 400 characters for an ordinary session
   * @throws SessionTooLargeError when it would be longer than {@link MAX_TOKEN_LENGTH}
   */
  seal(content: SealedSession): string {
    const text = Buffer.from(encodeSession(content), 'utf8');
    const isLarge = text.length >= DEFLATE_FROM_BYTES;
    const packed = Buffer.concat([
      Buffer.from([isLarge ? DEFLATED : PLAIN]),
      isLarge ? deflateRawSync(text) : text,
    ]);
    const token = this.#ring.seal('session', packed).toString('base64');
    if (token.length > MAX_TOKEN_LENGTH || text.length > MAX_CONTENT_BYTES) {
      throw new SessionTooLargeError(Math.ceil((token.length / MAX_TOKEN_LENGTH) * 100));
    }
    return token;
  }

  /**
   * Opens a token. Does not ask whether the session has expired.
   *
   * @returns `undefined` for whatever this ring did not seal
   */
  open(token: string): SealedSession | undefined {
    const known = this.#opened.get(token);
    if (known !== undefined) return known;
    if (token.length > MAX_TOKEN_LENGTH) return undefined;
    const sealed = Buffer.from(token, 'base64');
    // Node's decoder overlooks foreign characters and loose bits: only the one right spelling counts.
    if (sealed.toString('base64') !== token) return undefined;
    const packed = this.#ring.open('session', sealed);
    if (packed === undefined) return undefined;
    const content = packed.subarray(1);
    const text =
      packed[0] === DEFLATED ? inflateRawSync(content, { maxOutputLength: MAX_CONTENT_BYTES }) : content;
    const session = decodeSession(text.toString('utf8'));
    this.#opened.set(token, session);
    return session;
  }

  /**
   * Opens the token that came with an access key.
   *
   * @returns `undefined` also when the token is another key's
   */
  openFor(token: string, accessKeyId: string): SealedSession | undefined {
    const session = this.open(token);
    return session?.accessKeyId === accessKeyId ? session : undefined;
  }
}

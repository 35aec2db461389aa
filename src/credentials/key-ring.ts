import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';

/** A key of the ring. */
export interface SealingKey {
  /** Names the key in what it sealed: 1–32 characters of ASCII. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** What a sealed thing is for; one kind never opens as another. */
export type SealPurpose = 'session' | 'message' | 'metadata-token' | 'parameter';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PURPOSE_BYTE: Readonly<Record<SealPurpose, number>> = {
  session: 0x53,
  message: 0x4d,
  'metadata-token': 0x49,
  parameter: 0x50,
};

/**
 * Seals bytes with AES-256-GCM so that no one else can read or change them.
 *
 * Layout: version, purpose, length of the key's id, the id; a nonce of 12 bytes; the sealed bytes; a tag of 16.
 * All before the nonce is authenticated too.
 */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #newest: { readonly id: string; readonly key: KeyObject };
  readonly #random: (bytes: number) => Uint8Array;

  /**
   * @param keys the newest last: it seals, any of them opens
   * @param random where nonces come from; the operating system's by default
   */
  constructor(keys: readonly SealingKey[], random: (bytes: number) => Uint8Array = randomBytes) {
    const ring = new Map<string, KeyObject>();
    for (const { id, key } of keys) {
      if (!/^[\x21-\x7e]{1,32}$/.test(id))
        throw new RangeError('a sealing key id is 1–32 characters of ASCII');
      if (key.length !== 32) throw new RangeError(`sealing key \`${id}\` is not of 32 bytes`);
      ring.set(id, createSecretKey(key));
    }
    const newest = keys.at(-1);
    const key = newest === undefined ? undefined : ring.get(newest.id);
    if (newest === undefined || key === undefined) throw new RangeError('a key ring needs at least one key');
    this.#keys = ring;
    this.#newest = { id: newest.id, key };
    this.#random = random;
  }

  seal(purpose: SealPurpose, content: Uint8Array): Buffer {
    const { id, key } = this.#newest;
    const header = Buffer.concat([
      Buffer.from([VERSION, PURPOSE_BYTE[purpose], id.length]),
      Buffer.from(id, 'latin1'),
    ]);
    const nonce = this.#random(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(header);
    return Buffer.concat([header, nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  }

  /** @returns what was sealed; `undefined` when it was not sealed for this purpose by a key of this ring */
  open(purpose: SealPurpose, sealed: Buffer): Buffer | undefined {
    if (sealed[0] !== VERSION || sealed[1] !== PURPOSE_BYTE[purpose]) return undefined;
    const headerEnd = 3 + (sealed[2] ?? 0);
    const nonceEnd = headerEnd + NONCE_BYTES;
    const tagStart = sealed.length - TAG_BYTES;
    if (tagStart < nonceEnd) return undefined;
    const key = this.#keys.get(sealed.toString('latin1', 3, headerEnd));
    if (key === undefined) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(headerEnd, nonceEnd), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(sealed.subarray(0, headerEnd));
    decipher.setAuthTag(sealed.subarray(tagStart));
    const content = decipher.update(sealed.subarray(nonceEnd, tagStart));
    try {
      return Buffer.concat([content, decipher.final()]);
    } catch {
      // The tag does not fit: Node says so by throwing. That is an answer, not a failure.
      return undefined;
    }
  }
}

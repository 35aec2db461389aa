import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { crc32c } from './crc32c.ts';
import { Crc64Nvme } from './crc64-nvme.ts';

/** S3's checksum algorithms that are computed here, under S3's names, with their length in bytes. */
export const CHECKSUM_BYTES = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
  SHA512: 64,
  MD5: 16,
} as const;

export type ChecksumAlgorithm = keyof typeof CHECKSUM_BYTES;

/** A checksum that grows with the bytes it is shown. */
export interface Checksum {
  update(bytes: Uint8Array): void;
  /** The checksum in base64, as S3's headers carry it. Call once, at the end. */
  digestBase64(): string;
}

/** Begins a checksum. */
export function createChecksum(algorithm: ChecksumAlgorithm): Checksum {
  switch (algorithm) {
    case 'CRC32':
      return new Crc32Checksum(crc32);
    case 'CRC32C':
      return new Crc32Checksum(crc32c);
    case 'CRC64NVME':
      return new Crc64NvmeChecksum();
    case 'SHA1':
    case 'SHA256':
    case 'SHA512':
    case 'MD5':
      return new HashChecksum(algorithm);
    default:
      return algorithm satisfies never;
  }
}

/** The algorithm of a name as S3 or a header spells it (`crc32`, `CRC64NVME`); `undefined` for others. */
export function checksumAlgorithm(name: string): ChecksumAlgorithm | undefined {
  const upper = name.toUpperCase();
  return Object.hasOwn(CHECKSUM_BYTES, upper) ? (upper as ChecksumAlgorithm) : undefined;
}

/** Whether this is the base64 of a checksum of the right length, in its one proper spelling. */
export function isChecksumValue(algorithm: ChecksumAlgorithm, base64: string): boolean {
  const length = CHECKSUM_BYTES[algorithm];
  if (base64.length !== Math.ceil(length / 3) * 4) return false;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length === length && bytes.toString('base64') === base64;
}

class Crc32Checksum implements Checksum {
  readonly #carry: (bytes: Uint8Array, crc: number) => number;
  #crc = 0;

  constructor(carry: (bytes: Uint8Array, crc: number) => number) {
    this.#carry = carry;
  }

  update(bytes: Uint8Array): void {
    this.#crc = this.#carry(bytes, this.#crc);
  }

  digestBase64(): string {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#crc);
    return bytes.toString('base64');
  }
}

class Crc64NvmeChecksum implements Checksum {
  readonly #crc = new Crc64Nvme();

  update(bytes: Uint8Array): void {
    this.#crc.update(bytes);
  }

  digestBase64(): string {
    return this.#crc.digest().toString('base64');
  }
}

class HashChecksum implements Checksum {
  readonly #hash;

  constructor(algorithm: 'SHA1' | 'SHA256' | 'SHA512' | 'MD5') {
    this.#hash = createHash(algorithm.toLowerCase());
  }

  update(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }

  digestBase64(): string {
    return this.#hash.digest('base64');
  }
}

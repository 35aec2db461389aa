import { type ChecksumAlgorithm, createChecksum } from './payload-checksum.ts';

/** One part of a multipart upload. */
export interface PartChecksum {
  /** The part's own checksum, base64. */
  readonly checksum: string;
  /** The part's size in bytes. */
  readonly bytes: number;
}

/** Algorithms whose checksum of the whole follows from those of the parts. */
export type LinearAlgorithm = Extract<ChecksumAlgorithm, 'CRC32' | 'CRC32C' | 'CRC64NVME'>;

interface Field {
  readonly bits: bigint;
  /** Bit by bit reversed, as the CRCs are. */
  readonly polynomial: bigint;
}

const FIELDS: Readonly<Record<LinearAlgorithm, Field>> = {
  CRC32: { bits: 32n, polynomial: 0xedb88320n },
  CRC32C: { bits: 32n, polynomial: 0x82f63b78n },
  CRC64NVME: { bits: 64n, polynomial: 0x9a6c9329ac4bc9b5n },
};

/**
 * The checksum of a whole object from those of its parts (S3's `FULL_OBJECT`), without reading it again.
 *
 * A CRC is a remainder of polynomials: that of A followed by B is A's, moved up by B's length, plus B's.
 *
 * @returns base64
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
export function fullObjectChecksum(algorithm: LinearAlgorithm, parts: readonly PartChecksum[]): string {
  const field = FIELDS[algorithm];
  const shifts = new Map<number, bigint>();
  let whole = 0n;
  for (const part of parts) {
    // All parts but the last are of one size as a rule, so that one shift serves them.
    const shift = shifts.get(part.bytes) ?? power(field, 8n * BigInt(part.bytes));
    shifts.set(part.bytes, shift);
    whole =
      multiply(field, whole, shift) ^ BigInt(`0x${Buffer.from(part.checksum, 'base64').toString('hex')}`);
  }
  const digits = Number(field.bits / 4n);
  return Buffer.from(whole.toString(16).padStart(digits, '0'), 'hex').toString('base64');
}

/**
 * The checksum of the parts' checksums (S3's `COMPOSITE`), with the number of parts after it, as S3 shows it.
 *
 * @returns for example `EYSgkQ==-2`
 */
export function compositeChecksum(
  algorithm: ChecksumAlgorithm,
  parts: readonly Pick<PartChecksum, 'checksum'>[],
): string {
  const checksum = createChecksum(algorithm);
  for (const part of parts) checksum.update(Buffer.from(part.checksum, 'base64'));
  return `${checksum.digestBase64()}-${parts.length}`;
}

/** x to the power of n; the highest bit stands for 1, the next for x. */
function power(field: Field, exponent: bigint): bigint {
  let result = 1n << (field.bits - 1n);
  let square = result >> 1n;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = multiply(field, result, square);
    square = multiply(field, square, square);
  }
  return result;
}

function multiply({ bits, polynomial }: Field, a: bigint, b: bigint): bigint {
  let product = 0n;
  let shifted = b;
  for (let bit = bits - 1n; bit >= 0n; bit--) {
    if ((a >> bit) & 1n) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n;
  }
  return product;
}

import { createHash } from 'node:crypto';
import type { ByteStream } from '../kernel/http.ts';
import type { ChecksumExpectation } from './checksum-expectations.ts';
import {
  type Checksum,
  type ChecksumAlgorithm,
  createChecksum,
  isChecksumValue,
} from './payload-checksum.ts';
import { PayloadError } from './payload-error.ts';

/** A body with its checksums. */
export interface ChecksummedBody {
  /** The same bytes; throws {@link PayloadError} at its end when a checksum does not match. */
  readonly body: ByteStream;
  /** Base64 by algorithm, of those that were expected or asked for; filled when `body` has ended. */
  readonly digests: Readonly<Partial<Record<ChecksumAlgorithm, string>>>;
}

/**
 * Passes bytes on, and at the end holds their checksums against what the client said.
 *
 * @param also algorithms to compute besides those that are expected (`MD5` for the ETag, say)
 */
export function checksumStream(
  stream: ByteStream,
  expectations: readonly ChecksumExpectation[],
  also: readonly ChecksumAlgorithm[] = [],
): ChecksummedBody {
  const checksums = new Map<ChecksumAlgorithm, Checksum>();
  for (const algorithm of [...also, ...expectations.map((expectation) => expectation.algorithm)]) {
    if (!checksums.has(algorithm)) checksums.set(algorithm, createChecksum(algorithm));
  }
  const digests: Partial<Record<ChecksumAlgorithm, string>> = {};
  return { body: pass(stream, checksums, expectations, digests), digests };
}

/**
 * Passes bytes on, and at the end holds their SHA-256 against the one that was signed.
 *
 * @param expected hex, from `x-amz-content-sha256`
 */
export async function* hashedStream(
  stream: ByteStream,
  expected: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256');
  for await (const bytes of stream) {
    hash.update(bytes);
    yield bytes;
  }
  const computed = hash.digest('hex');
  if (computed !== expected) {
    throw new PayloadError('content-sha256', 'the body is not the one that was signed', {
      ClientComputedContentSHA256: expected,
      S3ComputedContentSHA256: computed,
    });
  }
}

async function* pass(
  stream: ByteStream,
  checksums: ReadonlyMap<ChecksumAlgorithm, Checksum>,
  expectations: readonly ChecksumExpectation[],
  digests: Partial<Record<ChecksumAlgorithm, string>>,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const bytes of stream) {
    for (const checksum of checksums.values()) checksum.update(bytes);
    yield bytes;
  }
  for (const [algorithm, checksum] of checksums) digests[algorithm] = checksum.digestBase64();
  for (const expectation of expectations) assertChecksum(expectation, digests[expectation.algorithm] ?? '');
}

/**
 * Holds a checksum against what the client said it is.
 *
 * @param calculated base64
 * @throws PayloadError
 */
export function assertChecksum(expectation: ChecksumExpectation, calculated: string): void {
  const { algorithm, header } = expectation;
  const expected = expectation.value();
  if (expected === calculated) return;
  if (expected === undefined || !isChecksumValue(algorithm, expected)) {
    throw new PayloadError('invalid-checksum', `the trailer \`${header}\` is no ${algorithm}`, { header });
  }
  if (header === 'content-md5') {
    throw new PayloadError('content-md5', 'The Content-MD5 you specified did not match what we received.', {
      ExpectedDigest: expected,
      CalculatedDigest: calculated,
    });
  }
  throw new PayloadError(
    'checksum',
    `The ${algorithm} you specified did not match the calculated checksum.`,
    {
      algorithm,
    },
  );
}

import { checksumStream } from '../../../credentials/checksum-stream.ts';
import type { ChecksumAlgorithm } from '../../../credentials/payload-checksum.ts';
import type { ByteStream, VerifiedStream } from '../../../kernel/http.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { BlobWriter } from '../../../store/object-bytes.ts';
import { DEFAULT_ALGORITHM, type StoredChecksum } from './checksum.ts';
import { entityTooLarge } from '../errors.ts';

/** The most that one upload brings: 5 GiB. */
export const MAX_UPLOAD_BYTES = 5 * 1024 ** 3;

/** Bytes that lie in the store and that no row refers to yet. */
export interface StoredBytes {
  /** Absent when there were none. */
  readonly blobId: string | undefined;
  readonly size: number;
  /** Hex. */
  readonly md5: string;
  readonly checksum: StoredChecksum;
  /** One more checksum, which nobody gave. */
  readonly summed?: StoredChecksum | undefined;
}

/** Writes a body as `storeBody` does, and computes one more checksum of it. */
export async function storeSummed(
  context: OperationContext,
  body: ByteStream | undefined,
  algorithm: ChecksumAlgorithm,
): Promise<StoredBytes> {
  const verified = verifiedBody(body);
  const summed = computing(verified, [algorithm]);
  const passing: VerifiedStream = {
    [Symbol.asyncIterator]: () => summed[Symbol.asyncIterator](),
    digests: verified.digests,
  };
  const bytes = await storeBody(context, passing);
  return { ...bytes, summed: { algorithm, type: 'FULL_OBJECT', value: summed.digests[algorithm] ?? '' } };
}

/**
 * Writes a body to the store as it arrives, a piece at a time. Resolves once all its checksums were held
 * against what the client said; otherwise nothing of it remains.
 *
 * @throws AwsError EntityTooLarge (400) beyond 5 GiB; what the body throws when it is not what was sent
 */
export async function storeBody(
  context: OperationContext,
  body: ByteStream | undefined,
): Promise<StoredBytes> {
  const verified = verifiedBody(body);
  const { blobId, size } = await write(context, verified);
  return { blobId, size, md5: hexOf(verified.digests['MD5']), checksum: checksumOf(verified.digests) };
}

/** Writes bytes of our own, as a copy's, with the checksum that is asked for. */
export async function storeCopy(
  context: OperationContext,
  body: ByteStream,
  algorithm: ChecksumAlgorithm,
): Promise<StoredBytes> {
  const summed = computing(body, [algorithm]);
  const { blobId, size } = await write(context, summed);
  const value = summed.digests[algorithm] ?? '';
  return {
    blobId,
    size,
    md5: hexOf(summed.digests['MD5']),
    checksum: { algorithm, type: 'FULL_OBJECT', value },
  };
}

/** Takes back bytes that no row came to refer to. */
export async function discard(
  context: OperationContext,
  { blobId }: Pick<StoredBytes, 'blobId'>,
): Promise<void> {
  if (blobId !== undefined) await context.house.objects.delete(blobId);
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

const NOTHING: ByteStream = { [Symbol.asyncIterator]: nothing };

/** The body with its digests; those of one that comes from inside the house are computed here. */
function verifiedBody(body: ByteStream | VerifiedStream | undefined): VerifiedStream {
  if (body !== undefined && isVerified(body)) return body;
  return computing(body ?? NOTHING, [DEFAULT_ALGORITHM]);
}

function isVerified(body: ByteStream): body is VerifiedStream {
  return 'digests' in body;
}

function computing(stream: ByteStream, algorithms: readonly ChecksumAlgorithm[]): VerifiedStream {
  const { body, digests } = checksumStream(stream, [], ['MD5', ...algorithms]);
  return { [Symbol.asyncIterator]: () => body[Symbol.asyncIterator](), digests };
}

async function write(
  context: OperationContext,
  body: ByteStream,
): Promise<Pick<StoredBytes, 'blobId' | 'size'>> {
  let writer: BlobWriter | undefined;
  let size = 0;
  try {
    for await (const chunk of body) {
      if (chunk.length === 0) continue;
      size += chunk.length;
      if (size > MAX_UPLOAD_BYTES) throw entityTooLarge(size, MAX_UPLOAD_BYTES);
      writer ??= await context.house.objects.create();
      await writer.write(chunk);
    }
    return { blobId: (await writer?.commit())?.id, size };
  } catch (error) {
    await writer?.abort();
    throw error;
  }
}

/** The client's own checksum where it gave one, otherwise the one that S3 computes for everybody. */
function checksumOf(digests: VerifiedStream['digests']): StoredChecksum {
  const given = Object.keys(digests).find((algorithm) => algorithm !== 'MD5') ?? 'MD5';
  return { algorithm: given as ChecksumAlgorithm, type: 'FULL_OBJECT', value: digests[given] ?? '' };
}

function hexOf(base64: string | undefined): string {
  if (base64 === undefined) throw new Error('a body ended without its MD5');
  return Buffer.from(base64, 'base64').toString('hex');
}

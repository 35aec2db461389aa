import { createHash } from 'node:crypto';
import type { ByteStream, HttpRequest } from '../kernel/http.ts';
import { ByteReader } from './byte-reader.ts';
import { ChunkSignatures } from './chunk-signatures.ts';
import { readTrailers } from './chunk-trailers.ts';
import type { DeclaredPayload } from './declared-payload.ts';
import { PayloadError } from './payload-error.ts';
import type { HeaderSignature } from './signature.ts';

/** How an aws-chunked body is to be read. */
export interface ChunkedOptions {
  readonly payload: Extract<DeclaredPayload, { kind: 'chunked' }>;
  /** The number of bytes without the encoding, from {@link decodedContentLength}. */
  readonly decodedLength: number;
  /** Names from `x-amz-trailer`, by {@link announcedTrailers}. */
  readonly trailerNames: readonly string[];
  /** Whose chunks these are: needed when they are signed. */
  readonly signer?: { readonly signature: HeaderSignature; readonly secretAccessKey: string } | undefined;
}

/** A body freed of its encoding. */
export interface DecodedBody {
  /** Throws {@link PayloadError}; only when it has ended without is the body what was signed. */
  readonly body: ByteStream;
  /** The trailing headers by lower-cased name, `x-amz-trailer-signature` apart; filled when `body` has ended. */
  readonly trailers: Readonly<Record<string, string>>;
}

/** S3: only the last chunk may be smaller. */
const MIN_CHUNK_BYTES = 8192;
/** A size, `;chunk-signature=` and 64 digits are some 100 characters. */
const MAX_CHUNK_HEADER = 256;
const CHUNK_HEADER = /^([0-9a-fA-F]{1,16})(?:;chunk-signature=([0-9a-f]{64}))?\r\n$/;

/**
 * Decodes and verifies an aws-chunked body as it arrives. Holds one piece of it at a time.
 *
 * @throws PayloadError at once, `chunk-signature`, when the chunks are signed and no signer is given (a presigned URL)
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function decodeAwsChunked(stream: ByteStream, options: ChunkedOptions): DecodedBody {
  const { payload, signer } = options;
  if (payload.signed && signer === undefined) {
    throw new PayloadError('chunk-signature', 'chunks are signed only where the Authorization header signs');
  }
  const signatures =
    payload.signed && signer !== undefined
      ? new ChunkSignatures(signer.signature, signer.secretAccessKey)
      : undefined;
  const trailers: Record<string, string> = {};
  return { body: decode(stream, options, signatures, trailers), trailers };
}

/** `x-amz-decoded-content-length`; `undefined` when it is missing or no number: S3's `MissingContentLength`. */
export function decodedContentLength(headers: HttpRequest['headers']): number | undefined {
  const text = headers['x-amz-decoded-content-length'] ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** The header names that `x-amz-trailer` announces, in lower case. */
export function announcedTrailers(headers: HttpRequest['headers']): readonly string[] {
  return (headers['x-amz-trailer'] ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

async function* decode(
  stream: ByteStream,
  options: ChunkedOptions,
  signatures: ChunkSignatures | undefined,
  trailers: Record<string, string>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = new ByteReader(stream);
  try {
    let left = options.decodedLength;
    let previousSize = MIN_CHUNK_BYTES;
    for (let chunk = 1; ; chunk++) {
      const { size, signature } = parseHeader(await reader.line(MAX_CHUNK_HEADER), signatures !== undefined);
      if (size === 0) {
        signatures?.verifyChunk(signature, createHash('sha256').digest('hex'));
        break;
      }
      if (previousSize < MIN_CHUNK_BYTES) throw tooSmall(chunk, previousSize);
      if (size > left) throw new PayloadError('incomplete', 'there are more bytes than were announced');
      left -= size;
      previousSize = size;

      const digest = signatures === undefined ? undefined : createHash('sha256');
      for (let rest = size; rest > 0;) {
        const bytes = await reader.some(rest);
        if (bytes === undefined) throw new PayloadError('incomplete', 'the body ended within a chunk');
        digest?.update(bytes);
        rest -= bytes.length;
        yield bytes;
      }
      if ((await reader.line(2)) !== '\r\n') throw malformedChunk();
      if (digest !== undefined) signatures?.verifyChunk(signature, digest.digest('hex'));
    }
    if (left > 0) throw new PayloadError('incomplete', 'there are fewer bytes than were announced');
    if (options.payload.trailer) await readTrailers(reader, options.trailerNames, signatures, trailers);
    else if ((await reader.line(2)) !== '\r\n') throw malformedChunk();
    if (!(await reader.ended())) throw malformedChunk();
  } finally {
    await reader.close();
  }
}

function parseHeader(line: string, isSigned: boolean): { readonly size: number; readonly signature: string } {
  const [, size, signature = ''] = CHUNK_HEADER.exec(line) ?? [];
  // A size beyond 2^53 loses its last digits here, and is beyond any announced length all the same.
  if (size === undefined || (signature === '') === isSigned) throw malformedChunk();
  return { size: Number.parseInt(size, 16), signature };
}

function malformedChunk(): PayloadError {
  return new PayloadError('malformed-chunk', 'the body is not encoded as aws-chunked');
}

/** S3 counts the chunk at which it finds out, and quotes the size of the one before. */
function tooSmall(chunk: number, size: number): PayloadError {
  return new PayloadError('chunk-too-small', `chunk ${chunk - 1} has ${size} bytes and is not the last`, {
    Chunk: String(chunk),
    BadChunkSize: String(size),
  });
}

import { hash as digest } from 'node:crypto';
import {
  announcedTrailers,
  decodeAwsChunked,
  decodedContentLength,
  type DecodedBody,
} from '../credentials/aws-chunked.ts';
import { checksumExpectations } from '../credentials/checksum-expectations.ts';
import { assertChecksum, checksumStream, hashedStream } from '../credentials/checksum-stream.ts';
import type { DeclaredPayload } from '../credentials/declared-payload.ts';
import { createChecksum } from '../credentials/payload-checksum.ts';
import type { ReadSignature } from '../credentials/signature.ts';
import { signedPayload } from '../credentials/verify-signature.ts';
import type { ByteStream, HttpRequest, VerifiedStream } from '../kernel/http.ts';
import type { ServiceModel } from '../model/service-model.ts';
import { streamsInput } from '../protocol/decode-input.ts';
import { findOperation } from '../protocol/find-operation.ts';
import {
  checksumHeaderError,
  invalidContentHash,
  missingChecksum,
  missingContentHash,
  missingContentLength,
} from './payload-errors.ts';
import type { IncomingBody } from './receive.ts';

/** A request's body on its way: what its signature covers is known before its content is looked at. */
export interface Payload {
  /** What stands for the body in the signature. */
  readonly hash: string;
  /** The body, where it was read whole. */
  readonly bytes: Uint8Array | undefined;
  /** Opens it once its sender is known. @param secretAccessKey verifies signed chunks */
  open(secretAccessKey: string | undefined): Uint8Array | VerifiedStream;
}

/** SHA-256 of nothing. */
const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/**
 * Reads a body whole, or prepares to stream it where the operation takes a stream (S3's uploads).
 *
 * @param limit bytes of a body that is read whole
 * @throws AwsError when it is too large, or when its checksum headers contradict each other
 */
export async function readPayload(
  model: ServiceModel,
  request: HttpRequest,
  signature: ReadSignature,
  body: IncomingBody,
  limit: number,
): Promise<Payload> {
  const declared =
    signature.kind === 'header' || signature.kind === 'presigned' ? signature.payload : undefined;
  if (model.name === 's3' && signature.kind === 'header') assertDeclared(signature.payload);
  const signed = 'signedHeaders' in signature ? signedPayload(signature) : undefined;
  if (isRest(model)) {
    const { operation } = findOperation(model, request);
    if (operation !== undefined && streamsInput(operation)) {
      return {
        hash: signed ?? 'UNSIGNED-PAYLOAD',
        bytes: undefined,
        open: (secret) => verified(request, signature, declared, body.stream(), secret),
      };
    }
  }
  const bytes = await body.whole(limit);
  const hash = bytes.length === 0 ? EMPTY_HASH : digest('sha256', bytes, 'hex');
  return {
    hash: wholeHash(signed, declared, hash),
    bytes,
    open: () => {
      if (model.protocol === 'rest-xml') assertWholeChecksums(model, request, bytes);
      return bytes;
    },
  };
}

/**
 * Holds a body that was read whole against its checksum headers, and against there being any where S3
 * insists on one.
 */
function assertWholeChecksums(model: ServiceModel, request: HttpRequest, bytes: Uint8Array): void {
  const { operation } = findOperation(model, request, bytes);
  const { headers } = request;
  // What comes with the completion of an upload is the whole object's checksum, not the body's.
  const ofBody =
    operation?.name === 'CompleteMultipartUpload' ? { 'content-md5': headers['content-md5'] } : headers;
  const expectations = checksumExpectations(ofBody);
  if ('fault' in expectations) throw checksumHeaderError(expectations);
  if (operation?.checksumRequired === true && expectations.length === 0) throw missingChecksum();
  for (const expectation of expectations) {
    const checksum = createChecksum(expectation.algorithm);
    checksum.update(bytes);
    assertChecksum(expectation, checksum.digestBase64());
  }
}

/** S3 wants to be told what the signature covers of the body. */
function assertDeclared(payload: DeclaredPayload): void {
  if (payload.kind === 'undeclared') throw missingContentHash();
  if (payload.kind === 'invalid') throw invalidContentHash(payload.text);
}

function isRest(model: ServiceModel): boolean {
  return model.protocol === 'rest-xml' || model.protocol === 'rest-json';
}

/** A declared hash is what was signed, but only the body's own is true; what was declared unsigned stays so. */
function wholeHash(signed: string | undefined, declared: DeclaredPayload | undefined, hash: string): string {
  return signed !== undefined && declared?.kind !== 'sha256' ? signed : hash;
}

function verified(
  request: HttpRequest,
  signature: ReadSignature,
  declared: DeclaredPayload | undefined,
  raw: ByteStream,
  secretAccessKey: string | undefined,
): VerifiedStream {
  let stream = raw;
  let decoded: DecodedBody | undefined;
  if (declared?.kind === 'sha256') stream = hashedStream(raw, declared.text);
  if (declared?.kind === 'chunked' || isUnsignedChunked(request)) {
    decoded = unchunked(request, signature, declared, raw, secretAccessKey);
    stream = decoded.body;
  } else if (request.headers['content-length'] === undefined) throw missingContentLength();
  const expectations = checksumExpectations(request.headers, decoded);
  if ('fault' in expectations) throw checksumHeaderError(expectations);
  const given = expectations.some(({ header }) => header !== 'content-md5');
  const { body, digests } = checksumStream(stream, expectations, given ? ['MD5'] : ['MD5', 'CRC64NVME']);
  return { [Symbol.asyncIterator]: () => body[Symbol.asyncIterator](), digests };
}

/** An anonymous upload may be aws-chunked too; nothing but its trailer then speaks for it. */
function isUnsignedChunked(request: HttpRequest): boolean {
  return request.headers['x-amz-content-sha256'] === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
}

function unchunked(
  { headers }: HttpRequest,
  signature: ReadSignature,
  declared: DeclaredPayload | undefined,
  raw: ByteStream,
  secretAccessKey: string | undefined,
): DecodedBody {
  const decodedLength = decodedContentLength(headers);
  if (decodedLength === undefined) throw missingContentLength();
  const payload =
    declared?.kind === 'chunked'
      ? declared
      : {
          kind: 'chunked' as const,
          text: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
          signed: false,
          trailer: true,
        };
  const signer =
    signature.kind === 'header' && secretAccessKey !== undefined ? { signature, secretAccessKey } : undefined;
  return decodeAwsChunked(raw, { payload, decodedLength, trailerNames: announcedTrailers(headers), signer });
}

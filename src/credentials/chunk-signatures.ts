import { hash } from 'node:crypto';
import type { HmacKey } from './hmac-key.ts';
import { PayloadError } from './payload-error.ts';
import type { HeaderSignature } from './signature.ts';
import { formatScope, signingKey } from './signing-key.ts';
import { equalInConstantTime } from './verify-signature.ts';

const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/**
 * The chain of signatures in a chunked upload: each chunk's covers the one before, the first the request's own.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export class ChunkSignatures {
  readonly #key: HmacKey;
  readonly #context: string;
  #previous: string;

  /** @param seed the request's signature, verified before */
  constructor(seed: HeaderSignature, secretAccessKey: string) {
    this.#key = signingKey(secretAccessKey, seed);
    this.#context = `${seed.timestamp}\n${formatScope(seed)}`;
    this.#previous = seed.signature;
  }

  /** @param sha256 of the chunk's bytes, hex @throws PayloadError `chunk-signature` */
  verifyChunk(signature: string, sha256: string): void {
    this.#verify('AWS4-HMAC-SHA256-PAYLOAD', signature, `${EMPTY_SHA256}\n${sha256}`);
  }

  /** @param trailer its lines as `name:value\n`, without the signature's @throws PayloadError `chunk-signature` */
  verifyTrailer(signature: string, trailer: string): void {
    this.#verify(
      'AWS4-HMAC-SHA256-TRAILER',
      signature,
      hash('sha256', Buffer.from(trailer, 'latin1'), 'hex'),
    );
  }

  #verify(algorithm: string, signature: string, signed: string): void {
    const text = `${algorithm}\n${this.#context}\n${this.#previous}\n${signed}`;
    const expected = this.#key.sign(text);
    if (!equalInConstantTime(expected, signature)) {
      throw new PayloadError('chunk-signature', 'a chunk is not signed by the key that signed the request', {
        StringToSign: text,
        SignatureProvided: signature,
      });
    }
    this.#previous = expected;
  }
}

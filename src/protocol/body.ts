import type { ByteStream } from '../kernel/http.ts';

/**
 * The whole of a body that an operation reads as a document.
 *
 * @throws Error when it is a stream: only operations whose input `streams` may be given one
 */
export function bodyBytes(body: Uint8Array | ByteStream): Uint8Array {
  if (body instanceof Uint8Array) return body;
  throw new Error('this operation reads its body whole, but was given a stream');
}

/** A body's text, in UTF-8. */
export function bodyText(body: Uint8Array | ByteStream): string {
  const bytes = bodyBytes(body);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

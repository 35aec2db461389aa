import type { ByteReader } from './byte-reader.ts';
import { canonicalValue } from './canonical-request.ts';
import type { ChunkSignatures } from './chunk-signatures.ts';
import { PayloadError } from './payload-error.ts';

const MAX_TRAILER_LINE = 1024;
const MAX_TRAILERS = 16;
const TRAILER_SIGNATURE = 'x-amz-trailer-signature';

/**
 * Reads what follows the last chunk: `name:value` lines, for signed chunks a signature over them, an empty line.
 *
 * @param announced what `x-amz-trailer` named: these must come, and no others
 * @param signatures the chain of signatures; absent for unsigned chunks
 * @param trailers receives them
 * @throws PayloadError `malformed-trailer`, `incomplete`, `chunk-signature`
 */
export async function readTrailers(
  reader: ByteReader,
  announced: readonly string[],
  signatures: ChunkSignatures | undefined,
  trailers: Record<string, string>,
): Promise<void> {
  let signed = '';
  let signature: string | undefined;
  for (let count = 0; ; count++) {
    const line = await reader.line(MAX_TRAILER_LINE);
    if (line === '\r\n') break;
    if (!line.endsWith('\r\n')) {
      if (line.length >= MAX_TRAILER_LINE) throw malformedTrailer();
      throw new PayloadError('incomplete', 'the body ended within its trailer');
    }
    const colon = line.indexOf(':');
    if (colon < 1 || count >= MAX_TRAILERS) throw malformedTrailer();
    const name = line.slice(0, colon).toLowerCase();
    const value = canonicalValue(line.slice(colon + 1, -2));
    if (name === TRAILER_SIGNATURE && signatures !== undefined && signature === undefined) {
      signature = value;
      continue;
    }
    // The signature comes last, and covers all.
    if (signature !== undefined || !announced.includes(name) || trailers[name] !== undefined) {
      throw malformedTrailer();
    }
    trailers[name] = value;
    signed += `${name}:${value}\n`;
  }
  if (signatures !== undefined) {
    if (signature === undefined) throw malformedTrailer();
    signatures.verifyTrailer(signature, signed);
  }
  for (const name of announced) if (trailers[name] === undefined) throw malformedTrailer();
}

function malformedTrailer(): PayloadError {
  return new PayloadError('malformed-trailer', 'the trailer is not what `x-amz-trailer` announced');
}

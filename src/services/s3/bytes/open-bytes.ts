import type { ByteStream } from '../../../kernel/http.ts';
import type { ObjectBytes } from '../../../store/object-bytes.ts';
import type { ByteRange } from './byte-range.ts';
import type { PartRow } from '../shared/find-object.ts';
import type { ObjectRecord } from '../shared/object-record.ts';

/**
 * An object's bytes, or a range of them, as a stream.
 *
 * @param parts of a multipart object, by number
 * @throws BlobGoneError when it was replaced or deleted since it was read: read it again
 */
export async function openBytes(
  objects: ObjectBytes,
  object: ObjectRecord,
  parts: readonly PartRow[],
  range: ByteRange = { start: 0, end: object.size - 1 },
): Promise<ByteStream | Uint8Array> {
  if (object.uploadId !== undefined) return openParts(objects, piecesOf(parts, range));
  if (object.blobId === undefined) return new Uint8Array();
  return objects.open(object.blobId, range);
}

/** A part's blob and the range of it that is wanted. */
interface Piece {
  readonly blobId: string;
  readonly range: ByteRange;
}

function piecesOf(parts: readonly PartRow[], { start, end }: ByteRange): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { blob_id, size } of parts) {
    const range = { start: Math.max(start - from, 0), end: Math.min(end - from, size - 1) };
    if (blob_id !== null && range.start <= range.end) pieces.push({ blobId: blob_id, range });
    from += size;
  }
  return pieces;
}

/** The first piece is opened at once: an object that is gone is found out before the answer begins. */
async function openParts(objects: ObjectBytes, pieces: readonly Piece[]): Promise<ByteStream | Uint8Array> {
  const [first, ...rest] = pieces;
  if (first === undefined) return new Uint8Array();
  return inARow(objects, await objects.open(first.blobId, first.range), rest);
}

async function* inARow(
  objects: ObjectBytes,
  first: ByteStream,
  rest: readonly Piece[],
): AsyncGenerator<Uint8Array> {
  yield* first;
  for (const { blobId, range } of rest) yield* await objects.open(blobId, range);
}

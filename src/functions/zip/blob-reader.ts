import { Readable } from 'node:stream';
import { fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import type { StoredZip } from '../../operation/functions.ts';
import type { ObjectBytes } from '../../store/object-bytes.ts';

/** Reads a stored blob piece by piece, so that no zip lies whole in memory. */
class BlobReader extends RandomAccessReader {
  readonly #objects: ObjectBytes;
  readonly #blobId: string;

  constructor(objects: ObjectBytes, blobId: string) {
    super();
    this.#objects = objects;
    this.#blobId = blobId;
  }

  /** @param end exclusive */
  override _readStreamForRange(start: number, end: number): Readable {
    const objects = this.#objects;
    const blobId = this.#blobId;
    async function* pieces() {
      if (end > start) yield* await objects.open(blobId, { start, end: end - 1 });
    }
    return Readable.from(pieces(), { objectMode: false });
  }
}

/** Opens a stored zip. @throws Error when it is none */
export function openZip(objects: ObjectBytes, { blobId, size }: StoredZip): Promise<ZipFile> {
  return fromRandomAccessReaderPromise(new BlobReader(objects, blobId), size, {
    lazyEntries: true,
    autoClose: false,
    validateEntrySizes: true,
  });
}

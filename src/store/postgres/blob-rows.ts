import type { Pool } from 'pg';
import type { ByteStream } from '../../kernel/http.ts';
import type { BlobStorage, RawBlobWriter } from '../blobs/blob-storage.ts';
import { BlobGoneError, type ByteRange } from '../object-bytes.ts';
import { rerun } from '../rerun.ts';
import { judge } from './failures.ts';

/** Bytes in a row; all rows of a blob but the last are full. */
const CHUNK = 512 * 1024;

/** How many rows one statement deletes, so that it ends soon. */
const DELETED_AT_ONCE = 200;

/** How long a deleted blob is kept for those who still read it, on this node or another. */
const GRACE_MS = 10 * 60 * 1000;

/** Blobs as rows of chunks, so that nodes share nothing but the database. */
export class BlobRows implements BlobStorage {
  readonly graceMs: number;
  readonly #pool: Pool;

  constructor(pool: Pool, graceMs = GRACE_MS) {
    this.#pool = pool;
    this.graceMs = graceMs;
  }

  async create(id: string): Promise<RawBlobWriter> {
    return new ChunkWriter(this.#pool, id);
  }

  async open(id: string, range: ByteRange | undefined): Promise<ByteStream> {
    const start = range?.start ?? 0;
    const first = await chunkAt(this.#pool, id, Math.floor(start / CHUNK));
    if (first === undefined) throw new BlobGoneError(id);
    return stream(this.#pool, id, start, range?.end ?? Number.MAX_SAFE_INTEGER, first);
  }

  async delete(id: string): Promise<void> {
    await deleteChunks(this.#pool, id);
  }

  async close(): Promise<void> {
    // The pool is the store's.
  }
}

/** Fills chunks and inserts each as it is full. */
class ChunkWriter implements RawBlobWriter {
  readonly #pool: Pool;
  readonly #id: string;
  #chunk: Buffer | undefined;
  #filled = 0;
  #position = 0;

  constructor(pool: Pool, id: string) {
    this.#pool = pool;
    this.#id = id;
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      this.#chunk ??= Buffer.allocUnsafe(CHUNK);
      const taken = Math.min(CHUNK - this.#filled, bytes.length - at);
      this.#chunk.set(bytes.subarray(at, at + taken), this.#filled);
      this.#filled += taken;
      at += taken;
      if (this.#filled === CHUNK) await this.#flush();
    }
  }

  async commit(): Promise<void> {
    // An empty blob has one empty chunk, so that it can be told from one that is not there.
    if (this.#filled > 0 || this.#position === 0) await this.#flush();
    this.#chunk = undefined;
  }

  async abort(): Promise<void> {
    this.#chunk = undefined;
    await deleteChunks(this.#pool, this.#id);
  }

  async #flush(): Promise<void> {
    const bytes = this.#chunk?.subarray(0, this.#filled) ?? Buffer.alloc(0);
    // A second attempt after a lost answer finds the row there.
    const insert = {
      name: 'utsuwa-chunk-in',
      text: 'INSERT INTO blob_chunks (blob_id, position, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      values: [this.#id, this.#position, bytes],
    };
    await rerun(() => this.#pool.query(insert), judge);
    this.#position++;
    this.#filled = 0;
  }
}

/** The bytes from `start` to `end`, with one chunk fetched ahead. */
async function* stream(
  pool: Pool,
  id: string,
  start: number,
  end: number,
  first: Buffer,
): AsyncGenerator<Uint8Array, undefined, undefined> {
  let chunk = first;
  for (let position = Math.floor(start / CHUNK); ; position++) {
    const offset = position * CHUNK;
    const isLast = chunk.length < CHUNK || offset + CHUNK > end;
    const next = isLast ? undefined : chunkAt(pool, id, position + 1);
    // It is awaited below unless the reader leaves before.
    next?.catch(() => undefined);
    const wanted = chunk.subarray(Math.max(start - offset, 0), Math.min(end - offset + 1, CHUNK));
    if (wanted.length > 0) yield wanted;
    const following = await next;
    // Without a next one the last chunk was full.
    if (following === undefined) return undefined;
    chunk = following;
  }
}

async function deleteChunks(pool: Pool, id: string): Promise<void> {
  const remove = {
    name: 'utsuwa-chunks-away',
    text: `DELETE FROM blob_chunks WHERE blob_id = $1 AND position IN
             (SELECT position FROM blob_chunks WHERE blob_id = $1 ORDER BY position LIMIT $2)`,
    values: [id, DELETED_AT_ONCE],
  };
  while (((await rerun(() => pool.query(remove), judge)).rowCount ?? 0) === DELETED_AT_ONCE);
}

async function chunkAt(pool: Pool, id: string, position: number): Promise<Buffer | undefined> {
  const select = {
    name: 'utsuwa-chunk-out',
    text: 'SELECT bytes FROM blob_chunks WHERE blob_id = $1 AND position = $2',
    values: [id, position],
  };
  const { rows } = await rerun(() => pool.query<{ bytes: Buffer }>(select), judge);
  return rows[0]?.bytes;
}

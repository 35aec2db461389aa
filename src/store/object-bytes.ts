import type { ByteStream } from '../kernel/http.ts';
import type { WriteTx } from './store.ts';

/**
 * Where the bytes of objects lie. A blob is written once, read often, and never changed.
 *
 * Each blob is in the book `unreferenced_blobs` from its beginning until the write that makes a row
 * refer to it strikes it out (`adoptBlob`), and again from the write that takes the last such row away
 * (`releaseBlob`). So whatever a crash leaves behind is known, and swept at the next start.
 *
 * @example
 * const writer = await objects.create();
 * for await (const chunk of body) await writer.write(chunk);   // on failure: writer.abort()
 * const { id, size } = await writer.commit();
 * const old = await store.write(async (tx) => { …; await adoptBlob(tx, id); await releaseBlob(tx, old); });
 * await objects.delete(old);
 */
export interface ObjectBytes {
  /** Begins a blob; its writer must be committed or aborted. */
  create(): Promise<BlobWriter>;

  /**
   * The bytes of a committed blob, or of a part of it. What was opened can be read to its end although
   * the blob is deleted meanwhile. The stream must be iterated or its iterator's `return` called.
   *
   * @throws BlobGoneError when there is no such blob: read the row that named it again
   */
  open(id: string, range?: ByteRange): Promise<ByteStream>;

  /**
   * Deletes the bytes of a blob that is in the book of those that may be; one that is gone already, or that
   * a row refers to, is no error and stays as it is.
   */
  delete(id: string): Promise<void>;

  /** Waits for what is being deleted. Further calls are refused. */
  close(): Promise<void>;
}

/** Positions of the first and the last byte, both inclusive, from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A blob in the making. One call at a time. */
export interface BlobWriter {
  /** Takes some bytes; resolves when more may come. The chunk may be reused then. */
  write(chunk: Uint8Array): Promise<void>;
  /** Ends the blob; from then on it can be opened, and after `adoptBlob` it stays. */
  commit(): Promise<{ readonly id: string; readonly size: number }>;
  /** Leaves nothing of it. Does nothing after a commit or an abort. */
  abort(): Promise<void>;
}

/** There is no blob of this id (any more). */
export class BlobGoneError extends Error {
  override readonly name = 'BlobGoneError';

  constructor(id: string) {
    super(`the blob \`${id}\` is gone`);
  }
}

/**
 * Strikes a blob out of the book of those that may be deleted: the transaction makes a row refer to it.
 *
 * @throws BlobGoneError when it is not in the book, having been swept or adopted already
 */
export async function adoptBlob(tx: WriteTx, id: string): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('unreferenced_blobs')
    .where('blob_id', '=', id)
    .executeTakeFirstOrThrow();
  if (numDeletedRows !== 1n) throw new BlobGoneError(id);
}

/**
 * Enters a blob in the book of those that may be deleted: the transaction takes away the row that
 * referred to it. Once the write has answered, `delete` it.
 *
 * @param since real time, ms since 1970
 */
export async function releaseBlob(tx: WriteTx, id: string, since: number = Date.now()): Promise<void> {
  await tx.insertInto('unreferenced_blobs').values({ blob_id: id, since }).execute();
}

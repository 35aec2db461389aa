import type { ByteStream } from '../../kernel/http.ts';
import { BlobGoneError, type BlobWriter, type ByteRange, type ObjectBytes } from '../object-bytes.ts';
import { type Store, StoreClosedError } from '../store.ts';
import type { BlobStorage, RawBlobWriter } from './blob-storage.ts';

const BLOB_ID = /^[0-9a-f]{32}$/;

/** What it needs besides the store and the storage. */
export interface Booking {
  /** Real time, ms since 1970. */
  readonly now: () => number;
  /** A new blob's id: 32 random hex digits. */
  readonly newId: () => string;
  /**
   * Blobs that have been in the book for longer than this are leftovers of a crash, in milliseconds.
   * `undefined` where the process that opens is the only one: nothing is on its way yet, so all are.
   */
  readonly leftoverAfterMs: number | undefined;
}

/** Object bytes on some storage, with the book of unreferenced blobs kept in the store. */
export class BookedObjectBytes implements ObjectBytes {
  readonly #store: Store;
  readonly #storage: BlobStorage;
  readonly #booking: Booking;
  readonly #deletions = new Set<Promise<void>>();
  readonly #delayed = new Set<NodeJS.Timeout>();
  #closed = false;

  constructor(store: Store, storage: BlobStorage, booking: Booking) {
    this.#store = store;
    this.#storage = storage;
    this.#booking = booking;
  }

  async create(): Promise<BlobWriter> {
    if (this.#closed) throw new StoreClosedError();
    const id = this.#booking.newId();
    const since = this.#booking.now();
    await this.#store.write((tx) =>
      tx.insertInto('unreferenced_blobs').values({ blob_id: id, since }).execute(),
    );
    const raw = await this.#storage.create(id);
    return new CountingWriter(id, raw, () => this.#strike(id));
  }

  open(id: string, range?: ByteRange): Promise<ByteStream> {
    if (this.#closed) return Promise.reject(new StoreClosedError());
    if (!BLOB_ID.test(id)) return Promise.reject(new BlobGoneError(id));
    return this.#storage.open(id, range);
  }

  async delete(id: string): Promise<void> {
    if (this.#closed) throw new StoreClosedError();
    if (!BLOB_ID.test(id)) return;
    const { graceMs } = this.#storage;
    if (graceMs === 0) return this.#track(this.#deleteNow(id));
    // A process that ends before leaves the blob in the book, and a later start sweeps it.
    const timer = setTimeout(() => {
      this.#delayed.delete(timer);
      // A deletion that fails leaves the blob in the book, and a later start sweeps it.
      this.#track(this.#deleteNow(id)).catch(() => undefined);
    }, graceMs);
    timer.unref();
    this.#delayed.add(timer);
  }

  /** Deletes what crashes have left behind. @returns how many blobs */
  async sweep(): Promise<number> {
    const { leftoverAfterMs, now } = this.#booking;
    const before = leftoverAfterMs === undefined ? Number.MAX_SAFE_INTEGER : now() - leftoverAfterMs;
    const leftovers = await this.#store.read((tx) =>
      tx.selectFrom('unreferenced_blobs').select('blob_id').where('since', '<=', before).execute(),
    );
    for (const { blob_id } of leftovers) {
      if (this.#closed) break;
      await this.#track(this.#deleteNow(blob_id));
    }
    return leftovers.length;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of this.#delayed) clearTimeout(timer);
    await Promise.allSettled(this.#deletions);
    await this.#storage.close();
  }

  async #deleteNow(id: string): Promise<void> {
    // One that is in the book no more is gone, or a write whose outcome nobody heard has adopted it.
    if (!(await this.#isInBook(id))) return;
    await this.#storage.delete(id);
    await this.#strike(id);
  }

  async #isInBook(id: string): Promise<boolean> {
    const row = await this.#store.read((tx) =>
      tx.selectFrom('unreferenced_blobs').select('blob_id').where('blob_id', '=', id).executeTakeFirst(),
    );
    return row !== undefined;
  }

  async #strike(id: string): Promise<void> {
    await this.#store.write((tx) => tx.deleteFrom('unreferenced_blobs').where('blob_id', '=', id).execute());
  }

  async #track(deletion: Promise<void>): Promise<void> {
    this.#deletions.add(deletion);
    try {
      await deletion;
    } finally {
      this.#deletions.delete(deletion);
    }
  }
}

/** Counts the bytes, and holds the writer to its order: writes, then one commit or abort. */
class CountingWriter implements BlobWriter {
  readonly #id: string;
  readonly #raw: RawBlobWriter;
  readonly #strike: () => Promise<void>;
  #size = 0;
  #ended = false;

  constructor(id: string, raw: RawBlobWriter, strike: () => Promise<void>) {
    this.#id = id;
    this.#raw = raw;
    this.#strike = strike;
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (this.#ended) throw new Error('a blob takes no bytes after its end');
    if (chunk.length === 0) return;
    await this.#raw.write(chunk);
    this.#size += chunk.length;
  }

  async commit(): Promise<{ readonly id: string; readonly size: number }> {
    if (this.#ended) throw new Error('a blob ends once');
    await this.#raw.commit();
    this.#ended = true;
    return { id: this.#id, size: this.#size };
  }

  async abort(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#raw.abort();
    await this.#strike();
  }
}
